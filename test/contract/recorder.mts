import { once } from 'node:events';
import { Agent, createServer, request as sendRequest } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** Where every ConnectWise serves its API; Prism ignores the path of the document's server. */
const API_PREFIX = '/v4_6_release/apis/3.0';

export interface Exchange {
	readonly method: string;
	/** Below the API root. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly requestBody: Buffer;
	readonly status: number;
	readonly headers: IncomingHttpHeaders;
	readonly body: Buffer;
}

export interface Recorder {
	readonly url: string;
	/** What was asked and answered since the last call, in the order of the answers. */
	take(): Exchange[];
	close(): Promise<void>;
}

const NOT_BELOW_ROOT = Buffer.from(`{"detail":"The path is not below ${API_PREFIX}"}`);

/** Different data for each operation, and always the same for one. */
function seedOf(method: string | undefined, path: string): string {
	const [resource] = path.split('?');
	return `${method}${resource}`.replace(/\W/g, '');
}

/** Generated ids are in no order and partly missing; ConnectWise gives them in the order asked for. */
function putIdsInOrder(body: Buffer): Buffer {
	const records: unknown = JSON.parse(body.toString());
	if (!Array.isArray(records)) return body;
	const ordered = records.map((record, index) => ({ ...(record as object), id: index + 1 }));
	return Buffer.from(JSON.stringify(ordered));
}

/** Prism answers every page with the same records; ConnectWise has none behind the last page. */
function isBehindLastPage(path: string, body: Buffer): boolean {
	const { searchParams } = new URL(path, 'http://localhost');
	return Number(searchParams.get('page') ?? 1) > 1 && /^\s*\[/.test(body.toString());
}

/**
 * A server on loopback that passes requests on to `target`, without the API's prefix. Answers of
 * `idListRoutes` (`METHOD /path`) get ascending ids, without which no list can be read by id.
 */
export async function startRecorder(
	target: string,
	idListRoutes: ReadonlySet<string>,
): Promise<Recorder> {
	const agent = new Agent({ keepAlive: true });
	let exchanges: Exchange[] = [];

	async function pass(incoming: IncomingMessage, path: string, body: Buffer) {
		const outgoing = sendRequest(`${target}${path}`, {
			agent,
			method: incoming.method,
			headers: { ...incoming.headers, prefer: `seed=${seedOf(incoming.method, path)}` },
		});
		outgoing.end(body);
		const [answer] = (await once(outgoing, 'response')) as [IncomingMessage];
		const status = answer.statusCode ?? 0;
		const { 'content-length': _, ...headers } = answer.headers;
		const content = await buffer(answer);
		const isIdList =
			status === 200 && idListRoutes.has(`${incoming.method} ${new URL(path, target).pathname}`);
		if (status === 200 && isBehindLastPage(path, content)) {
			return { status, headers, body: Buffer.from('[]') };
		}
		return { status, headers, body: isIdList ? putIdsInOrder(content) : content };
	}

	async function exchange(incoming: IncomingMessage): Promise<Exchange> {
		const requestBody = await buffer(incoming);
		const url = incoming.url ?? '';
		const isBelowRoot = url.startsWith(`${API_PREFIX}/`);
		const path = isBelowRoot ? url.slice(API_PREFIX.length) : url;
		const { pathname, searchParams } = new URL(path, target);
		return {
			method: incoming.method ?? '',
			path: pathname,
			query: searchParams,
			requestBody,
			...(isBelowRoot
				? await pass(incoming, path, requestBody)
				: { status: 404, headers: {}, body: NOT_BELOW_ROOT }),
		};
	}

	const server = createServer(async (incoming, response) => {
		try {
			const done = await exchange(incoming);
			exchanges.push(done);
			response.writeHead(done.status, done.headers).end(done.body);
		} catch (error) {
			response.writeHead(502).end(String(error));
		}
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		take: () => {
			const taken = exchanges;
			exchanges = [];
			return taken;
		},
		close: async () => {
			agent.destroy();
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
