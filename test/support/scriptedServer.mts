import { createServer } from 'node:http';
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

interface ReceivedRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
}

export interface ScriptedAnswer {
	readonly status?: number;
	readonly headers?: Readonly<Record<string, string>>;
	/** Objects and arrays go out as JSON, text and bytes as they are. */
	readonly body?: unknown;
	/** Writes the answer itself, as no good server does. */
	readonly write?: (response: ServerResponse) => void;
}

export interface ScriptedServer {
	readonly url: string;
	readonly received: ReceivedRequest[];
	answerWith(answer: (request: ReceivedRequest) => ScriptedAnswer): void;
	close(): Promise<void>;
}

/** A server on loopback that remembers what it was asked and answers as the test says. */
export async function startScriptedServer(): Promise<ScriptedServer> {
	const received: ReceivedRequest[] = [];
	let respond: (request: ReceivedRequest) => ScriptedAnswer = () => ({ body: [] });
	const server = createServer((incoming, response) => {
		const { method = '', url = '', headers } = incoming;
		received.push({ method, url, headers });
		const answer = respond({ method, url, headers });
		if (answer.write) return answer.write(response);
		const { body } = answer;
		const isText = typeof body === 'string' || Buffer.isBuffer(body);
		const type = isText ? 'text/plain' : 'application/json';
		response.writeHead(answer.status ?? 200, { 'content-type': type, ...answer.headers });
		response.end(isText ? body : JSON.stringify(body ?? null));
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		received,
		answerWith: (answer) => {
			respond = answer;
		},
		close: async () => {
			server.closeAllConnections();
			await new Promise<void>((done) => server.close(() => done()));
		},
	};
}
