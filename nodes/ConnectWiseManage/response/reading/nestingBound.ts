const QUOTE = 0x22;
const COMMA = 0x2c;
const UNDERSCORE = 0x5f;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const LOWER_A = 0x61;
const LOWER_Z = 0x7a;
/** Set in each small letter of ASCII, not in its capital. */
const SMALL = 0x20;

/**
 * A depth that valid JSON does not exceed, found many times as fast as its real depth: strings are not
 * looked at. An opening bracket counts even where it stands in a string; closing ones count only where
 * they cannot stand in one, that is, before the name of a next field (`},"name` or `},{"name`): a quote
 * with a letter behind it ends no string, so what is before it is in none. Lists of records give about
 * their real depth; anything else, laid out in lines for instance, far more.
 */
export function nestingBound(text: string): number {
	let depth = 0;
	let most = 0;
	let brace = placeOf(text, '{', 0);
	let bracket = placeOf(text, '[', 0);
	let close = placeOf(text, '}', 0);
	let open = Math.min(brace, bracket);
	while (open < text.length) {
		if (close < open) {
			const end = endOfClosing(text, close);
			if (isBeforeName(text, end)) depth -= end - close;
			close = placeOf(text, '}', end);
		} else {
			depth += 1;
			most = Math.max(most, depth);
			if (open === brace) brace = placeOf(text, '{', open + 1);
			else bracket = placeOf(text, '[', open + 1);
			open = Math.min(brace, bracket);
		}
	}
	return most;
}

function placeOf(text: string, mark: string, from: number): number {
	const at = text.indexOf(mark, from);
	return at < 0 ? text.length : at;
}

function endOfClosing(text: string, start: number): number {
	let end = start;
	for (let code = CLOSE_BRACE; code === CLOSE_BRACE || code === CLOSE_BRACKET; end++) {
		code = text.charCodeAt(end + 1);
	}
	return end;
}

function isBeforeName(text: string, at: number): boolean {
	if (text.charCodeAt(at) !== COMMA) return false;
	const quote = text.charCodeAt(at + 1) === OPEN_BRACE ? at + 2 : at + 1;
	if (text.charCodeAt(quote) !== QUOTE) return false;
	const next = text.charCodeAt(quote + 1);
	const small = next | SMALL;
	return next === UNDERSCORE || (small >= LOWER_A && small <= LOWER_Z);
}
