import type { Json } from '../json.mts';
import { isJsonObject, memberOf, valueAtPath } from '../json.mts';
import type { Comparison, Expression, Literal, SortKey } from './ast.mts';

export type ValueReader = (path: readonly string[]) => Json | undefined;
export type Predicate = (read: ValueReader) => boolean;

const escapeForRegExp = (text: string): string => text.replace(/[.+?^${}()|[\]\\*]/g, '\\$&');

/** `*` and `%` are wildcards; `[[]` is a bracket. Case is ignored as by the database's collation. */
export function likePattern(text: string): RegExp {
	const source = text
		.split(/(\[\[\]|[*%])/)
		.map((part) => {
			if (part === '[[]') return '\\[';
			return part === '*' || part === '%' ? '[\\s\\S]*' : escapeForRegExp(part);
		})
		.join('');
	return new RegExp(`^${source}$`, 'i');
}

const toText = (value: Json | undefined): string =>
	typeof value === 'string' ? value : JSON.stringify(value ?? null);

/** Negative, zero, positive; undefined where the two cannot be compared. */
function compare(value: Json, literal: Literal): number | undefined {
	switch (literal.kind) {
		case 'number':
			return typeof value === 'number' ? value - literal.value : undefined;
		case 'boolean':
			return typeof value === 'boolean' ? Number(value) - Number(literal.value) : undefined;
		case 'date': {
			const time = typeof value === 'string' ? Date.parse(value) : Number.NaN;
			return Number.isNaN(time) ? undefined : time - literal.value;
		}
		case 'text':
			return compareText(toText(value), literal.value);
		case 'null':
			return undefined;
	}
}

/** Order of texts whatever their case, by code point, so that it is the same everywhere. */
function compareText(left: string, right: string): number {
	const a = left.toLowerCase();
	const b = right.toLowerCase();
	return a === b ? 0 : a < b ? -1 : 1;
}

type Test = (value: Json | undefined) => boolean;

const TESTS: Readonly<Record<string, (order: number) => boolean>> = {
	'=': (order) => order === 0,
	'!=': (order) => order !== 0,
	'<': (order) => order < 0,
	'<=': (order) => order <= 0,
	'>': (order) => order > 0,
	'>=': (order) => order >= 0,
};

const isNothing = (value: Json | undefined): value is null | undefined =>
	value === null || value === undefined;

function symbolTest(operator: string, literal: Literal): Test {
	if (literal.kind === 'null') {
		return operator === '!=' ? (value) => !isNothing(value) : isNothing;
	}
	const test = TESTS[operator];
	return (value) => {
		// As in SQL, nothing compares with null but the word itself.
		if (isNothing(value) || !test) return false;
		const order = compare(value, literal);
		return order !== undefined && test(order);
	};
}

function positiveTest({ operator, values }: Comparison): Test {
	const [first] = values;
	if (!first) return () => false;
	if (operator === 'like' && first.kind === 'text') {
		const pattern = likePattern(first.value);
		return (value) => pattern.test(toText(value));
	}
	if (operator === 'contains' && first.kind === 'text') {
		const part = first.value.toLowerCase();
		return (value) => toText(value).toLowerCase().includes(part);
	}
	const tests = values.map((value) => symbolTest(operator === 'in' ? '=' : operator, value));
	return (value) => tests.some((test) => test(value));
}

function compileComparison(comparison: Comparison): Predicate {
	const { path, isNegated, operator } = comparison;
	const test = positiveTest(comparison);
	const isWord = operator === 'like' || operator === 'contains' || operator === 'in';
	if (!isWord) return (read) => test(read(path));
	return (read) => {
		const value = read(path);
		if (isNothing(value)) return false;
		return test(value) !== isNegated;
	};
}

/** Turns a bound expression into a test of one record, given a reader of its values. */
export function compileExpression(expression: Expression): Predicate {
	if (expression.type === 'comparison') return compileComparison(expression);
	const parts = expression.parts.map(compileExpression);
	return expression.type === 'and'
		? (read) => parts.every((part) => part(read))
		: (read) => parts.some((part) => part(read));
}

const pathsOf = (expression: Expression): ReadonlyArray<readonly string[]> =>
	expression.type === 'comparison' ? [expression.path] : expression.parts.flatMap(pathsOf);

/**
 * childConditions: one element of the array has to satisfy all comparisons joined by `and`.
 * Expressions over several arrays ask for one element of each.
 */
export function compileChildExpression(expression: Expression): Predicate {
	const arrays = [...new Set(pathsOf(expression).map(([head = '']) => head))];
	const test = compileExpression(expression);
	return (read) => {
		const tryArray = (at: number, chosen: ReadonlyMap<string, Json>): boolean => {
			const name = arrays[at];
			if (name === undefined) {
				return test(([head = '', ...rest]) => valueAtPath(chosen.get(head), rest));
			}
			const elements = read([name]);
			if (!Array.isArray(elements)) return false;
			return elements.some((element) => tryArray(at + 1, new Map(chosen).set(name, element)));
		};
		return tryArray(0, new Map());
	};
}

export function compileCustomFieldExpression(expression: Expression): Predicate {
	const test = compileExpression(expression);
	return (read) => {
		const fields = read(['customFields']);
		if (!Array.isArray(fields)) return false;
		return fields.some(
			(field) => isJsonObject(field) && test((path) => memberOf(field, path[0] ?? '')),
		);
	};
}

function compareValues(left: Json | undefined, right: Json | undefined): number {
	if (isNothing(left) || isNothing(right))
		return Number(!isNothing(left)) - Number(!isNothing(right));
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
	return compareText(toText(left), toText(right));
}

/** Compares records by the keys of `orderBy`; nulls come first in ascending order. */
export const compileOrder =
	(keys: readonly SortKey[]) =>
	(left: ValueReader, right: ValueReader): number => {
		for (const { path, isDescending } of keys) {
			const order = compareValues(left(path), right(path));
			if (order !== 0) return isDescending ? -order : order;
		}
		return 0;
	};
