import type { Operand } from '../../../conditions/comparison';
import type { FilterField } from '../../../conditions/filterFields';
import { splitFieldValue } from '../../../conditions/listFields';
import { WHOLE_NAME_OPERATORS, type FilterOperator } from '../../../conditions/operators';
import type { SpanUnit } from '../../../conditions/period';
import { toApiDate } from '../values/dates';
import { tryParseJson } from '../values/json';
import { isNothing } from '../checks/narrowing';
import { ParameterError, show } from '../ParameterError';
import { coerceValue, isPlainObject } from '../values/values';

interface RowContext {
	readonly field: FilterField;
	readonly operator: FilterOperator;
	/** Names the row in messages. */
	readonly place: string;
	readonly timezone: string;
}

type RowValues = Readonly<Record<string, unknown>>;

const UNITS: readonly SpanUnit[] = ['minutes', 'hours', 'days', 'weeks', 'months'];
const LONGEST_SPAN = 100_000;

/**
 * What a row compares with.
 *
 * @returns `undefined` where the row has no value.
 * @throws ParameterError naming the row for a value of the wrong shape.
 */
export function readOperand(values: RowValues, row: RowContext): Operand | undefined {
	switch (row.operator.needs) {
		case 'nothing':
			return { kind: 'nothing' };
		case 'flag':
			return readFlag(values.flag, row);
		case 'date':
			return readInstants([values.date], row);
		case 'dates':
			return readInstants([values.date, values.dateTo], row);
		case 'span':
			return readSpan(values, row);
		case 'list':
			return readList(listIn(values, row), row);
		default:
			return readValue(valueIn(values, row), row);
	}
}

/** Where the row shows a list to choose several of, what was chosen there. */
function listIn(values: RowValues, { field }: RowContext): unknown {
	if (field.kind === 'choice') return values.choices;
	const isNamed = splitFieldValue(values.recordField)[1] === 'name';
	return isNamed && !isNothing(values.choices) ? values.choices : values.value;
}

/** Records to choose from stand beside the operators that want a whole name. */
function valueIn(values: RowValues, { field, operator }: RowContext): unknown {
	if (field.kind === 'choice') return values.choice;
	const control = splitFieldValue(values.recordField)[1];
	const isNamed = control === 'name' || control === 'record';
	if (!isNamed || !WHOLE_NAME_OPERATORS.has(operator.value)) return values.value;
	const { record } = values;
	const chosen = isPlainObject(record) ? record.value : record;
	return isNothing(chosen) ? values.value : chosen;
}

function readFlag(value: unknown, { field, timezone }: RowContext): Operand | undefined {
	if (isNothing(value)) return undefined;
	const flag = coerceValue(value, { name: field.label, type: 'boolean' }, timezone);
	return { kind: 'flag', value: flag === true };
}

function readInstants(dates: readonly unknown[], row: RowContext): Operand | undefined {
	if (dates.some(isNothing)) return undefined;
	const name = `${row.place} (${row.field.label})`;
	const instants = dates.map((date) => Date.parse(toApiDate(date, name, row.timezone)));
	return { kind: 'instants', instants };
}

function readSpan({ amount, unit = 'days' }: RowValues, row: RowContext): Operand | undefined {
	if (isNothing(amount)) return undefined;
	const name = `${row.place} (Amount)`;
	const count = Number(coerceValue(amount, { name, type: 'integer' }, row.timezone));
	const known = UNITS.find((one) => one === unit);
	if (known && count >= 0 && count <= LONGEST_SPAN) {
		return { kind: 'span', amount: count, unit: known };
	}
	throw new ParameterError(
		known
			? `${name} must be from 0 to ${LONGEST_SPAN}, not ${count}`
			: `${row.place} (Unit) cannot be ${show(unit)}`,
		known ? 'Correct the amount, or its expression' : `Choose one of ${UNITS.join(', ')}`,
	);
}

function readValue(value: unknown, row: RowContext): Operand | undefined {
	if (isNothing(value)) return undefined;
	return { kind: 'values', values: [toText(value, row)] };
}

/** A list, JSON text of one, or a single value; a comma may be part of a name and splits nothing. */
function readList(given: unknown, row: RowContext): Operand | undefined {
	const parsed =
		typeof given === 'string' && /^\s*\[/.test(given) ? tryParseJson(given) : undefined;
	const value = parsed?.isJson ? parsed.value : given;
	const list: unknown[] = Array.isArray(value) ? value : [value];
	const values = list.filter((one) => !isNothing(one)).map((one) => toText(one, row));
	return values.length === 0 ? undefined : { kind: 'values', values };
}

function toText(value: unknown, { field, place }: RowContext): string {
	if (typeof value === 'string') return matchCase(value, field);
	if (typeof value === 'number' || typeof value === 'boolean') return String(value);
	throw new ParameterError(
		`${place} (${field.label}) takes text or a number, not ${show(value)}`,
		'For several values choose the operator "Is One Of"; for a record use one of its fields, e.g. its ID',
	);
}

/** Values of an enumeration in its own spelling. */
function matchCase(value: string, { values }: FilterField): string {
	return values?.find((one) => one.toLowerCase() === value.trim().toLowerCase()) ?? value;
}
