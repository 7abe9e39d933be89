import { hasFraction, namesInstant, toApiDate } from './dates';

/** Longer text between brackets is no date. */
const DATE_LENGTH = 64;

/**
 * Dates of conditions in the one form that ConnectWise is known to take, `[2026-01-31T09:30:00Z]`:
 * n8n's expressions give them with milliseconds and an offset, or joined to text by `+` as a number. A
 * date without a zone is left to the server, which reads it as UTC; so is one whose milliseconds go.
 * Quoted text stays as it is. Each character is looked at once.
 */
export function withApiDates(conditions: string): string {
	let result = '';
	let copied = 0;
	let open = -1;
	for (let at = 0; at < conditions.length; at++) {
		const character = conditions[at];
		if (character === '"' || character === "'") {
			const end = endOfQuoted(conditions, at);
			if (end === undefined) break;
			at = end;
			open = -1;
		} else if (character === '[') {
			open = at;
		} else if (character === ']' && open >= 0) {
			result += conditions.slice(copied, open) + toApiBrackets(conditions.slice(open, at + 1));
			copied = at + 1;
			open = -1;
		}
	}
	return result + conditions.slice(copied);
}

/** Where the text that begins at the quote ends; a backslash takes the next character's meaning away. */
function endOfQuoted(text: string, start: number): number | undefined {
	for (let at = start + 1; at < text.length; at++) {
		if (text[at] === '\\') at++;
		else if (text[at] === text[start]) return at;
	}
	return undefined;
}

function toApiBrackets(brackets: string): string {
	const date = brackets.length <= DATE_LENGTH ? brackets.slice(1, -1) : '';
	const isChanged = namesInstant(date) || hasFraction(date);
	return isChanged ? `[${toApiDate(date, 'conditions', 'UTC')}]` : brackets;
}
