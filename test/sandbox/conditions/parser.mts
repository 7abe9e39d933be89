import { conditionError } from '../errors.mts';
import type { ApiError } from '../errors.mts';
import type { Expression, SortKey } from './ast.mts';
import { ConditionGrammar, LiteralError } from './grammar.mts';
import { lexerOf, Name } from './tokens.mts';
import type { QuoteEscape } from './tokens.mts';

const grammar = new ConditionGrammar();

/** Throws for a name that the record type does not have. */
export type NameCheck = (path: readonly string[]) => unknown;

const QUOTING_ADVICE =
	'String values should be enclosed with double or single quotes; DateTime values should be enclosed in square brackets;';

/** Names the whole word at the place, as `4ANDobjectId` of `objectId=4ANDobjectId=5`. */
function syntaxError(text: string, offset: number): ApiError {
	const [before = ''] = /\w*$/.exec(text.slice(0, offset)) ?? [];
	const start = offset - before.length;
	const [word] = /^\w+|^\S?/.exec(text.slice(start)) ?? [''];
	const lines = text.slice(0, start).split('\n');
	const place = `Line ${lines.length}, Character ${lines.at(-1)?.length ?? 0}`;
	return conditionError(
		`Condition Syntax Error (${place}) - Unrecognized value: ${word} ${QUOTING_ADVICE}`,
	);
}

function parse<T>(text: string, escape: QuoteEscape, rule: () => T, check?: NameCheck): T {
	const { tokens, errors } = lexerOf(escape).tokenize(text);
	grammar.input = tokens;
	grammar.escape = escape;
	const result = errors.length === 0 ? rule.call(grammar) : undefined;
	const offset = errors[0]?.offset ?? problemOffset(text);
	if (result !== undefined && offset === undefined) return result;
	// Of nonsense the server names the first word that is no field of the record.
	const first = tokens.find(({ tokenType }) => tokenType === Name);
	if (first) check?.(first.image.split('/'));
	throw syntaxError(text, offset ?? text.length);
}

function problemOffset(text: string): number | undefined {
	const [problem] = grammar.errors;
	if (!problem) return undefined;
	return problem.token.image ? problem.token.startOffset : text.length;
}

function withLiteralErrors<T>(run: () => T): T {
	try {
		return run();
	} catch (error) {
		if (error instanceof LiteralError) throw conditionError(error.message);
		throw error;
	}
}

/** Parses `conditions`; a mistake is the 400 with code ApiFindCondition. */
export const parseConditions = (
	text: string,
	escape: QuoteEscape = 'backslash',
	check?: NameCheck,
): Expression => withLiteralErrors(() => parse(text, escape, grammar.anyOf, check));

/** Parses `orderBy`. */
export const parseOrderBy = (text: string): SortKey[] =>
	withLiteralErrors(() => parse(text, 'backslash', grammar.sortKeys));
