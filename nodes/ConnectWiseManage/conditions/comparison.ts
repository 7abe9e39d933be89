import { ConditionError } from './ConditionError';
import type { FilterField } from './filterFields';
import type { FilterOperator } from './operators';
import { calendarPeriod, shiftInstant, toIso, type CalendarUnit, type SpanUnit } from './period';
import { escapePattern, quoteText } from './quote';

/** What the row's operator compares the field with, read and checked; texts as they were given. */
export type Operand =
	| { readonly kind: 'values'; readonly values: readonly string[] }
	| { readonly kind: 'flag'; readonly value: boolean }
	/** Milliseconds since 1970; the second one of "is between". */
	| { readonly kind: 'instants'; readonly instants: readonly number[] }
	| { readonly kind: 'span'; readonly amount: number; readonly unit: SpanUnit }
	| { readonly kind: 'nothing' };

/** What "today" and "the last two hours" are counted from. */
export interface Clock {
	/** Milliseconds since 1970. */
	readonly now: number;
	/** IANA name. */
	readonly timezone: string;
}

/** One comparison of a record's field, before it is text. */
export interface Comparison {
	readonly field: FilterField;
	readonly operator: FilterOperator;
	readonly operand: Operand;
}

/** The words of the language, by operator; the value follows. */
const SYMBOLS: ReadonlyMap<string, string> = new Map([
	['equals', '='],
	['notEquals', '!='],
	['less', '<'],
	['lessOrEqual', '<='],
	['greater', '>'],
	['greaterOrEqual', '>='],
	['after', '>'],
	['notBefore', '>='],
	['before', '<'],
	['notAfter', '<='],
	['contains', 'contains'],
	['notContains', 'not contains'],
	['like', 'like'],
	['notLike', 'not like'],
]);

const PERIODS: ReadonlyMap<string, CalendarUnit> = new Map([
	['today', 'day'],
	['thisWeek', 'week'],
	['thisMonth', 'month'],
	['thisQuarter', 'quarter'],
]);

/** Empty fields are different from any value; the server, as SQL does, leaves them out. */
const COUNT_EMPTY_ONES: ReadonlySet<string> = new Set([
	'notEquals',
	'notIn',
	'notContains',
	'notLike',
]);

/**
 * A comparison in ConnectWise's condition language; in parentheses where it holds an `or`.
 *
 * @param path how the field is written; differs from the field's own for custom fields (`value`).
 * @throws ConditionError for values that the language cannot express.
 */
export function writeComparison(comparison: Comparison, path: string, clock: Clock): string {
	const { field, operator, operand } = comparison;
	if (operator.value === 'isEmpty' || operator.value === 'isNotEmpty') {
		return writeEmptiness(field, path, operator.value === 'isEmpty');
	}
	const text = writeTest(comparison, path, clock);
	const isPart = !COUNT_EMPTY_ONES.has(operator.value) || field.isAlwaysSet === true;
	if (isPart || operand.kind !== 'values') return text;
	return `(${text} or ${ownerOf(field, path)} = null)`;
}

/** A text may be there and empty. Whether a reference is there is asked of the reference itself. */
function writeEmptiness(field: FilterField, path: string, isEmpty: boolean): string {
	const owner = ownerOf(field, path);
	const mayBeBlank = field.kind === 'text' && owner === path;
	if (!mayBeBlank) return `${owner} ${isEmpty ? '=' : '!='} null`;
	return isEmpty ? `(${path} = null or ${path} = "")` : `(${path} != null and ${path} != "")`;
}

function ownerOf({ place }: FilterField, path: string): string {
	return place === 'conditions' ? path.replace(/\/(?:id|name|identifier)$/, '') : path;
}

function writeTest({ field, operator, operand }: Comparison, path: string, clock: Clock): string {
	const { value: name } = operator;
	const symbol = SYMBOLS.get(name);
	switch (operand.kind) {
		case 'flag':
			return `${path} = ${String(operand.value)}`;
		case 'values':
			return symbol
				? writeOne(field, path, symbol, operand.values)
				: writeSpecial(name, field, path, operand.values);
		case 'instants':
			return writeInstants(name, path, operand.instants, clock);
		case 'span':
			return writeSpan(name, path, operand.amount, operand.unit, clock);
		default:
			return writePeriod(
				path,
				calendarPeriod(PERIODS.get(name) ?? 'day', clock.now, clock.timezone),
			);
	}
}

function writeOne(
	field: FilterField,
	path: string,
	symbol: string,
	[value = '']: readonly string[],
): string {
	return `${path} ${symbol} ${literal(field, value)}`;
}

/** Patterns with a fixed part, and lists. */
function writeSpecial(
	name: string,
	field: FilterField,
	path: string,
	values: readonly string[],
): string {
	const [value = ''] = values;
	if (name === 'startsWith' || name === 'endsWith') {
		const fixed = escapePattern(value, field.label);
		const pattern = name === 'startsWith' ? `${fixed}*` : `*${fixed}`;
		return `${path} like ${quoteText(pattern, field.label)}`;
	}
	const literals = values.map((one) => literal(field, one));
	const isNegated = name === 'notIn';
	// ConnectWise takes `in` among plain conditions only.
	if (field.place === 'conditions') {
		return `${path} ${isNegated ? 'not in' : 'in'} (${literals.join(', ')})`;
	}
	const parts = literals.map((one) => `${path} ${isNegated ? '!=' : '='} ${one}`);
	return parts.length === 1 ? String(parts[0]) : `(${parts.join(isNegated ? ' and ' : ' or ')})`;
}

function literal({ kind, label }: FilterField, value: string): string {
	if (kind !== 'number') return quoteText(value, label);
	const text = value.trim();
	if (/^-?\d+(?:\.\d+)?$/.test(text)) return text;
	throw new ConditionError(
		`The value for ${label} must be a number, not "${value.slice(0, 80)}"`,
		'Write it with digits and a decimal point, e.g. 42 or 2.5',
	);
}

function writeInstants(
	name: string,
	path: string,
	[first = 0, second = first]: readonly number[],
	{ timezone }: Clock,
): string {
	if (name === 'onDay') return writePeriod(path, calendarPeriod('day', first, timezone));
	if (name === 'between') {
		const [from, to] = first <= second ? [first, second] : [second, first];
		return `${path} >= ${dateLiteral(from)} and ${path} <= ${dateLiteral(to)}`;
	}
	return `${path} ${SYMBOLS.get(name) ?? '='} ${dateLiteral(first)}`;
}

function writeSpan(
	name: string,
	path: string,
	amount: number,
	unit: SpanUnit,
	{ now, timezone }: Clock,
): string {
	const edge = shiftInstant(now, name === 'inNext' ? amount : -amount, unit, timezone);
	if (name === 'olderThan') return `${path} < ${dateLiteral(edge)}`;
	const [from, to] = name === 'inNext' ? [now, edge] : [edge, now];
	return `${path} >= ${dateLiteral(from)} and ${path} <= ${dateLiteral(to)}`;
}

function writePeriod(path: string, { from, until }: { from: number; until: number }): string {
	return `${path} >= ${dateLiteral(from)} and ${path} < ${dateLiteral(until)}`;
}

function dateLiteral(instant: number): string {
	return `[${toIso(instant)}]`;
}
