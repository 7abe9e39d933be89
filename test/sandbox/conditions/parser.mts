import { conditionError } from '../errors.mts';
import type { Expression, SortKey } from './ast.mts';
import { ConditionGrammar, LiteralError } from './grammar.mts';
import { lexerOf } from './tokens.mts';
import type { QuoteEscape } from './tokens.mts';

const grammar = new ConditionGrammar();

function parse<T>(text: string, escape: QuoteEscape, rule: () => T): T {
	const { tokens, errors } = lexerOf(escape).tokenize(text);
	const [badCharacter] = errors;
	if (badCharacter) {
		const near = text.slice(badCharacter.offset, badCharacter.offset + 20);
		throw conditionError(`Syntax error at position ${badCharacter.offset + 1} near '${near}'.`);
	}
	grammar.input = tokens;
	grammar.escape = escape;
	const result = rule.call(grammar);
	const [problem] = grammar.errors;
	if (problem) {
		const { image, startOffset } = problem.token;
		const where = image ? `position ${startOffset + 1} near '${image}'` : 'the end';
		throw conditionError(`Syntax error at ${where} of the condition.`);
	}
	return result;
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
export const parseConditions = (text: string, escape: QuoteEscape = 'backslash'): Expression =>
	withLiteralErrors(() => parse(text, escape, grammar.anyOf));

/** Parses `orderBy`. */
export const parseOrderBy = (text: string): SortKey[] =>
	withLiteralErrors(() => parse(text, 'backslash', grammar.sortKeys));
