import { randomUUID } from 'node:crypto';
import type { ApiError } from '../errors.mts';
import type { Json } from '../json.mts';

/** What a handler answers; the server adds the headers that every answer has. */
export interface Reply {
	readonly status: number;
	readonly body: string | Buffer | undefined;
	readonly headers?: Readonly<Record<string, string>>;
}

export const jsonReply = (
	status: number,
	value: Json,
	headers: Readonly<Record<string, string>> = {},
): Reply => ({ status, body: JSON.stringify(value), headers });

export const noContent = (): Reply => ({ status: 204, body: undefined });

const vendorType = (apiVersion: string): string =>
	`application/vnd.connectwise.com+json; version=${apiVersion}`;

/** Headers of every answer of the API. */
export const commonHeaders = (apiVersion: string): Record<string, string> => ({
	'content-type': vendorType(apiVersion),
	'cache-control': 'no-cache',
	'api-current-version': apiVersion,
	'x-cw-request-id': randomUUID(),
	'x-server-name': 'SANDBOX-API-1',
	'strict-transport-security': 'max-age=31536000; includeSubDomains',
});

/** Error bodies are indented, with CRLF; texts go out as they are. */
export function errorReply(error: ApiError, isIndented: boolean): Reply {
	if (typeof error.body === 'string') {
		const isHtml = error.body.trimStart().startsWith('<');
		const type = isHtml ? 'text/html' : 'text/plain; charset=utf-8';
		return {
			status: error.status,
			body: error.body,
			headers: { 'content-type': type, ...error.headers },
		};
	}
	const text = isIndented
		? JSON.stringify(error.body, null, 2).replaceAll('\n', '\r\n')
		: JSON.stringify(error.body);
	return { status: error.status, body: text, headers: error.headers };
}
