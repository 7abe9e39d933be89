const EXTENSIONS: ReadonlyMap<string, string> = new Map([
	['application/pdf', 'pdf'],
	['application/zip', 'zip'],
	['image/gif', 'gif'],
	['image/jpeg', 'jpg'],
	['image/png', 'png'],
]);

/**
 * File name of a download: that of `Content-Disposition` (the encoded form first), without any
 * folder, else `file` with an extension that fits the type.
 */
export function fileNameOf(contentDisposition: string | undefined, mimeType: string): string {
	const named = readDisposition(contentDisposition ?? '')
		.split(/[/\\]/)
		.pop()
		?.trim();
	if (named) return named;
	const extension = EXTENSIONS.get(mimeType);
	return extension ? `file.${extension}` : 'file';
}

function readDisposition(header: string): string {
	const encoded = /filename\*\s*=\s*[\w-]+'[^']*'([^;]+)/i.exec(header)?.[1];
	if (encoded) {
		try {
			return decodeURIComponent(encoded.trim());
		} catch {
			return encoded.trim();
		}
	}
	const quoted = /filename\s*=\s*"((?:[^"\\]|\\.)*)"/i.exec(header)?.[1];
	if (quoted !== undefined) return quoted.replace(/\\(.)/g, '$1');
	return /filename\s*=\s*([^;]+)/i.exec(header)?.[1] ?? '';
}
