import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type { Recording } from './recordings.mts';

const API_ROOT = '/v4_6_release/apis/3.0';

export interface SentRequest {
	readonly method: string;
	/** Below the API root. */
	readonly path: string;
	readonly query: URLSearchParams;
	readonly contentType: string;
	readonly body: Buffer;
}

export interface Player {
	readonly url: string;
	/** Answers the next request to that route as recorded; forgets what was sent before. */
	play(recording: Recording, method: string, path: string): void;
	readonly sent: readonly SentRequest[];
	close(): Promise<void>;
}

interface Cue {
	readonly recording: Recording;
	readonly method: string;
	readonly path: string;
}

async function readRequest(incoming: IncomingMessage): Promise<SentRequest> {
	const { pathname, searchParams } = new URL(incoming.url ?? '', 'http://player');
	return {
		method: incoming.method ?? '',
		path: pathname.startsWith(API_ROOT) ? pathname.slice(API_ROOT.length) : pathname,
		query: searchParams,
		contentType: incoming.headers['content-type'] ?? '',
		body: await buffer(incoming),
	};
}

function answer(out: ServerResponse, { status, headers, body }: Recording): void {
	out.writeHead(status, { ...headers });
	if (body === null) out.end();
	else out.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** Whether a list is asked for what comes behind the page recorded: a server has nothing there. */
export function asksBehind({ query }: SentRequest): boolean {
	return Number(query.get('page') ?? 1) > 1 || /\bid > \d+/.test(query.get('conditions') ?? '');
}

/** A server on loopback that plays one recording at a time. Whatever else it is asked is a 599. */
export async function startPlayer(): Promise<Player> {
	let cue: Cue | undefined;
	let sent: SentRequest[] = [];
	const server = createServer(async (incoming, out) => {
		const request = await readRequest(incoming);
		const isCued = cue?.method === request.method && cue.path === request.path;
		const isFirst = sent.length === 0;
		sent.push(request);
		const isList = Array.isArray(cue?.recording.body);
		if (cue && isCued && isFirst) answer(out, cue.recording);
		else if (cue && isCued && isList && asksBehind(request)) {
			answer(out, { ...cue.recording, body: [] });
		} else out.writeHead(599).end(`Not in the recording: ${request.method} ${request.path}`);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		play: (recording, method, path) => {
			cue = { recording, method, path };
			sent = [];
		},
		get sent() {
			return sent;
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
