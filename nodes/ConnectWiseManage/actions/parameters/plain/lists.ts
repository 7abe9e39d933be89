import { tryParseJson } from '../values/json';

/**
 * The elements of a list that may come as a list, as JSON text, as one element, or as plain values
 * with commas between them. JSON is read first: the commas inside an object separate no elements.
 *
 * @returns `undefined` for text that begins as JSON and is none: cut at its commas, a slip would
 * become values that nobody gave.
 */
export function toElements(value: unknown): unknown[] | undefined {
	if (Array.isArray(value)) return value;
	if (typeof value !== 'string') return [value];
	const text = value.trim();
	if (/^[[{"]/.test(text)) {
		const parsed = tryParseJson(text);
		if (parsed.isJson) return Array.isArray(parsed.value) ? parsed.value : [parsed.value];
		if (!text.startsWith('"')) return undefined;
	}
	return text.split(',').map((entry) => entry.trim());
}

const PLAIN_TYPES = new Set(['string', 'number', 'boolean']);

/** Plain values in one text, as addresses take lists; `undefined` where one is not plain. */
export function joinPlain(values: readonly unknown[]): string | undefined {
	return values.every((value) => PLAIN_TYPES.has(typeof value)) ? values.join(',') : undefined;
}

/** Names, as a list or as text with commas between them; what is no text is none. */
export function toNames(value: unknown): string[] {
	const given = Array.isArray(value) ? value : (toElements(value ?? '') ?? []);
	return given
		.flatMap((name: unknown) => (typeof name === 'string' ? [name.trim()] : []))
		.filter((name) => name !== '');
}
