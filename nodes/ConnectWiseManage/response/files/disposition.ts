import { decodeBytes, decodeExactly } from '../reading/charset';

/**
 * File name as `Content-Disposition` gives it, folders and all: the form with a charset (RFC 5987)
 * first, else the plain one, which servers fill with UTF-8 as it is or with encoded words of mail.
 * Empty where there is none.
 */
export function nameInDisposition(header: string): string {
	const parameters = readParameters(header);
	const plain = parameters.get('filename');
	const extended = readExtended(parameters.get('filename*') ?? '');
	if (extended.text !== undefined) return extended.text;
	if (plain) return decodeWords(readRaw(plain));
	return extended.raw;
}

/** Parameters by lower-case name, the first of each; time grows with the length alone. */
function readParameters(header: string): ReadonlyMap<string, string> {
	const parameters = new Map<string, string>();
	const parameter = /\s*([^\s=;"]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"?|([^;]*))/y;
	let at = 0;
	while (at >= 0 && at < header.length) {
		parameter.lastIndex = at;
		const found = parameter.exec(header);
		const [, name = '', quoted, token = ''] = found ?? [];
		const value = quoted?.replace(/\\(["\\])/g, '$1') ?? token.trim();
		if (found && !parameters.has(name.toLowerCase())) parameters.set(name.toLowerCase(), value);
		const next = header.indexOf(';', found ? parameter.lastIndex : at);
		at = next < 0 ? -1 : next + 1;
	}
	return parameters;
}

/** `charset'language'text` with bytes as `%C3`; `raw` for what is not of its charset. */
function readExtended(value: string): { readonly text?: string; readonly raw: string } {
	const [charset = '', , ...rest] = value.split("'");
	const encoded = rest.join("'");
	if (encoded === '') return { raw: '' };
	const bytes = toBytes(
		encoded.replace(/%([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
	);
	return { text: decodeExactly(bytes, charset), raw: decodeBytes(bytes, 'iso-8859-1') };
}

/** Node hands each byte of a header on as one character. */
function readRaw(text: string): string {
	return isBytes(text) ? (decodeExactly(toBytes(text), 'utf-8') ?? text) : text;
}

/** `=?utf-8?B?…?=` and `=?iso-8859-1?Q?…?=` (RFC 2047); blanks between two of them do not count. */
function decodeWords(text: string): string {
	return text
		.replace(/\?=\s+=\?/g, '?==?')
		.replace(
			/=\?([\w-]{1,40})(?:\*[\w-]{1,40})?\?([bq])\?([^?]*)\?=/gi,
			(_, charset: string, form: string, content: string) =>
				decodeBytes(/b/i.test(form) ? Buffer.from(content, 'base64') : readQ(content), charset),
		);
}

function readQ(content: string): Buffer {
	return toBytes(
		content
			.replace(/_/g, ' ')
			.replace(/=([\da-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16))),
	);
}

function isBytes(text: string): boolean {
	return Buffer.from(text, 'latin1').toString('latin1') === text;
}

function toBytes(text: string): Buffer {
	return Buffer.from(text, isBytes(text) ? 'latin1' : 'utf8');
}
