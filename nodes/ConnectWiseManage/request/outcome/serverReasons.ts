import { decode } from '../../response/reading/decode';
import type { ServerResponse } from '../../response/reading/serverResponse';
import { describePage, isStrayPage } from '../../response/reading/webPage';
import { withoutTags } from '../words/markup';
import { abridge, quote } from '../words/quote';

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

/** Longer texts are cut before patterns look at them. */
const LONGEST_READ = 4_000;
const LONGEST_BODY = 2_000;
/** What is wrong with a record fills a few entries. */
const MOST_ENTRIES_COUNT = 50;

/**
 * Reads `{ code, message, errors: [{ code, message, resource, field }] }`, the 429 form with `error`
 * for `code`, plain text, and HTML pages. The top message of a validation is generic ("ticket object
 * is invalid"); the entries hold what is wrong.
 */
export function readReasons(response: ServerResponse): ServerReasons {
	const decoded = decode(response);
	if (decoded.kind === 'text') {
		const isPage = isStrayPage(response, decoded);
		const text = isPage ? clean(describePage(decoded.text)) : clean(decoded.text);
		return { code: '', text, body: quote(decoded.text, LONGEST_BODY) };
	}
	if (decoded.kind !== 'json') return { code: '', text: '', body: null };
	const { value } = decoded;
	if (typeof value !== 'object' || value === null) {
		return { code: '', text: clean(String(value)), body: value };
	}
	const { code, error, message, errors } = value as Record<string, unknown>;
	const entries = Array.isArray(errors) ? errors.slice(0, MOST_ENTRIES_COUNT).map(entryText) : [];
	const said = entries.filter((text) => text !== '').join('; ') || firstText(message);
	return {
		code: firstText(code, error),
		text: clean(said || JSON.stringify(abridge(value))),
		body: value,
	};
}

function entryText(entry: unknown): string {
	if (typeof entry !== 'object' || entry === null) return firstText(entry);
	const { code, message, field } = entry as ErrorEntry;
	const text = firstText(message, code);
	const name = firstText(field);
	return name === '' ? text : `${name}: ${text}`;
}

function firstText(...values: unknown[]): string {
	const found = values.find((value) => typeof value === 'string' && value.trim() !== '');
	return typeof found === 'string' ? clean(found) : '';
}

/** Fit to stand in a message. */
function clean(text: string): string {
	return quote(withoutTags(text.trim().slice(0, LONGEST_READ)).trim());
}
