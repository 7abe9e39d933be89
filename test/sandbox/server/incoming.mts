import type { FastifyRequest } from 'fastify';
import type { UploadedFile, UploadedForm } from '../documents/form.mts';

/** What was sent, read completely. */
export interface Incoming {
	readonly method: string;
	/** Decoded path without the query. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly headers: FastifyRequest['headers'];
	readonly rawBody: string;
	readonly form?: UploadedForm;
}

function decodePath(path: string): string {
	try {
		return decodeURIComponent(path);
	} catch {
		return path;
	}
}

/** `+` is a space in query strings. */
function queryOf(target: string): URLSearchParams {
	const at = target.indexOf('?');
	return new URLSearchParams(at < 0 ? '' : target.slice(at + 1));
}

async function readForm(request: FastifyRequest): Promise<UploadedForm> {
	const fields = new Map<string, string>();
	let file: UploadedFile | undefined;
	for await (const part of request.parts()) {
		if (part.type === 'file') {
			const content = await part.toBuffer();
			file = { fileName: part.filename, contentType: part.mimetype, content };
		} else {
			fields.set(part.fieldname, String(part.value));
		}
	}
	return { fields, ...(file && { file }) };
}

export async function readIncoming(request: FastifyRequest): Promise<Incoming> {
	const [path = ''] = request.url.split('?');
	const base = {
		method: request.method,
		path: decodePath(path),
		query: queryOf(request.url),
		headers: request.headers,
	};
	if (request.isMultipart()) return { ...base, rawBody: '', form: await readForm(request) };
	return { ...base, rawBody: Buffer.isBuffer(request.body) ? request.body.toString('utf8') : '' };
}
