import { connect, createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { startSandboxProcess } from '../../test/sandbox/process.mts';
import type { DriftStep, JournalEntry, RateLimit } from '../../test/sandbox/index.mts';
import type { SwitchSettings } from '../../test/sandbox/switches.mts';
import { sandboxHeaders } from '../../test/sandbox/credentials.mts';
import type { Target } from './jobs/jobs.mts';

interface Traffic {
	readonly requestCount: number;
	readonly refusedCount: number;
	readonly mostInFlight: number;
	readonly entries: readonly JournalEntry[];
}

interface Changes {
	readonly inserted: readonly number[];
	readonly closed: readonly number[];
	readonly deleted: readonly number[];
}

/** The local ConnectWise in a process of its own, as the sections of the benchmark use it. */
export interface BenchServer extends Target {
	readonly size: number;
	/** Records, limits and journal as at the start, then this latency. */
	prepare(latencyMs: number): Promise<void>;
	limit(limit: RateLimit): Promise<void>;
	/** Switches of the sandbox, until the next `prepare`. */
	switch(values: SwitchSettings): Promise<void>;
	traffic(): Promise<Traffic>;
	startWriter(step: DriftStep & { readonly everyMs: number }): Promise<void>;
	stopWriter(): Promise<Changes>;
	/** Ids of all tickets that meet the conditions, in order. */
	ids(conditions?: string): Promise<number[]>;
	close(): Promise<void>;
}

export async function startBenchServer(size: number): Promise<BenchServer> {
	const flags = ['--size', String(size), '--journal', '100000', '--no-journal-bodies'];
	const { url, apiRoot, control, close } = await startSandboxProcess(flags);
	return {
		url,
		apiRoot,
		size,
		close,
		prepare: async (latencyMs) => {
			await control('POST', '/reset');
			await control('PUT', '/latency', { latencyMs });
		},
		limit: async (limit) => {
			await control('PUT', '/rateLimit', limit);
		},
		switch: async (values) => {
			await control('PUT', '/switches', values);
		},
		traffic: async () => {
			const { entries } = await control<{ entries: JournalEntry[] }>('GET', '/journal');
			return {
				entries,
				requestCount: entries.length,
				refusedCount: entries.filter(({ status }) => status === 429).length,
				mostInFlight: entries.reduce((most, { inFlight }) => Math.max(most, inFlight), 0),
			};
		},
		startWriter: async (step) => {
			await control('POST', '/writer', step);
		},
		stopWriter: () => control<Changes>('DELETE', '/writer'),
		ids: (conditions) => allIds(apiRoot, conditions),
	};
}

async function allIds(apiRoot: string, conditions?: string): Promise<number[]> {
	const ids: number[] = [];
	for (let page = 1; ; page++) {
		const query = new URLSearchParams({
			fields: 'id',
			orderBy: 'id asc',
			pageSize: '1000',
			page: String(page),
			...(conditions && { conditions }),
		});
		const response = await fetch(`${apiRoot}/service/tickets?${query}`, {
			headers: sandboxHeaders(),
		});
		const rows = (await response.json()) as Array<{ id: number }>;
		for (const { id } of rows) ids.push(id);
		if (rows.length < 1_000) return ids;
	}
}

export interface Relay extends Target {
	close(): Promise<void>;
}

/** Passes everything on, the first byte of a connection only after its set-up time. */
export async function startRelay(target: Target, setUpMs: number): Promise<Relay> {
	const sockets = new Set<Socket>();
	const keep = (socket: Socket) => {
		sockets.add(socket);
		socket.once('close', () => sockets.delete(socket)).on('error', () => socket.destroy());
	};
	const { port: targetPort } = new URL(target.url);
	const server: Server = createServer({ pauseOnConnect: true, noDelay: true }, async (socket) => {
		keep(socket);
		await delay(setUpMs);
		const upstream = connect({ port: Number(targetPort), host: '127.0.0.1', noDelay: true });
		keep(upstream);
		socket.pipe(upstream).pipe(socket);
		socket.resume();
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		url,
		apiRoot: target.apiRoot.replace(target.url, url),
		close: () => {
			sockets.forEach((socket) => socket.destroy());
			return new Promise((resolve) => server.close(() => resolve()));
		},
	};
}
