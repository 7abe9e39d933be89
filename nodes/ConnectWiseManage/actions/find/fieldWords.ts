import type { ResourceMapperField } from 'n8n-workflow';
import { fitLabel, titleOfName } from '../../catalogue/form/labels';
import type {
	FieldTemplate,
	ParameterTemplate,
	SchemaTable,
	ValueType,
} from '../../catalogue/types';

/** A field or an option, with what its form knows of it: whether it is required, its values. */
export interface Described<T extends FieldTemplate | ParameterTemplate> {
	readonly template: T;
	readonly form: ResourceMapperField;
}

const TYPE_WORDS: Readonly<Record<ValueType, string>> = {
	string: 'text',
	integer: 'whole number',
	number: 'number',
	boolean: 'true or false',
	dateTime: 'date and time',
	date: 'date',
	uuid: 'UUID',
	object: 'object',
	array: 'list',
	binary: "name of the input item's binary field",
	any: 'any value',
};

/** What is written in the text of options that most lists have; by lower-case name. */
const OPTION_WORDS: ReadonlyMap<string, string> = new Map([
	['conditions', 'conditions on the fields, joined by and/or; text in double quotes, dates in [ ]'],
	['childconditions', 'conditions on lists inside the records'],
	['customfieldconditions', 'conditions such as caption = "Asset Tag" and value = "A-17"'],
	['orderby', 'field, or field desc'],
	['fields', 'names of the fields to return, with commas between them'],
]);

const FEW_VALUES_COUNT = 8;
const MEMBERS_COUNT = 8;

/** `whole number, required: Ticket ID`; `isFull` names every value of an enum. */
export function wordsOfOption(
	{ template, form }: Described<ParameterTemplate>,
	isFull: boolean,
): string {
	const { name, type, itemType } = template;
	const listed = itemType === undefined ? TYPE_WORDS.array : `list of ${TYPE_WORDS[itemType]}`;
	const plain = type === 'array' ? listed : TYPE_WORDS[type];
	const words = valuesOf(form, isFull) ?? OPTION_WORDS.get(name.toLowerCase()) ?? plain;
	return withNotes(words, form);
}

/** `text up to 100 characters, required`, `record by id, identifier or name`. */
export function wordsOfField(
	{ template, form }: Described<FieldTemplate>,
	schemas: SchemaTable,
	isFull: boolean,
): string {
	return withNotes(valuesOf(form, isFull) ?? wordsOfType(template, schemas), form);
}

function wordsOfType(field: FieldTemplate, schemas: SchemaTable): string {
	const { name, type, itemType, isReference, maxLength, schema } = field;
	if (name === 'customFields') return 'object of captions and values';
	if (isReference) return `record by ${keysOf(schema, schemas)}`;
	if (type === 'array') {
		if (schema?.endsWith('Reference')) return `list of records, each by ${keysOf(schema, schemas)}`;
		return `list of ${itemType === 'object' ? objectWords(schema, schemas) : TYPE_WORDS[itemType ?? 'any']}`;
	}
	if (type === 'object') return objectWords(schema, schemas);
	return maxLength === undefined
		? TYPE_WORDS[type]
		: `${TYPE_WORDS[type]} up to ${maxLength} characters`;
}

function keysOf(schema: string | undefined, schemas: SchemaTable): string {
	const members = (schemas.get(schema ?? '') ?? []).map(({ name }) => name);
	const keys = ['id', 'identifier', 'name'].filter((key) => members.includes(key));
	if (keys.length < 2) return keys[0] ?? 'id';
	return `${keys.slice(0, -1).join(', ')} or ${keys[keys.length - 1]}`;
}

function objectWords(schema: string | undefined, schemas: SchemaTable): string {
	const names = (schemas.get(schema ?? '') ?? [])
		.filter(({ readOnly, name }) => !readOnly && name !== '_info')
		.map(({ name }) => name);
	if (names.length === 0) return TYPE_WORDS.object;
	const rest = names.length > MEMBERS_COUNT ? ', ...' : '';
	return `object with ${names.slice(0, MEMBERS_COUNT).join(', ')}${rest}`;
}

function valuesOf({ options }: ResourceMapperField, isFull: boolean): string | undefined {
	if (!options || options.length === 0) return undefined;
	const values = options.map(({ value }) => String(value));
	const shown = isFull ? values : values.slice(0, FEW_VALUES_COUNT);
	return `one of ${[...shown, ...(shown.length < values.length ? ['...'] : [])].join(' | ')}`;
}

/** The label is told where the name alone does not say what is meant. */
function withNotes(words: string, { id, displayName, required }: ResourceMapperField): string {
	const isTelling =
		displayName !== fitLabel(titleOfName(id)) && !displayName.includes(' (Name of Input');
	const isCustomFields = id === 'customFields';
	const label = isTelling && !isCustomFields ? `: ${displayName}` : '';
	return `${words}${required ? ', required' : ''}${label}`;
}
