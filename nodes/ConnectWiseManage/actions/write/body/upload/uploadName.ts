/** Most file systems take no longer names. */
const NAME_BYTES_MAX = 255;
const EXTENSION_LENGTH_MAX = 20;

/** Control characters, and marks that turn the direction of writing, which hide what a file is. */
const UNSEEN = /[\p{Cc}\u200E\u200F\u2028-\u202E\u2066-\u2069]/gu;

/**
 * Name under which a file is sent: without what cannot be seen, without folders, and short enough
 * for any server, with its extension kept.
 */
export function toUploadName(given: string | undefined): string {
	const name = (given ?? '').replace(UNSEEN, '').split(/[/\\]/).pop()?.trim() ?? '';
	if (/^\.*$/.test(name)) return 'file';
	if (Buffer.byteLength(name) <= NAME_BYTES_MAX) return name;
	const dot = name.lastIndexOf('.');
	const isExtension = dot > 0 && name.length - dot <= EXTENSION_LENGTH_MAX;
	const extension = isExtension ? name.slice(dot) : '';
	return (
		cutToBytes(
			name.slice(0, isExtension ? dot : undefined),
			NAME_BYTES_MAX - Buffer.byteLength(extension),
		) + extension
	);
}

function cutToBytes(text: string, most: number): string {
	const bytes = Buffer.from(text).subarray(0, most);
	// A character cut in two is shown by its replacement at the end.
	return bytes.toString().replace(/\uFFFD+$/, '');
}
