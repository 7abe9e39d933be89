import type { ServerResponse } from './serverResponse';

type Headers = ServerResponse['headers'];

const TEXTUAL = /^text\/|(?:^|[/+.-])(?:json|html|xml|javascript|x-www-form-urlencoded)$/;
const UTF8 = /^utf-?8$/i;

/** Lower case and without parameters; empty where the server names none. */
export function mimeTypeOf(headers: Headers): string {
	const [type = ''] = (headers['content-type'] ?? '').split(';');
	return type.trim().toLowerCase();
}

/** By its content type; an answer without one is taken for text. */
export function isTextual({ headers }: Pick<ServerResponse, 'headers'>): boolean {
	const mimeType = mimeTypeOf(headers);
	return mimeType === '' || TEXTUAL.test(mimeType);
}

/** Text that may be taken up as UTF-8 while it comes; text of other charsets needs its bytes. */
export function isUtf8Text(response: Pick<ServerResponse, 'headers'>): boolean {
	return isTextual(response) && UTF8.test(charsetOf(response.headers));
}

/** Charset that the content type names, else UTF-8. */
export function charsetOf(headers: Headers): string {
	const [, ...parameters] = (headers['content-type'] ?? '').split(';');
	const charset = parameters.map((text) => text.trim()).find((text) => /^charset\s*=/i.test(text));
	const named = charset?.slice(charset.indexOf('=') + 1).replace(/["'\s]/g, '');
	return named ? named : 'utf-8';
}
