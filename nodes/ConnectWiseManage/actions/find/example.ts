import type { IDataObject } from 'n8n-workflow';
import { titleOfName } from '../../catalogue/form/labels';
import type {
	FieldTemplate,
	OperationTemplate,
	ParameterTemplate,
	SchemaTable,
	ValueType,
} from '../../catalogue/types';
import type { Described } from './fieldWords';

const ID = 123;
const DEEPEST_LEVEL = 3;
const LONGEST_TEXT = 60;

const VALUES: Readonly<Record<ValueType, unknown>> = {
	string: 'Example',
	integer: 1,
	number: 1,
	boolean: false,
	dateTime: '2026-01-31T09:00:00Z',
	date: '2026-01-31',
	uuid: '00000000-0000-4000-8000-000000000001',
	object: { example: 'value' },
	array: ['Example'],
	binary: 'data',
	any: 'Example',
};

/** Values that say more than the name of their field does; used where they fit the field's type. */
const TELLING_VALUES: ReadonlyMap<string, string | boolean> = new Map<string, string | boolean>([
	['email', 'ann@example.com'],
	['emailAddress', 'ann@example.com'],
	['internalAnalysisFlag', true],
	['notes', 'Replaced the toner'],
	['phoneNumber', '555-0100'],
	['summary', 'Printer offline'],
	['text', 'Called back, waiting for an answer'],
	['timeEnd', '2026-01-31T10:00:00Z'],
	['url', 'https://hooks.example.com/connectwise'],
	['website', 'https://www.example.com'],
]);

/** In this order: the first that the records have. */
const CONDITIONS: ReadonlyArray<readonly [field: string, condition: string]> = [
	['closedFlag', 'closedFlag = false'],
	['inactiveFlag', 'inactiveFlag = false'],
	['name', 'name like "Example%"'],
];

/** Options JSON with what the form shows: required options, and conditions where a list takes them. */
export function exampleOptions(
	template: OperationTemplate,
	options: ReadonlyArray<Described<ParameterTemplate>>,
): IDataObject {
	const chosen = options.filter(({ form }) => form.required || !form.removed);
	const pairs = chosen.map(({ template: parameter, form }): [string, unknown] => {
		const known = form.options?.[0]?.value;
		if (parameter.name === 'conditions') return ['conditions', conditionFor(template)];
		return [parameter.name, known ?? valueOfParameter(parameter)];
	});
	return Object.fromEntries(pairs) as IDataObject;
}

/**
 * Items JSON with these fields; a list where the operation sends several records at once. `undefined`
 * where it sends none.
 */
export function exampleItems(
	{ body, schemas }: OperationTemplate,
	fields: ReadonlyArray<Described<FieldTemplate>>,
): unknown {
	if (body.kind === 'none') return undefined;
	const isPlainList = body.kind === 'array' && (body.itemType ?? 'object') !== 'object';
	if (isPlainList) return [VALUES[body.itemType ?? 'integer']];
	const record = Object.fromEntries(
		fields.map(({ template, form }): [string, unknown] => [
			template.name,
			form.options?.[0]?.value ?? valueOfField(template, schemas, 0),
		]),
	);
	return body.kind === 'array' ? [record] : record;
}

function conditionFor({ response, schemas }: OperationTemplate): string {
	const names = new Set((schemas.get(response.schema ?? '') ?? []).map(({ name }) => name));
	return CONDITIONS.find(([name]) => names.has(name))?.[1] ?? 'id > 100';
}

function valueOfParameter({ name, type, itemType }: ParameterTemplate): unknown {
	if (type === 'array') return [VALUES[itemType ?? 'string']];
	return type === 'integer' && isIdName(name) ? ID : VALUES[type];
}

function valueOfField(field: FieldTemplate, schemas: SchemaTable, level: number): unknown {
	const { name, type, itemType, isReference, schema } = field;
	if (field.enum && field.enum.length > 0) return field.enum[0];
	if (name === 'customFields') return { 'Asset Tag': 'A-17' };
	if (isReference) return referenceTo(schema, schemas);
	const telling = TELLING_VALUES.get(name);
	if (type === 'boolean') return telling === true;
	if (type === 'dateTime') return typeof telling === 'string' ? telling : VALUES.dateTime;
	if (type === 'string') return textFor(field, typeof telling === 'string' ? telling : undefined);
	if (type === 'integer' && isIdName(name)) return ID;
	if (type === 'object') return recordOf(schema, schemas, level);
	if (type !== 'array') return VALUES[type];
	if (schema?.endsWith('Reference')) return [referenceTo(schema, schemas)];
	return [itemType === 'object' ? recordOf(schema, schemas, level) : VALUES[itemType ?? 'any']];
}

function referenceTo(schema: string | undefined, schemas: SchemaTable): IDataObject {
	const members = (schemas.get(schema ?? '') ?? []).map(({ name }) => name);
	if (members.length === 0 || members.includes('id')) return { id: ID };
	return members.includes('identifier') ? { identifier: 'Example' } : { name: 'Example' };
}

/** What a nested record cannot do without; else its first plain member. */
function recordOf(schema: string | undefined, schemas: SchemaTable, level: number): unknown {
	const members = (schemas.get(schema ?? '') ?? []).filter(({ readOnly }) => !readOnly);
	const required = members.filter(({ requiredOnCreate }) => requiredOnCreate);
	const plain = members.find(({ type }) => !['object', 'array'].includes(type));
	const chosen = required.length > 0 ? required : [plain ?? members[0]].filter((one) => one);
	if (chosen.length === 0 || level >= DEEPEST_LEVEL) return VALUES.object;
	return Object.fromEntries(
		chosen.flatMap((member) =>
			member ? [[member.name, valueOfField(member, schemas, level + 1)]] : [],
		),
	);
}

function textFor({ name, maxLength = LONGEST_TEXT }: FieldTemplate, telling?: string): string {
	return (telling ?? `Example ${titleOfName(name)}`).slice(0, Math.max(1, maxLength)).trim();
}

function isIdName(name: string): boolean {
	return /id$/i.test(name);
}
