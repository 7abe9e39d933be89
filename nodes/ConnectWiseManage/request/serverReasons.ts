import { decode } from '../response/decode';
import type { ServerResponse } from '../response/serverResponse';

/** What a refusal says: the reasons in the server's words, and its code where it gives one. */
export interface ServerReasons {
	readonly code: string;
	readonly text: string;
	/** Decoded body, for error items. */
	readonly body: unknown;
}

interface ErrorEntry {
	readonly code?: unknown;
	readonly message?: unknown;
	readonly field?: unknown;
}

const LONGEST_TEXT = 500;

/**
 * Reads `{ code, message, errors: [{ code, message, resource, field }] }`, the 429 form with `error`
 * for `code`, plain text, and HTML pages. The top message of a validation is generic ("ticket object
 * is invalid"); the entries hold what is wrong.
 */
export function readReasons(response: ServerResponse): ServerReasons {
	const decoded = decode(response);
	if (decoded.kind === 'text') {
		return {
			code: '',
			text: plainText(decoded.text),
			body: decoded.text.slice(0, LONGEST_TEXT * 4),
		};
	}
	if (decoded.kind !== 'json') return { code: '', text: '', body: null };
	const { value } = decoded;
	if (typeof value !== 'object' || value === null) {
		return { code: '', text: String(value), body: value };
	}
	const { code, error, message, errors } = value as Record<string, unknown>;
	const entries = Array.isArray(errors) ? errors.map(entryText).filter((text) => text !== '') : [];
	const top = typeof message === 'string' ? message.trim() : '';
	const text = entries.length > 0 ? entries.join('; ') : top;
	return {
		code: firstText(code, error),
		text: text || JSON.stringify(value).slice(0, LONGEST_TEXT),
		body: value,
	};
}

function entryText(entry: unknown): string {
	if (typeof entry !== 'object' || entry === null) return typeof entry === 'string' ? entry : '';
	const { code, message, field } = entry as ErrorEntry;
	const text = firstText(message, code);
	return typeof field === 'string' && field !== '' ? `${field}: ${text}` : text;
}

function firstText(...values: unknown[]): string {
	const found = values.find((value) => typeof value === 'string' && value.trim() !== '');
	return typeof found === 'string' ? found.trim() : '';
}

function plainText(text: string): string {
	if (!/<[a-z!][^>]*>/i.test(text)) return text.trim().slice(0, LONGEST_TEXT);
	const title = /<title[^>]*>([^<]*)<\/title>/i.exec(text)?.[1]?.trim();
	return title ? `a web page titled "${title}"` : 'a web page';
}
