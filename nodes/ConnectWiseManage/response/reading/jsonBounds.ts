import { nestingBound } from './nestingBound';

/** Nothing real is nested so deep; code that follows values down, n8n's too, ends at some thousands. */
const DEEPEST_NESTING = 1_000;

const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/**
 * Why JSON is not to be parsed, in words that go after "the answer cannot be used:"; `undefined` where
 * nothing speaks against it. A few bytes may unfold into many times their size as objects, so that a
 * limit of bytes alone protects nobody. Nothing is parsed, and most answers are not looked through.
 */
export function jsonFault(text: string, mostValuesCount: number): string | undefined {
	const isShort = mostValuesIn(text) <= mostValuesCount;
	return isShort && nestingBound(text) <= DEEPEST_NESTING
		? undefined
		: faultWithin(text, mostValuesCount);
}

/** As they are counted below, where nothing is denser than `[],[],[]`: two for every three characters. */
function mostValuesIn({ length }: string): number {
	return (length * 2) / 3 + 1;
}

function faultWithin(text: string, mostValuesCount: number): string | undefined {
	let depth = 0;
	let valueCount = 1;
	for (let at = 0; at < text.length; at++) {
		const code = text.charCodeAt(at);
		if (code === QUOTE) {
			at = endOfString(text, at);
		} else if (code === COMMA) {
			valueCount += 1;
		} else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
			valueCount += 1;
			depth += 1;
			if (depth > DEEPEST_NESTING) return `it is nested more than ${DEEPEST_NESTING} levels deep`;
		} else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
			depth -= 1;
		}
		if (valueCount > mostValuesCount) return `it holds more than ${mostValuesCount} values`;
	}
	return undefined;
}

/** Place of the closing quote; the end of the text where there is none. */
function endOfString(text: string, start: number): number {
	for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
		let backslash = end - 1;
		while (text.charCodeAt(backslash) === BACKSLASH) backslash -= 1;
		if ((end - backslash) % 2 === 1) return end;
	}
	return text.length;
}
