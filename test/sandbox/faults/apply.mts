import { ApiError } from '../errors.mts';
import type { Reply } from '../server/reply.mts';
import type { FaultAction } from './faults.mts';

const page = (title: string): string =>
	`<!DOCTYPE html>\r\n<html><head><title>${title}</title></head>\r\n<body><h1>${title}</h1><hr></body></html>\r\n`;

const GATEWAY_TITLES = {
	502: '502 Bad Gateway',
	503: '503 Service Unavailable',
	504: '504 Gateway Time-out',
} as const;

const html = (status: number, title: string, headers: Record<string, string> = {}): ApiError =>
	new ApiError(status, page(title), { 'content-type': 'text/html', ...headers });

/** 429 as the API gives it (its key is `error`), or as a proxy in front of it does. */
export function tooManyRequests(seconds: number, body: 'json' | 'html'): ApiError {
	const headers = { 'retry-after': String(seconds) };
	if (body === 'html') return html(429, 'Error 1015: You are being rate limited', headers);
	const message = `Too many requests. Please try again in ${seconds} seconds.`;
	return new ApiError(429, { error: 'ConnectWiseAPI', message }, headers);
}

const serverError = (message: string): ApiError =>
	new ApiError(500, { code: 'ConnectWiseApi', message });

/** The refusal that a fault gives in place of the real answer, before anything happens. */
export function refusalOf(action: FaultAction, body: 'json' | 'html'): ApiError | undefined {
	switch (action.kind) {
		case 'rateLimit':
			return tooManyRequests(action.retryAfterSeconds ?? 1, action.body ?? body);
		case 'timeout500':
			return serverError('A timeout has occured. Please try again.');
		case 'pool500':
			return serverError(
				'Timeout expired.  The timeout period elapsed prior to obtaining a connection from the pool.  This may have occurred because all pooled connections were in use and max pool size was reached.',
			);
		case 'gateway':
			return action.isEmpty
				? new ApiError(action.status, '', { 'content-type': 'text/html' })
				: html(action.status, GATEWAY_TITLES[action.status]);
		case 'status':
			return new ApiError(action.status, action.body ?? '', action.headers);
		case 'redirect':
			return new ApiError(action.status ?? 302, '', { location: action.location });
		default:
			return undefined;
	}
}

const FOREIGN_ROOT = 'https://na.myconnectwise.net';

/** Another host in links, as sandboxes have been seen to give. */
export function withForeignHost(reply: Reply, rootUrl: string): Reply {
	const swap = (text: string) => text.replaceAll(rootUrl, FOREIGN_ROOT);
	const headers = Object.fromEntries(
		Object.entries(reply.headers ?? {}).map(([name, value]) => [name, swap(value)]),
	);
	const isJson = !(reply.headers?.['content-type'] ?? 'json').includes('octet-stream');
	const body = isJson && reply.body !== undefined ? swap(reply.body.toString()) : reply.body;
	return { ...reply, headers, body };
}

/** What a fault does to an answer that was already made. */
export function distort(reply: Reply, action: FaultAction, rootUrl: string): Reply {
	switch (action.kind) {
		case 'truncate': {
			const body = Buffer.from(reply.body ?? '');
			return { ...reply, body: body.subarray(0, Math.floor(body.length * 0.6)) };
		}
		case 'contentType':
			return { ...reply, headers: { ...reply.headers, 'content-type': action.contentType } };
		case 'emptyBody':
			return { ...reply, status: action.status ?? reply.status, body: undefined };
		case 'foreignHost':
			return withForeignHost(reply, rootUrl);
		default:
			return reply;
	}
}
