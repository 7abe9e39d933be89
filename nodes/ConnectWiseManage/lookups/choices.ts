import { sleep, type INodePropertyOptions, type ResourceMapperField } from 'n8n-workflow';
import { titleOfName } from '../catalogue';
import { findEntry, type Entry } from './entries';
import type { FieldList, FormName, ParentField } from './fieldLists';
import { readList, type ListResult } from './lists';
import type { Tenant, Trouble } from './tenant';

/** What is filled in, by form and field. */
export type FilledIn = Readonly<Record<FormName, Readonly<Record<string, unknown>>>>;

type Choices =
	| { readonly isOk: true; readonly entries: readonly Entry[] }
	| { readonly isOk: false; readonly note: string };

/** For all lists of a form together. */
const PATIENCE_MS = 3_000;
const CHOICE_COUNT = 1_500;

const NOTES: Readonly<Record<Trouble | 'tooLong' | 'late', string>> = {
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
	const late = sleep(PATIENCE_MS).then((): Choices => ({ isOk: false, note: NOTES.late }));
	const choices = await Promise.all(
		fields.map(async (field) => {
			const list = lists.get(field.id);
			if (!list || list.list.isBig) return undefined;
			return await Promise.race([choicesOf(list, filledIn, tenant), late]);
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
	if (id === undefined) return { isOk: false, note: `choose the ${titleOf(parent)} first` };
	return toChoices(await readList(tenant, list, id));
}

function toChoices(result: ListResult): Choices {
	return result.isOk ? result : { isOk: false, note: NOTES[result.trouble] };
}

function titleOf({ field, list }: ParentField): string {
	const title = /id$/i.test(field) ? list.reference.replace(/Reference$/, '') : field;
	return titleOfName(title) + (list.isBig ? ' by ID' : '');
}

/** An id counts as it is; a name is looked up where the list of parents is small enough. */
async function parentId(
	{ form, field, list }: ParentField,
	filledIn: FilledIn,
	tenant: Tenant,
): Promise<string | number | undefined> {
	const value = filledIn[form][field];
	if (isGivenByExpression(value)) return undefined;
	if (typeof value === 'number' || (typeof value === 'string' && /^\s*\d+\s*$/.test(value))) {
		return typeof value === 'string' ? value.trim() : value;
	}
	if (list.isBig || value === undefined || value === null || value === '') return undefined;
	const parents = await readList(tenant, list);
	return parents.isOk ? findEntry(value, parents.entries)?.id : undefined;
}

function isGivenByExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}

function withNote(field: ResourceMapperField, note: string): ResourceMapperField {
	return { ...field, displayName: `${field.displayName} (${note})` };
}

/** What is saved stays as it is: under the name of its entry, or as one that the list does not have. */
function withEntries(
	field: ResourceMapperField,
	entries: readonly Entry[],
	value: unknown,
): ResourceMapperField {
	if (entries.length === 0) return field;
	const isSet = typeof value === 'number' || (typeof value === 'string' && value !== '');
	const current = isSet && !isGivenByExpression(value) ? value : undefined;
	const chosen = current === undefined ? undefined : findEntry(current, entries);
	const options: INodePropertyOptions[] = entries.map((entry) => ({
		name: entry.name,
		value: entry === chosen && current !== undefined ? current : entry.id,
	}));
	if (current !== undefined && !chosen) {
		options.unshift({ name: `${current} (not in the list)`, value: current });
	}
	return { ...field, type: 'options', options };
}
