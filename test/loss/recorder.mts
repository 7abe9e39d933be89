import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One item that a workflow did its work for. */
export interface Delivered {
	readonly id: number;
	readonly event: string;
	readonly summary: string;
}

export interface Recorder {
	readonly url: string;
	/** Everything that was delivered, in order. */
	readonly items: readonly Delivered[];
	readonly executionCount: number;
	/** Calls this at the next delivery, which is then never done: as if n8n had ended in the middle of it. */
	cutOffNext(then: () => void): void;
	close(): Promise<void>;
}

async function readBody(request: IncomingMessage): Promise<string> {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	return Buffer.concat(pieces).toString('utf8');
}

/** Where the workflow under test sends what it was started with. */
export async function startRecorder(): Promise<Recorder> {
	const items: Delivered[] = [];
	let executionCount = 0;
	let cutOff: (() => void) | undefined;
	const receive = async (request: IncomingMessage, response: ServerResponse) => {
		const { items: received } = JSON.parse(await readBody(request)) as { items: Delivered[] };
		if (cutOff) {
			cutOff();
			cutOff = undefined;
			return;
		}
		executionCount += 1;
		for (const item of received) items.push(item);
		response.end('{}');
	};
	const server = createServer((request, response) => {
		receive(request, response).catch((error: unknown) => response.destroy(error as Error));
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		items,
		get executionCount() {
			return executionCount;
		},
		cutOffNext: (then) => (cutOff = then),
		close: () =>
			new Promise((resolve) => {
				server.closeAllConnections();
				server.close(() => resolve());
			}),
	};
}
