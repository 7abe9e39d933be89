import { decodeBytes } from './charset';
import { charsetOf } from './contentType';

/** An answer of the server, body not yet decoded. Header names are lower case. */
export interface ServerResponse {
	readonly statusCode: number;
	readonly statusMessage: string;
	readonly headers: Readonly<Record<string, string>>;
	/** Text where the plan had the answer streamed and the content type says so. */
	readonly body: Buffer | string;
	/** A file that went into n8n's store as it came; `body` is empty then. */
	readonly kept?: KeptFile;
}

export interface KeptFile {
	/** What the store gave for it. */
	readonly stored: unknown;
	/** In bytes. */
	readonly size: number;
}

export function bodyBytes({ body }: ServerResponse): Buffer {
	return typeof body === 'string' ? Buffer.from(body) : body;
}

/** In the charset that the content type names, without a byte order mark. */
export function bodyText({ body, headers }: ServerResponse): string {
	const text = typeof body === 'string' ? body : decodeBytes(body, charsetOf(headers));
	return text.replace(/^\uFEFF/, '');
}
