import { isTextual, mimeTypeOf } from './contentType';
import { bodyBytes, bodyText, type ServerResponse } from './serverResponse';

/** What an answer's bytes hold. */
export type Decoded =
	| { readonly kind: 'empty' }
	| { readonly kind: 'json'; readonly value: unknown }
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'binary'; readonly data: Buffer; readonly mimeType: string };

const LOOKS_LIKE_JSON = /^\s*(?:[[{"]|-?\d|true\b|false\b|null\b)/;

/** An answer that breaks off is asked for again this often, where that is safe. */
export const BROKEN_ANSWERS_MAX = 2;
export const BROKEN_OFF = 'it breaks off in the middle';

/**
 * Decides by content type and content together: ConnectWise sends JSON under a vendor type, and
 * gateways send HTML or text where JSON is expected.
 */
export function decode(response: ServerResponse): Decoded {
	if (!isTextual(response)) {
		const data = bodyBytes(response);
		return data.length === 0
			? { kind: 'empty' }
			: { kind: 'binary', data, mimeType: mimeTypeOf(response.headers) };
	}
	const text = bodyText(response);
	if (text.trim() === '') return { kind: 'empty' };
	const value = LOOKS_LIKE_JSON.test(text) ? parseJson(text) : undefined;
	return value === undefined ? { kind: 'text', text } : { kind: 'json', value };
}

/** A JSON answer that breaks off, as a lost connection or a proxy leaves it. */
export function isTruncated(response: ServerResponse, decoded: Decoded): boolean {
	return (
		decoded.kind === 'text' &&
		/^\s*[[{"]/.test(decoded.text) &&
		/json/.test(mimeTypeOf(response.headers))
	);
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
