import type { Comparison, Expression } from './ast.mts';

/** Ids allowed by the comparisons with `id` that every match has to satisfy; bounds included. */
export interface IdRange {
	readonly first: number;
	readonly last: number;
}

export const EVERY_ID: IdRange = { first: -Infinity, last: Infinity };

export interface SplitExpression {
	readonly range: IdRange;
	/** What is left to test of each record; undefined where the range says it all. */
	readonly rest?: Expression;
}

function rangeOf({ path, operator, isNegated, values }: Comparison): IdRange | undefined {
	const [value] = values;
	if (path.length !== 1 || path[0] !== 'id' || isNegated || value?.kind !== 'number')
		return undefined;
	switch (operator) {
		case '=':
			return { first: value.value, last: value.value };
		case '>':
			return { first: Math.floor(value.value) + 1, last: Infinity };
		case '>=':
			return { first: Math.ceil(value.value), last: Infinity };
		case '<':
			return { first: -Infinity, last: Math.ceil(value.value) - 1 };
		case '<=':
			return { first: -Infinity, last: Math.floor(value.value) };
		default:
			return undefined;
	}
}

const intersect = (a: IdRange, b: IdRange): IdRange => ({
	first: Math.max(a.first, b.first),
	last: Math.min(a.last, b.last),
});

/** Takes id bounds out of an expression, so that a store can seek instead of scanning. */
export function splitIdRange(expression: Expression | undefined): SplitExpression {
	if (!expression) return { range: EVERY_ID };
	if (expression.type === 'comparison') {
		const range = rangeOf(expression);
		return range ? { range } : { range: EVERY_ID, rest: expression };
	}
	if (expression.type === 'or') return { range: EVERY_ID, rest: expression };
	let range = EVERY_ID;
	const rest: Expression[] = [];
	for (const part of expression.parts) {
		const split = splitIdRange(part);
		range = intersect(range, split.range);
		if (split.rest) rest.push(split.rest);
	}
	const [only] = rest;
	if (!only) return { range };
	return { range, rest: rest.length === 1 ? only : { type: 'and', parts: rest } };
}
