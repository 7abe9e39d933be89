import { sleep, type ResourceMapperField } from 'n8n-workflow';
import { fitLabel, SHOWN_LENGTH } from '../../catalogue/form/labels';
import type { Entry } from '../entries';
import { withEntries } from './entryOptions';
import type { FieldList, FormName } from './fieldLists';
import { readList, type ListResult } from '../lists';
import { parentId, titleOfParent, type FilledIn } from './parents';
import type { Tenant, Trouble } from '../tenant';
import { PATIENCE_MS } from './patience';

type Choices =
	| { readonly isOk: true; readonly entries: readonly Entry[] }
	| { readonly isOk: false; readonly note: string };

const CHOICE_COUNT = 1_500;

const NOTES: Readonly<Record<Trouble | 'noCredential' | 'tooLong' | 'late', string>> = {
	noCredential: 'no credential',
	refused: 'no rights to list',
	unavailable: 'list not available',
	tooLong: 'many: see Look Up',
	late: 'list came too late',
};

/**
 * The fields with drop-downs where their list is small enough to show. Where a list cannot be had the
 * field stays what it was, and its label says why.
 */
export async function withChoices(
	fields: readonly ResourceMapperField[],
	lists: ReadonlyMap<string, FieldList>,
	form: FormName,
	filledIn: FilledIn,
	tenant: Tenant | undefined,
): Promise<ResourceMapperField[]> {
	const isListed = ({ id }: ResourceMapperField) => lists.get(id)?.list.isBig === false;
	if (!fields.some(isListed)) return [...fields];
	const late: Choices = { isOk: false, note: NOTES.late };
	const enough = sleep(PATIENCE_MS).then(() => late);
	const choices = await Promise.all(
		fields.map(async (field) => {
			const list = lists.get(field.id);
			if (!list || list.list.isBig) return undefined;
			return await Promise.race([choicesOf(list, filledIn, tenant), enough]);
		}),
	);
	let room = CHOICE_COUNT;
	return fields.map((field, index) => {
		const found = choices[index];
		if (!found) return field;
		if (!found.isOk) return withNote(field, found.note);
		if (found.entries.length > room) return withNote(field, NOTES.tooLong);
		room -= found.entries.length;
		return withEntries(field, found.entries, filledIn[form][field.id]);
	});
}

async function choicesOf(
	{ list, parent }: FieldList,
	filledIn: FilledIn,
	tenant: Tenant | undefined,
): Promise<Choices> {
	if (!tenant) return { isOk: false, note: NOTES.noCredential };
	if (!parent) return toChoices(await readList(tenant, list));
	const id = await parentId(parent, filledIn, tenant);
	if (id === undefined) return { isOk: false, note: `${titleOfParent(parent)} first` };
	return toChoices(await readList(tenant, list, id));
}

function toChoices(result: ListResult): Choices {
	return result.isOk ? result : { isOk: false, note: NOTES[result.trouble] };
}

function withNote(field: ResourceMapperField, note: string): ResourceMapperField {
	const room = SHOWN_LENGTH - note.length - 3;
	return { ...field, displayName: `${fitLabel(field.displayName, room)} (${note})` };
}
