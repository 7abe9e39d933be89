import { EmbeddedActionsParser } from 'chevrotain';
import type { IOrAlt, IToken } from 'chevrotain';
import type { Comparison, Expression, Literal, Operator, SortKey } from './ast.mts';
import * as tokens from './tokens.mts';

export class LiteralError extends Error {
	override readonly name = 'LiteralError';
}

type Test = Pick<Comparison, 'operator' | 'isNegated' | 'values'>;

const OPERATORS: Readonly<Record<string, Operator>> = {
	'=': '=',
	'!=': '!=',
	'<': '<',
	'<=': '<=',
	'>': '>',
	'>=': '>=',
};

const DATE =
	/^\s*\d{4}-\d{1,2}-\d{1,2}(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?\s*$/i;

/** Milliseconds of a bracketed date; a date without a zone is UTC. */
function dateOf(text: string): number {
	if (!DATE.test(text)) return Number.NaN;
	const iso = text.trim().replace(' ', 'T').toUpperCase();
	const hasZone = /(?:Z|[+-]\d{2}:?\d{2})$/.test(iso.slice(10));
	return Date.parse(iso.includes('T') && !hasZone ? `${iso}Z` : iso);
}

const join = (type: 'and' | 'or', parts: Expression[]): Expression => {
	const [only] = parts;
	return parts.length === 1 && only ? only : { type, parts };
};

/** The grammar of `conditions` and `orderBy`, as the guide and recorded requests show it. */
export class ConditionGrammar extends EmbeddedActionsParser {
	escape: tokens.QuoteEscape = 'backslash';

	constructor() {
		super(tokens.GRAMMAR_TOKENS, { maxLookahead: 2 });
		this.performSelfAnalysis();
	}

	readonly anyOf: () => Expression = this.RULE('anyOf', () => {
		const parts = [this.SUBRULE(this.allOf)];
		this.MANY(() => {
			this.CONSUME(tokens.Or);
			parts.push(this.SUBRULE1(this.allOf));
		});
		return this.ACTION(() => join('or', parts));
	});

	readonly allOf: () => Expression = this.RULE('allOf', () => {
		const parts = [this.SUBRULE(this.term)];
		this.MANY(() => {
			this.CONSUME(tokens.And);
			parts.push(this.SUBRULE1(this.term));
		});
		return this.ACTION(() => join('and', parts));
	});

	readonly term: () => Expression = this.RULE('term', () =>
		this.OR([
			{ ALT: () => this.SUBRULE(this.group) },
			{ ALT: () => this.SUBRULE(this.comparison) },
		]),
	);

	readonly group: () => Expression = this.RULE('group', () => {
		this.CONSUME(tokens.LeftParenthesis);
		const inner = this.SUBRULE(this.anyOf);
		this.CONSUME(tokens.RightParenthesis);
		return inner;
	});

	readonly comparison: () => Expression = this.RULE('comparison', () => {
		const name = this.CONSUME(tokens.Name);
		const test = this.OR<Array<IOrAlt<Test>>>([
			{ ALT: () => this.SUBRULE(this.symbolTest) },
			{ ALT: () => this.SUBRULE(this.wordTest) },
		]);
		return this.ACTION(
			(): Expression => ({ type: 'comparison', path: name.image.split('/'), ...test }),
		);
	});

	readonly symbolTest: () => Test = this.RULE('symbolTest', () => {
		const symbol = this.CONSUME(tokens.Comparison);
		const value = this.SUBRULE(this.literal);
		return this.ACTION(() => ({
			operator: OPERATORS[symbol.image] ?? '=',
			isNegated: false,
			values: [value],
		}));
	});

	readonly wordTest: () => Test = this.RULE('wordTest', () => {
		let isNegated = false;
		this.OPTION(() => {
			this.CONSUME(tokens.Not);
			isNegated = true;
		});
		return this.OR<Array<IOrAlt<Test>>>([
			{
				ALT: () => {
					this.CONSUME(tokens.Contains);
					return { operator: 'contains', isNegated, values: [this.SUBRULE(this.literal)] };
				},
			},
			{
				ALT: () => {
					this.CONSUME(tokens.Like);
					return { operator: 'like', isNegated, values: [this.SUBRULE1(this.literal)] };
				},
			},
			{
				ALT: () => {
					this.CONSUME(tokens.In);
					return { operator: 'in', isNegated, values: this.SUBRULE(this.list) };
				},
			},
		]);
	});

	readonly list: () => Literal[] = this.RULE('list', () => {
		const values: Literal[] = [];
		this.CONSUME(tokens.LeftParenthesis);
		this.AT_LEAST_ONE_SEP({
			SEP: tokens.Comma,
			DEF: () => {
				values.push(this.SUBRULE(this.literal));
			},
		});
		this.CONSUME(tokens.RightParenthesis);
		return values;
	});

	readonly literal: () => Literal = this.RULE('literal', () =>
		this.OR<Array<IOrAlt<Literal>>>([
			{ ALT: () => this.#text(this.CONSUME(tokens.TextLiteral)) },
			{ ALT: () => ({ kind: 'number', value: Number(this.CONSUME(tokens.NumberLiteral).image) }) },
			{ ALT: () => this.#date(this.CONSUME(tokens.DateLiteral)) },
			{ ALT: () => (this.CONSUME(tokens.True), { kind: 'boolean', value: true }) },
			{ ALT: () => (this.CONSUME(tokens.False), { kind: 'boolean', value: false }) },
			{ ALT: () => (this.CONSUME(tokens.Null), { kind: 'null' }) },
		]),
	);

	readonly sortKeys: () => SortKey[] = this.RULE('sortKeys', () => {
		const keys: SortKey[] = [];
		this.AT_LEAST_ONE_SEP({
			SEP: tokens.Comma,
			DEF: () => {
				keys.push(this.SUBRULE(this.sortKey));
			},
		});
		return keys;
	});

	readonly sortKey: () => SortKey = this.RULE('sortKey', () => {
		const name = this.CONSUME(tokens.Name);
		let isDescending = false;
		this.OPTION(() => {
			this.OR([
				{ ALT: () => this.CONSUME(tokens.Ascending) },
				{
					ALT: () => {
						this.CONSUME(tokens.Descending);
						isDescending = true;
					},
				},
			]);
		});
		return this.ACTION(() => ({ path: name.image.split('/'), isDescending }));
	});

	#text(token: IToken): Literal {
		return this.ACTION(() => ({ kind: 'text', value: tokens.unquote(token.image, this.escape) }));
	}

	#date(token: IToken): Literal {
		return this.ACTION(() => {
			const text = token.image.slice(1, -1);
			const value = dateOf(text);
			if (Number.isNaN(value)) throw new LiteralError(`${token.image} is not a valid DateTime`);
			return { kind: 'date', value, text };
		});
	}
}
