import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from './recorder.mts';
import { FILE_CONTENT, FILE_NAME } from './samples.mts';
import type { OperationSample } from './samples.mts';

const FIRST_ERROR_STATUS = 400;

function findRefusal({ status, headers, body }: Exchange): string[] {
	const violations = headers['sl-violations'];
	if (status >= FIRST_ERROR_STATUS) return [`refused with ${status}: ${body.toString()}`];
	return violations ? [`accepted with reservations: ${String(violations)}`] : [];
}

function findLostOptions({ query: given }: OperationSample, { query }: Exchange): string[] {
	return Object.entries(given)
		.filter(([name, value]) => query.get(name) !== String(value))
		.map(([name, value]) => `option ${name}=${String(value)} went out as ${query.get(name)}`);
}

// Writers of JSON Patch begin a path with a slash, ConnectWise takes it with and without.
function withoutSlash(body: unknown): unknown {
	if (!Array.isArray(body)) return body;
	return body.map((entry: unknown) => {
		const { path } = (entry ?? {}) as { path?: unknown };
		return typeof path === 'string'
			? { ...(entry as object), path: path.replace(/^\//, '') }
			: entry;
	});
}

function findLostForm({ items }: OperationSample, { requestBody }: Exchange): string[] {
	const parts = [
		FILE_CONTENT,
		FILE_NAME,
		...Object.entries(items as object)
			.flat()
			.map(String),
	];
	return parts
		.filter((part) => !requestBody.includes(part))
		.map((part) => `the form does not hold ${JSON.stringify(part)}`);
}

function findLostBody(sample: OperationSample, exchange: Exchange): string[] {
	const { template, sentBody } = sample;
	if (template.body.kind === 'multipart') return findLostForm(sample, exchange);
	const text = exchange.requestBody.toString();
	if (sentBody === undefined) return text === '' ? [] : [`a body was sent: ${text}`];
	const sent: unknown = text === '' ? undefined : JSON.parse(text);
	// A search's paging adds its own order to the filter.
	const expected = template.kind === 'query' ? { ...(sent as object), ...sentBody } : sentBody;
	if (isDeepStrictEqual(withoutSlash(sent), expected)) return [];
	return [`the body sent is ${text}, not ${JSON.stringify(sentBody)}`];
}

/** Says what was refused of an operation's requests, or not sent as it was given. */
export function findFaults(sample: OperationSample, exchanges: readonly Exchange[]): string[] {
	if (exchanges.length === 0) return ['no request was sent'];
	return exchanges.flatMap((exchange) => [
		...findRefusal(exchange),
		...findLostOptions(sample, exchange),
		...findLostBody(sample, exchange),
	]);
}
