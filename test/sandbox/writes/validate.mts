import type { FieldTemplate } from '../catalogue/load.mts';
import type { ErrorEntry } from '../errors.mts';
import type { Json, JsonObject } from '../json.mts';
import { missingField } from './rules.mts';
import type { RecordRules } from './rules.mts';

const isBlank = (value: Json | undefined): boolean =>
	value === undefined || value === null || value === '';

/** Members that have to be there, by the document and by the rules of the record type. */
export function missingFields(
	record: JsonObject,
	fields: readonly FieldTemplate[],
	{ required = [], optional = [] }: Pick<RecordRules, 'required' | 'optional'> = {},
): ErrorEntry[] {
	return fields
		.filter(({ name }) => !optional.includes(name))
		.filter(({ name, requiredOnCreate }) => requiredOnCreate || required.includes(name))
		.filter(({ name }) => isBlank(record[name]))
		.map(({ name, isReference }) => missingField(isReference ? `${name}/id` : name));
}

export function tooLongFields(record: JsonObject, fields: readonly FieldTemplate[]): ErrorEntry[] {
	return fields.flatMap(({ name, maxLength }) => {
		const value = record[name];
		if (maxLength === undefined || typeof value !== 'string' || value.length <= maxLength)
			return [];
		return [
			{
				code: 'MaxLengthField',
				message: `The field ${name} must be a string with a maximum length of ${maxLength}.`,
				field: name,
			},
		];
	});
}

/** Names as the model spells them, scalars in the model's types. */
export function inModelSpelling(body: JsonObject, fields: readonly FieldTemplate[]): JsonObject {
	const byName = new Map(fields.map((field) => [field.name.toLowerCase(), field]));
	const record: JsonObject = {};
	for (const [name, value] of Object.entries(body)) {
		const field = byName.get(name.toLowerCase());
		record[field?.name ?? name] = field ? coerced(value, field) : value;
	}
	return record;
}

function coerced(value: Json, { type, enum: values }: FieldTemplate): Json {
	if (value === null || typeof value === 'object') return value;
	if (type === 'integer' || type === 'number') return Number(value);
	if (type === 'boolean') return String(value).toLowerCase() === 'true';
	if (type !== 'string') return value;
	const text = String(value);
	return values?.find((known) => known.toLowerCase() === text.toLowerCase()) ?? text;
}
