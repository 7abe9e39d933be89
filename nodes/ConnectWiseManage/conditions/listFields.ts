import { findByRoute, loadTemplate, type OperationTemplate } from '../catalogue';
import { CUSTOM_FIELD_PREFIX, toFilterFields, type FilterField } from './filterFields';
import type { FilterKind } from './operators';

/** What stands in the list of fields for a custom field; its caption is a field of the row. */
export const CUSTOM_FIELD = CUSTOM_FIELD_PREFIX.slice(0, -1);

const CUSTOM_KINDS: ReadonlyArray<readonly [FilterKind, string]> = [
	['text', 'Text'],
	['number', 'Number'],
	['boolean', 'Checkbox'],
	['date', 'Date'],
];

/** Fields by which the records of a list, or of the list that is counted, can be filtered. */
export async function findFilterFields(template: OperationTemplate): Promise<FilterField[]> {
	const names = new Set(template.parameters.map(({ name }) => name.toLowerCase()));
	const { schema, schemas } = (await recordsOf(template)) ?? { schemas: template.schemas };
	const fields = toFilterFields(schema, schemas).filter(({ place }) =>
		names.has(place.toLowerCase()),
	);
	const hasCustomFields = schemas.get(schema ?? '')?.some(({ name }) => name === 'customFields');
	return hasCustomFields && names.has('customfieldconditions')
		? [...fields, ...CUSTOM_KINDS.map(([kind, word]) => customField('', kind, word))]
		: fields;
}

/** A custom field of this caption as a field to filter by. */
export function customField(caption: string, kind: FilterKind, word = ''): FilterField {
	return {
		path: `${CUSTOM_FIELD_PREFIX}${caption}`,
		label: caption === '' ? `Custom Field (${word})` : `the custom field "${caption}"`,
		kind,
		place: 'customFieldConditions',
	};
}

type Records = Pick<OperationTemplate, 'schemas'> & { readonly schema?: string };

/** A count says nothing of the records it counts: those of the list beside it do. */
async function recordsOf(template: OperationTemplate): Promise<Records | undefined> {
	if (template.response.kind !== 'count') {
		return { schema: template.response.schema, schemas: template.schemas };
	}
	const list = await findByRoute('GET', template.path.replace(/\/count$/, ''));
	const counted = list && (await loadTemplate(list.id));
	return counted && { schema: counted.response.schema, schemas: counted.schemas };
}

/** How the value of a field that names a record is chosen. */
export type NameControl =
	/** The list is short enough to choose several of it. */
	| 'name'
	/** Searched in ConnectWise. */
	| 'record';

/** The value of a field's entry in the list: what it is called and what it compares like. */
export function toFieldValue({ path, kind, place }: FilterField): string {
	return `${place === 'customFieldConditions' ? CUSTOM_FIELD : path}|${kind}`;
}

/** The same for a field whose value can be chosen by name. */
export function toNamedFieldValue({ path }: FilterField, control: NameControl): string {
	return `${path}|${control}`;
}

/** The path and what follows it, of a value that `toFieldValue` gave or that was written by hand. */
export function splitFieldValue(value: unknown): readonly [path: string, control: string] {
	const [path = '', control = ''] = (typeof value === 'string' ? value : '').split('|');
	return [path.trim(), control.trim()];
}
