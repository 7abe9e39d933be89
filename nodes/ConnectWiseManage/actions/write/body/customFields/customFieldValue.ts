import type { ValueType } from '../../../../catalogue/types';
import { toApiDay, withApiForm } from '../../../parameters/values/dates';
import { coerceValue } from '../../../parameters/values/values';

/** Types of custom fields as the API names them, in lower case. */
const VALUE_TYPES: ReadonlyMap<string, ValueType> = new Map([
	['checkbox', 'boolean'],
	['currency', 'number'],
	['number', 'number'],
	['percent', 'number'],
	['hyperlink', 'string'],
	['ipaddress', 'string'],
	['password', 'string'],
	['phonenumber', 'string'],
	['text', 'string'],
	['textarea', 'string'],
]);

const DAY_LENGTH = 'yyyy-MM-dd'.length;

/**
 * A value in the type of its custom field, as the server gave it with the field. Where the type is
 * not known, dates alone are brought into the form of the API.
 *
 * @param type of the field, e.g. `Checkbox`; `undefined` without a look-up.
 * @param label for messages.
 * @throws ParameterError naming the field for what cannot be of the type.
 */
export function coerceCustomValue(
	value: unknown,
	type: unknown,
	label: string,
	timezone: string,
): unknown {
	if (value === undefined || value === null) return null;
	const known = typeof type === 'string' ? type.toLowerCase() : '';
	const valueType = VALUE_TYPES.get(known);
	if (valueType === 'string') return coerceValue(value, { name: label, type: 'string' }, timezone);
	const isTyped = valueType !== undefined || known === 'date';
	if (isTyped && typeof value === 'string' && value.trim() === '') return null;
	if (known === 'date') return toMidnight(toApiDay(value, label, timezone));
	return valueType === undefined
		? withApiForm(value, label, timezone)
		: coerceValue(value, { name: label, type: valueType }, timezone);
}

/** As the server writes the days of custom fields itself. */
function toMidnight(day: string): string {
	return day.length === DAY_LENGTH ? `${day}T00:00:00Z` : day;
}
