/**
 * A text, number or switch of somebody else's JSON as text; anything else is none. `String` would run
 * what an object holds as its `toString`, or fail on it.
 */
export function textOf(value: unknown): string {
	return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}

/** A number of somebody else's JSON, also as text; NaN for anything else. */
export function numberOf(value: unknown): number {
	const text = textOf(value).trim();
	return text === '' ? NaN : Number(text);
}
