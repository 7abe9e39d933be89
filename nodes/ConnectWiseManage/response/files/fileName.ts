import { nameInDisposition } from './disposition';

const EXTENSIONS: ReadonlyMap<string, string> = new Map([
	['application/json', 'json'],
	['application/pdf', 'pdf'],
	['application/xml', 'xml'],
	['application/zip', 'zip'],
	['image/bmp', 'bmp'],
	['image/gif', 'gif'],
	['image/jpeg', 'jpg'],
	['image/png', 'png'],
	['image/svg+xml', 'svg'],
	['image/webp', 'webp'],
	['text/csv', 'csv'],
	['text/html', 'html'],
	['text/plain', 'txt'],
	['text/xml', 'xml'],
]);

/** Of a name on Linux, macOS and Windows alike. */
const LONGEST_NAME_BYTES = 255;
const LONGEST_EXTENSION = 20;

/** Controls, half characters, line ends, and marks that show `fdp.exe` as `exe.pdf`. */
const UNSHOWABLE =
	/[\p{Cc}\p{Surrogate}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu;

/**
 * File name of a download: that of `Content-Disposition`, without any folder, without characters that
 * cannot be seen and short enough to be stored, else `file` with an extension that fits the type.
 */
export function fileNameOf(contentDisposition: string | undefined, mimeType: string): string {
	const named = toFileName(nameInDisposition(contentDisposition ?? ''));
	if (named !== '') return named;
	const extension = EXTENSIONS.get(mimeType);
	return extension ? `file.${extension}` : 'file';
}

/** Empty where nothing is left of the name. */
function toFileName(text: string): string {
	const visible = text.replace(UNSHOWABLE, '');
	const folderEnd = Math.max(visible.lastIndexOf('/'), visible.lastIndexOf('\\'));
	const name = visible.slice(folderEnd + 1).replace(/^[a-z]:/i, '');
	return shorten(withoutEnd(name.trim()));
}

/** Windows drops dots and blanks at the end; what is made of them alone is no name anywhere. */
function withoutEnd(name: string): string {
	let end = name.length;
	while (end > 0 && '. '.includes(name.charAt(end - 1))) end -= 1;
	return name.slice(0, end);
}

function shorten(name: string): string {
	if (Buffer.byteLength(name) <= LONGEST_NAME_BYTES) return name;
	const dot = name.lastIndexOf('.');
	const extension = dot > 0 && name.length - dot <= LONGEST_EXTENSION ? name.slice(dot) : '';
	const room = LONGEST_NAME_BYTES - Buffer.byteLength(extension);
	const start = Buffer.from(name).subarray(0, room).toString('utf8');
	// The cut may have gone through a character, which then shows as this one.
	return `${start.replace(/\uFFFD{1,3}$/, '')}${extension}`;
}
