import type { FieldTemplate, SchemaTable, ValueType } from '../../../catalogue/types';
import { tryParseJson } from '../../parameters/json';
import { coerceValue, isPlainObject } from '../../parameters/values';

interface BodyContext {
	readonly schemas: SchemaTable;
	readonly timezone: string;
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
		? toReference(value, field, context.schemas)
		: toList(value, field);
	const coerced = coerceValue(
		given,
		{ name, type: field.type, enum: field.enum },
		context.timezone,
	);
	if (isPlainObject(coerced)) return coerceRecord(coerced, field.schema, context, `${name}.`);
	if (!Array.isArray(coerced)) return coerced;
	return coerced.map((element: unknown, index) => {
		if (isPlainObject(element))
			return coerceRecord(element, field.schema, context, `${name}[${index}].`);
		if (field.itemType === undefined || element === null) return element;
		return coerceValue(
			element,
			{ name: `${name}[${index}]`, type: field.itemType },
			context.timezone,
		);
	});
}

const TEXT_TYPES: ReadonlySet<ValueType> = new Set(['string', 'uuid', 'any']);

/** A list of plain values may come as one of them, or as text with commas. */
function toList(value: unknown, { type, itemType }: FieldTemplate): unknown {
	if (type !== 'array' || itemType === undefined || Array.isArray(value)) return value;
	if (typeof value !== 'string') return isPlainObject(value) ? value : [value];
	return /^\s*\[/.test(value) ? value : value.split(',').map((entry) => entry.trim());
}

/** Custom fields have shapes of their own; a form gives them as text. */
function parseIfText(value: unknown): unknown {
	const parsed = typeof value === 'string' ? tryParseJson(value) : undefined;
	return parsed?.isJson ? parsed.value : value;
}

/** `5` and `"5"` are ids; other text is the identifier where the record has one, else the name. */
function toReference(value: unknown, field: FieldTemplate, schemas: SchemaTable): unknown {
	if (typeof value === 'number') return { id: value };
	if (typeof value !== 'string' || /^\s*\{/.test(value)) return value;
	if (/^\d+$/.test(value.trim())) return { id: Number(value) };
	const members = new Set((schemas.get(field.schema ?? '') ?? []).map(({ name }) => name));
	const name = value.trim();
	return members.has('identifier') ? { identifier: name } : { name };
}
