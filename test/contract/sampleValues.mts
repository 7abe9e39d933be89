import type {
	FieldTemplate,
	SchemaTable,
	ValueType,
} from '../../nodes/ConnectWiseManage/catalogue/types.ts';

type Typed = Pick<FieldTemplate, 'type'> & Partial<FieldTemplate>;

const PLAIN_VALUES: Readonly<Partial<Record<ValueType, unknown>>> = {
	string: 'sample',
	integer: 3,
	number: 1.5,
	boolean: true,
	dateTime: '2026-01-31T08:00:00Z',
	date: '2026-01-31',
	uuid: '6f1c2f5e-3c1b-4a57-9d0e-0a7c1f1d2b3c',
	any: 'sample',
};

export const isPlain = ({ type }: Typed): boolean => type in PLAIN_VALUES && type !== 'any';

const isRequired = (field: FieldTemplate): boolean =>
	field.requiredOnCreate === true || field.requiredOnUpdate === true;

/** A value that the API document allows for the field; nested objects hold what they require. */
export function sampleValue(field: Typed, schemas: SchemaTable): unknown {
	if (field.enum?.length) return field.enum[0];
	if (field.type === 'object') {
		const required = requiredFields(field.schema, schemas);
		return field.isReference ? { id: 1, ...required } : required;
	}
	if (field.type === 'array') {
		const element: Typed = { type: field.itemType ?? 'any', schema: field.schema };
		return [sampleValue(element, schemas)];
	}
	const value = PLAIN_VALUES[field.type];
	return typeof value === 'string' ? value.slice(0, field.maxLength ?? value.length) : value;
}

function requiredFields(schema: string | undefined, schemas: SchemaTable): Record<string, unknown> {
	const fields = schemas.get(schema ?? '') ?? [];
	return Object.fromEntries(
		fields.filter(isRequired).map((field) => [field.name, sampleValue(field, schemas)]),
	);
}

/**
 * One field, plain if there is such a one, as a small change of a record has it; never its id. Of
 * the schemas that are known by name only, any field.
 */
export function sampleChange(
	schema: string | undefined,
	schemas: SchemaTable,
): Record<string, unknown> {
	const fields = schemas.get(schema ?? '') ?? [];
	if (fields.length === 0) return { sample: 'sample' };
	const changeable = fields.filter(
		({ name, type, readOnly }) =>
			name !== 'id' && name !== '_info' && type !== 'binary' && readOnly !== true,
	);
	const field = changeable.find(isPlain) ?? changeable[0];
	return field ? { [field.name]: sampleValue(field, schemas) } : {};
}

/** A record's required fields; where it requires none, one of its others. */
export function sampleRecord(
	schema: string | undefined,
	schemas: SchemaTable,
): Record<string, unknown> {
	const required = requiredFields(schema, schemas);
	return Object.keys(required).length > 0 ? required : sampleChange(schema, schemas);
}
