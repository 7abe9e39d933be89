import { createToken, Lexer } from 'chevrotain';

const keyword = (name: string, text: string) =>
	createToken({ name, pattern: new RegExp(text, 'i'), longer_alt: Name });

/** Field names and paths: `company/identifier`, `_info/lastUpdated`. */
export const Name = createToken({
	name: 'Name',
	pattern: /[A-Za-z_][A-Za-z0-9_]*(?:\/[A-Za-z_][A-Za-z0-9_]*)*/,
});
export const And = keyword('And', 'and');
export const Or = keyword('Or', 'or');
export const Not = keyword('Not', 'not');
export const Contains = keyword('Contains', 'contains');
export const Like = keyword('Like', 'like');
export const In = keyword('In', 'in');
export const True = keyword('True', 'true');
export const False = keyword('False', 'false');
export const Null = keyword('Null', 'null');
export const Ascending = keyword('Ascending', 'asc');
export const Descending = keyword('Descending', 'desc');

export const NumberLiteral = createToken({ name: 'NumberLiteral', pattern: /[+-]?\d+(?:\.\d+)?/ });
export const DateLiteral = createToken({ name: 'DateLiteral', pattern: /\[[^\][]*\]/ });

export const Comparison = createToken({ name: 'Comparison', pattern: /!=|<=|>=|=|<|>/ });
export const LeftParenthesis = createToken({ name: 'LeftParenthesis', pattern: /\(/ });
export const RightParenthesis = createToken({ name: 'RightParenthesis', pattern: /\)/ });
export const Comma = createToken({ name: 'Comma', pattern: /,/ });
const Space = createToken({ name: 'Space', pattern: /\s+/, group: Lexer.SKIPPED });

export type QuoteEscape = 'backslash' | 'doubled' | 'none';

const TEXT_PATTERNS: Readonly<Record<QuoteEscape, RegExp>> = {
	backslash: /"(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*'/,
	doubled: /"(?:""|[^"])*"|'(?:''|[^'])*'/,
	none: /"[^"]*"|'[^']*'/,
};

/** Text literals are one token type for the grammar, whichever escape the lexer recognises. */
export const TextLiteral = createToken({ name: 'TextLiteral', pattern: Lexer.NA });

const textTokens = {
	backslash: createToken({
		name: 'BackslashText',
		pattern: TEXT_PATTERNS.backslash,
		categories: TextLiteral,
		line_breaks: true,
	}),
	doubled: createToken({
		name: 'DoubledText',
		pattern: TEXT_PATTERNS.doubled,
		categories: TextLiteral,
		line_breaks: true,
	}),
	none: createToken({
		name: 'PlainText',
		pattern: TEXT_PATTERNS.none,
		categories: TextLiteral,
		line_breaks: true,
	}),
};

const KEYWORDS = [And, Or, Not, Contains, Like, In, True, False, Null, Ascending, Descending];
const SYMBOLS = [Comparison, LeftParenthesis, RightParenthesis, Comma];

export const GRAMMAR_TOKENS = [
	Space,
	TextLiteral,
	DateLiteral,
	...KEYWORDS,
	NumberLiteral,
	Name,
	...SYMBOLS,
];

const lexerFor = (escape: QuoteEscape): Lexer =>
	new Lexer([
		Space,
		TextLiteral,
		textTokens[escape],
		DateLiteral,
		...KEYWORDS,
		NumberLiteral,
		Name,
		...SYMBOLS,
	]);

const lexers = new Map<QuoteEscape, Lexer>();

export function lexerOf(escape: QuoteEscape): Lexer {
	const known = lexers.get(escape);
	if (known) return known;
	const lexer = lexerFor(escape);
	lexers.set(escape, lexer);
	return lexer;
}

/** The text between the quotes, its escapes resolved. */
export function unquote(image: string, escape: QuoteEscape): string {
	const quote = image.charAt(0);
	const inner = image.slice(1, -1);
	if (escape === 'doubled') return inner.replaceAll(quote + quote, quote);
	if (escape === 'backslash') return inner.replace(/\\(["'\\])/g, '$1');
	return inner;
}
