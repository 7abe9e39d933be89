import { ConditionError } from './ConditionError';

/** Line breaks and the like: ConnectWise gives no way to write them, and stores them as blanks. */
const CONTROL_CHARACTER = /\p{Cc}/u;

/**
 * A text as a literal of ConnectWise's condition language. The kind of quote that the text does not
 * hold stands around it; with both in it, those of the text are escaped by a backslash, as every
 * public client does it (the developer guide says nothing of quotes inside a literal).
 *
 * @throws ConditionError for line breaks, tabs and other control characters.
 */
export function quoteText(text: string, label: string): string {
	if (CONTROL_CHARACTER.test(text)) {
		throw new ConditionError(
			`The value for ${label} contains a line break, a tab or another control character`,
			'ConnectWise cannot search for these: use the part of the text before or after it with "contains"',
		);
	}
	const escaped = text.replace(/\\/g, '\\\\');
	if (!text.includes('"')) return `"${escaped}"`;
	if (!text.includes("'")) return `'${escaped}'`;
	return `"${escaped.replace(/"/g, '\\"')}"`;
}

/**
 * A text as the fixed part of a `like` pattern. An opening bracket is written `[[]` (developer
 * guide); for the wildcards themselves no form is known.
 *
 * @throws ConditionError for text that holds a wildcard.
 */
export function escapePattern(text: string, label: string): string {
	if (/[*%]/.test(text)) {
		throw new ConditionError(
			`The value for ${label} contains * or %, which ConnectWise reads as "any text" there`,
			'Use "contains" or "equals", which search for the characters themselves, or "matches pattern" if any text is meant',
		);
	}
	return text.replace(/\[/g, '[[]');
}
