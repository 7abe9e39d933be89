import { mimeTypeOf } from './contentType';
import type { Decoded } from './decode';
import type { ServerResponse } from './serverResponse';

/** Titles stand near the top; a page of any length costs no more than this. */
const LOOKED_AT_CHARACTERS = 20_000;
const LONGEST_TITLE = 100;
const PAGE_START = /^\s*<(?:!doctype\s+html|html)\b/i;
/** Control characters and those that turn the direction of writing. */
const UNSHOWABLE = /[\p{Cc}\p{Cf}]/gu;

/**
 * A page for people, as a sign-in, a proxy or a gateway sends it in place of the server. Where a file
 * is due, a page that is named as one is what somebody stored.
 */
export function isStrayPage(
	{ headers }: ServerResponse,
	decoded: Decoded,
	isFileDue = false,
): boolean {
	if (decoded.kind !== 'text') return false;
	if (isFileDue && headers['content-disposition'] !== undefined) return false;
	const start = decoded.text.slice(0, LOOKED_AT_CHARACTERS);
	const isHtml = /html(?:\+xml)?$/.test(mimeTypeOf(headers)) && start.trimStart().startsWith('<');
	return isHtml || PAGE_START.test(start);
}

/** What to call a page in a message, by its title where it has one. */
export function describePage(html: string): string {
	const title = titleOf(html.slice(0, LOOKED_AT_CHARACTERS));
	return title === '' ? 'a web page' : `a web page titled "${title}"`;
}

function titleOf(html: string): string {
	const tag = html.search(/<title\b/i);
	const start = tag < 0 ? -1 : html.indexOf('>', tag);
	if (start < 0) return '';
	const end = html.indexOf('<', start);
	const title = html.slice(start + 1, end < 0 ? undefined : end).replace(/\s+/g, ' ');
	const shown = title.replace(UNSHOWABLE, '').trim();
	return shown.length > LONGEST_TITLE ? `${shown.slice(0, LONGEST_TITLE - 1)}…` : shown;
}
