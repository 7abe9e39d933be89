import { titleOfName } from '../../../../catalogue/form/labels';
import type { FieldTemplate, SchemaTable, ValueType } from '../../../../catalogue/types';
import { tryParseJson } from '../../../parameters/values/json';
import { toElements } from '../../../parameters/plain/lists';
import { coerceValue, isPlainObject } from '../../../parameters/values/values';
import type { Naming } from '../../references/naming';

interface BodyContext {
	readonly schemas: SchemaTable;
	readonly timezone: string;
	/** Gives the reference for the name of a record, where it is known. */
	readonly naming?: Naming;
}

/**
 * Brings a record's values into the form of the API, level by level: numbers, booleans and dates
 * given as text, references given as a bare id or name. Fields that the template does not know pass
 * as they are, since a newer server may know them.
 *
 * @throws ParameterError naming the field.
 */
export function coerceRecord(
	record: Readonly<Record<string, unknown>>,
	schema: string | undefined,
	context: BodyContext,
	prefix = '',
): Record<string, unknown> {
	const fields = new Map(
		(context.schemas.get(schema ?? '') ?? []).map((field) => [field.name, field]),
	);
	return Object.fromEntries(
		Object.entries(record).map(([name, value]) => {
			const field = fields.get(name);
			return [name, field ? coerceField(value, field, context, `${prefix}${name}`) : value];
		}),
	);
}

function coerceField(
	value: unknown,
	field: FieldTemplate,
	context: BodyContext,
	name: string,
): unknown {
	if (value === null || value === undefined) return value;
	if (field.name === 'customFields') return parseIfText(value);
	// An empty cell says nothing, where only text can be empty; a blank reference names no record.
	const isText = TEXT_TYPES.has(field.type) && !field.enum;
	if (!isText && typeof value === 'string' && value.trim() === '') return null;
	const given = field.isReference
		? toReference(value, field, context)
		: toList(value, field, context);
	// Deeper names tell their place themselves, e.g. `contacts[1].id`.
	const label = name === field.name ? titleOfName(name) : undefined;
	const spec = { name, label, type: field.type, enum: field.enum };
	const coerced = coerceValue(given, spec, context.timezone);
	if (isPlainObject(coerced)) return coerceRecord(coerced, field.schema, context, `${name}.`);
	if (!Array.isArray(coerced)) return coerced;
	return coerced.map((element: unknown, index) =>
		coerceElement(element, field, context, `${name}[${index}]`),
	);
}

function coerceElement(
	element: unknown,
	{ schema, itemType }: FieldTemplate,
	context: BodyContext,
	name: string,
): unknown {
	if (itemType === undefined || element === null || element === undefined) return element;
	const coerced = coerceValue(element, { name, type: itemType }, context.timezone);
	return isPlainObject(coerced) ? coerceRecord(coerced, schema, context, `${name}.`) : coerced;
}

const TEXT_TYPES: ReadonlySet<ValueType> = new Set(['string', 'uuid', 'any']);

/** A list may come as one of its elements or as text; one of references as their ids and names. */
function toList(value: unknown, field: FieldTemplate, context: BodyContext): unknown {
	const { type, itemType } = field;
	if (type !== 'array' || itemType === undefined) return value;
	const elements = toElements(value);
	if (!elements) return value;
	if (!isReferenceList(field)) return elements;
	return elements.map((element) => toReference(element, field, context));
}

function isReferenceList({ schema }: FieldTemplate): boolean {
	return schema?.endsWith('Reference') === true;
}

/** Custom fields have shapes of their own; a form gives them as text. */
function parseIfText(value: unknown): unknown {
	const parsed = typeof value === 'string' ? tryParseJson(value) : undefined;
	return parsed?.isJson ? parsed.value : value;
}

/** `5` and `"5"` are ids; other text is the identifier where the record has one, else the name. */
function toReference(
	value: unknown,
	field: FieldTemplate,
	{ schemas, naming }: BodyContext,
): unknown {
	if (typeof value === 'number') return { id: value };
	if (typeof value !== 'string' || /^\s*\{/.test(value)) return value;
	if (/^\d+$/.test(value.trim())) return { id: Number(value) };
	const members = new Set((schemas.get(field.schema ?? '') ?? []).map(({ name }) => name));
	const name = value.trim();
	const found = naming?.(name, field);
	if (found) return found;
	return members.has('identifier') ? { identifier: name } : { name };
}
