import type { FieldTemplate, SchemaTable } from '../../../../catalogue/types';
import { isDateName, isDateObject, withApiForm } from '../../../parameters/values/dates';
import { coerceValue, isPlainObject } from '../../../parameters/values/values';
import type { PatchOperation } from './patch';

const CUSTOM_FIELDS = 'customFields';

interface Context {
	readonly schemas: SchemaTable;
	readonly timezone: string;
}

/**
 * A ready-made patch with its dates in the form of the API; all else in it is left as it is. What
 * holds a date is told by the record's fields, and by the name where those do not know it.
 *
 * @throws ParameterError naming the path for what is no date where the record has one.
 */
export function withPatchDates(
	operations: readonly PatchOperation[],
	schema: string | undefined,
	context: Context,
): PatchOperation[] {
	return operations.map((operation) => {
		if (operation.value === undefined) return operation;
		const segments = operation.path.split(/[/.]/).filter((segment) => segment !== '');
		const field = fieldAt(segments, schema, context.schemas);
		return { ...operation, value: withDates(operation.value, field, operation.path, context) };
	});
}

/** Dates in custom fields that are sent as given, wherever their values stand. */
export function withCustomFieldDates(given: unknown, context: Context): unknown {
	return withDates(given, { name: CUSTOM_FIELDS, type: 'array' }, CUSTOM_FIELDS, context);
}

function fieldAt(
	segments: readonly string[],
	schema: string | undefined,
	schemas: SchemaTable,
): FieldTemplate | undefined {
	let within = schema;
	let field: FieldTemplate | undefined;
	for (const segment of segments) {
		// Places in a list have no field of their own.
		if (/^\d+$|^-$/.test(segment)) continue;
		field = schemas.get(within ?? '')?.find(({ name }) => name === segment);
		within = field?.schema;
	}
	return field;
}

function withDates(
	value: unknown,
	field: FieldTemplate | undefined,
	path: string,
	context: Context,
): unknown {
	if (value === null || value === '') return value;
	if (Array.isArray(value)) {
		return value.map((element: unknown) => withDates(element, field, path, context));
	}
	if (isPlainObject(value)) return withMemberDates(value, field, path, context);
	if (field?.type === 'dateTime' || field?.type === 'date') {
		return coerceValue(value, { name: path, type: field.type }, context.timezone);
	}
	const isDate = isDateObject(value) || isDateName(path);
	return isDate ? withApiForm(value, path, context.timezone) : value;
}

function withMemberDates(
	value: Readonly<Record<string, unknown>>,
	field: FieldTemplate | undefined,
	path: string,
	context: Context,
): Record<string, unknown> {
	const fields = context.schemas.get(field?.schema ?? '') ?? [];
	const entries = Object.entries(value).map(([name, member]): [string, unknown] => {
		// The value of a custom field may be a date, whatever it is called.
		const isCustom = field?.name === CUSTOM_FIELDS && name === 'value';
		const place = `${path}/${name}`;
		if (isCustom) return [name, withApiForm(member, place, context.timezone)];
		return [
			name,
			withDates(
				member,
				fields.find((one) => one.name === name),
				place,
				context,
			),
		];
	});
	return Object.fromEntries(entries);
}
