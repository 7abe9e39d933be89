import { Agent, request } from 'node:http';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, idsOf, recordsOf } from '../client.mts';
import type { Client } from '../client.mts';
import { sandboxHeaders } from '../credentials.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';
import { EVERYTHING } from '../records/store.mts';
import { FaultBook } from './faults.mts';

let sandbox: Sandbox;
let call: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 300 });
	call = clientOf(sandbox.apiRoot);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const boards = () => call('GET', '/service/boards');
const createTicket = () =>
	call('POST', '/service/tickets', { body: { summary: 'Sample', company: { id: 2 } } });

describe('faults', () => {
	it('come in their order, as often as they were asked for', async () => {
		sandbox.faults.addSequence({ path: '/service/boards' }, [
			{ kind: 'rateLimit', retryAfterSeconds: 30 },
			{ kind: 'rateLimit', body: 'html' },
			{ kind: 'timeout500' },
			{ kind: 'gateway', status: 503 },
		]);
		const [json, html, timeout, gateway, fine] = [
			await boards(),
			await boards(),
			await boards(),
			await boards(),
			await boards(),
		];
		expect([json.status, json.headers.get('retry-after'), json.json]).toEqual([
			429,
			'30',
			{ error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' },
		]);
		expect([html.status, html.headers.get('content-type')]).toEqual([429, 'text/html']);
		expect(timeout.json).toEqual({
			code: 'ConnectWiseApi',
			message: 'A timeout has occured. Please try again.',
		});
		expect([gateway.status, gateway.text]).toEqual([503, expect.stringContaining('<h1>503')]);
		expect(fine.status).toBe(200);
	});

	it.each(['before', 'during'] as const)('break the connection %s the answer', async (when) => {
		sandbox.faults.add({ action: { kind: 'reset', when }, times: 1 });
		await expect(boards()).rejects.toThrow();
		expect(sandbox.journal.last()).toMatchObject({ outcome: 'reset', fault: 'reset' });
	});

	it('break the connection after a write took effect', async () => {
		const { size } = sandbox.store('service/tickets');
		sandbox.faults.add({ method: 'POST', action: { kind: 'reset', when: 'after' }, times: 1 });
		await expect(createTicket()).rejects.toThrow();
		expect(sandbox.store('service/tickets').size).toBe(size + 1);
		expect(sandbox.journal.last()).toMatchObject({ status: 201, outcome: 'reset' });
	});

	it('distort answers', async () => {
		sandbox.faults.addSequence({}, [
			{ kind: 'truncate' },
			{ kind: 'contentType', contentType: 'text/html' },
			{ kind: 'redirect', location: 'http://127.0.0.1:9/' },
			{ kind: 'emptyBody' },
			{ kind: 'foreignHost' },
		]);
		const [truncated, type, redirect, empty, foreign] = [
			await boards(),
			await boards(),
			await boards(),
			await boards(),
			await boards(),
		];
		expect([truncated.status, truncated.json]).toEqual([200, undefined]);
		expect([type.headers.get('content-type'), type.status]).toEqual(['text/html', 200]);
		expect([redirect.status, redirect.headers.get('location')]).toEqual([
			302,
			'http://127.0.0.1:9/',
		]);
		expect([empty.status, empty.text]).toEqual([200, '']);
		expect(foreign.text).toContain('https://na.myconnectwise.net/');
	});

	it('leave requests unanswered that a client gives up', async () => {
		sandbox.faults.add({ action: { kind: 'hang' }, times: 1 });
		const signal = AbortSignal.timeout(50);
		await expect(fetch(`${sandbox.apiRoot}/service/boards`, { signal })).rejects.toThrow();
		expect(sandbox.journal.last()).toMatchObject({ outcome: 'hung' });
	});

	it('stop in the middle of an answer', async () => {
		sandbox.faults.add({ action: { kind: 'stall' }, times: 1 });
		const signal = AbortSignal.timeout(200);
		const response = await fetch(`${sandbox.apiRoot}/service/boards`, {
			signal,
			headers: sandboxHeaders(),
		});
		expect(response.status).toBe(200);
		await expect(response.text()).rejects.toThrow();
		expect(sandbox.journal.last()).toMatchObject({ outcome: 'hung', status: 200 });
	});

	it('let requests through first, and match by method, template and pattern', () => {
		const book = new FaultBook();
		book.add({
			method: ['get'],
			path: '/service/tickets/{id}',
			after: 1,
			action: { kind: 'timeout500' },
		});
		const target = { method: 'GET', path: '/x/service/tickets/5', route: '/service/tickets/{id}' };
		expect(book.next(target)).toBeUndefined();
		expect(book.next(target)).toEqual({ kind: 'timeout500' });
		expect(book.next({ ...target, method: 'PUT' })).toBeUndefined();
		book.add({ path: /boards$/, action: { kind: 'pool500' } });
		expect(book.next({ method: 'PUT', path: '/x/service/boards' })).toEqual({ kind: 'pool500' });
	});

	it('strike by chance the same way for the same seed', () => {
		const strikes = (seed: number) => {
			const book = new FaultBook();
			book.add({ probability: 0.3, seed, action: { kind: 'timeout500' } });
			return Array.from({ length: 200 }, () => (book.next({ method: 'GET', path: '/' }) ? 1 : 0));
		};
		expect(strikes(5)).toEqual(strikes(5));
		expect(strikes(5)).not.toEqual(strikes(6));
		const share = strikes(5).filter(Boolean).length / 200;
		expect(share).toBeGreaterThan(0.2);
		expect(share).toBeLessThan(0.4);
	});
});

describe('limits', () => {
	it('refuse what is more than the requests of a minute', async () => {
		sandbox.control.setRateLimit({ perMinute: 3 });
		const statuses = [];
		for (let count = 0; count < 5; count++) statuses.push((await boards()).status);
		expect(statuses).toEqual([200, 200, 200, 429, 429]);
		expect(Number((await boards()).headers.get('retry-after'))).toBeGreaterThan(50);
	});

	it('refuse what is more than the requests in parallel', async () => {
		sandbox.control.setRateLimit({ inParallel: 2 });
		sandbox.control.latency = { latencyMs: 600, latencyJitterMs: 5 };
		const answers = await Promise.all(Array.from({ length: 5 }, boards));
		const refused = answers.filter(({ status }) => status === 429);
		expect(refused).toHaveLength(3);
		expect((await boards()).status).toBe(200);
	});
});

describe('a server that is slow to bear', () => {
	/** Milliseconds, by how many requests were in work with them. */
	const durations = () =>
		new Map(sandbox.journal.entries().map(({ inFlight, durationMs }) => [inFlight, durationMs]));

	it.each([
		['borne', 100, 190],
		['slower', 200, 1_000],
	] as const)('answers 8 requests at once as its crowding is: %s', async (crowding, from, to) => {
		sandbox.switches.set('crowding', crowding);
		sandbox.control.latency = { latencyMs: 100, latencyJitterMs: 0 };
		await Promise.all(Array.from({ length: 8 }, boards));
		expect(durations().get(4)).toBeLessThan(190);
		// Timers may fire a millisecond early.
		expect(durations().get(8)).toBeGreaterThanOrEqual(from - 1);
		expect(durations().get(8)).toBeLessThan(to);
	});

	it('answers late on a new connection, and at once on the next request', async () => {
		sandbox.switches.set('connectionSetUpMs', 300);
		const agent = new Agent({ keepAlive: true });
		const url = `${sandbox.apiRoot}/service/boards`;
		for (let count = 0; count < 2; count++) {
			await new Promise((resolve, reject) => {
				request(url, { agent, headers: sandboxHeaders() }, (response) =>
					response.resume().once('end', resolve),
				)
					.once('error', reject)
					.end();
			});
		}
		agent.destroy();
		const [first, second] = sandbox.journal.entries().map(({ durationMs }) => durationMs);
		expect(first).toBeGreaterThanOrEqual(299);
		expect(second).toBeLessThan(250);
	});
});

describe('drift', () => {
	const page = (number: number) =>
		call('GET', '/service/tickets', {
			query: { conditions: 'closedFlag=false', pageSize: 20, page: number, fields: 'id' },
		});

	it('makes offset paging lose rows that close between the pages', async () => {
		const open = {
			...EVERYTHING,
			filter: {
				key: 'open',
				test: (read: (path: string[]) => unknown) => read(['closedFlag']) === false,
			},
		};
		const before = sandbox.store('service/tickets').select(open as typeof EVERYTHING, 0, Infinity);
		sandbox.faults.add({ action: { kind: 'drift', close: 3 }, times: 1 });
		const seen = [...idsOf(await page(1)), ...idsOf(await page(2))];
		expect(seen).toEqual([...before.slice(0, 20), ...before.slice(23, 43)]);
	});

	it('inserts and deletes, by a writer too', async () => {
		const store = sandbox.store('service/tickets');
		const { inserted, deleted } = sandbox.control.drift.step({ insert: 2, delete: 1, from: 'end' });
		expect(inserted.map((id) => store.has(id))).toEqual([true, false]);
		expect(deleted).toEqual(inserted.slice(1));
		const writer = sandbox.control.startWriter({ insert: 1 }, 1);
		while (writer.changes.inserted.length < 3)
			await new Promise((resolve) => setTimeout(resolve, 2));
		writer.stop();
		expect(store.has(writer.changes.inserted.at(-1) ?? 0)).toBe(true);
	});
});

describe('the control endpoint', () => {
	const control = async (method: string, path: string, body?: object) => {
		const response = await fetch(`${sandbox.url}/__sandbox${path}`, {
			method,
			...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
		});
		return { status: response.status, json: (await response.json()) as Record<string, unknown> };
	};

	it('does over HTTP what tests do in the process', async () => {
		await control('POST', '/faults', {
			path: { pattern: 'boards$' },
			times: 1,
			action: { kind: 'timeout500' },
		});
		expect((await boards()).status).toBe(500);
		await control('PUT', '/switches', { missingClientId: 400 });
		expect((await call('GET', '/service/boards', { headers: { clientId: '' } })).status).toBe(400);
		const { json } = await control('GET', '/journal?path=/service/boards');
		expect(json['entries']).toMatchObject([{ status: 500, fault: 'timeout500' }, { status: 400 }]);
		await control('POST', '/drift', { delete: 1 });
		expect(sandbox.store('service/tickets').size).toBe(299);
		await control('POST', '/reset');
		expect(sandbox.store('service/tickets').size).toBe(300);
		expect((await control('PUT', '/switches', { nothing: 1 })).status).toBe(400);
	});

	it('is for programs of this machine only, not for pages in its browser', async () => {
		const ask = (headers: Record<string, string>) =>
			new Promise<number | undefined>((resolve, reject) => {
				const options = { method: 'POST', port: sandbox.port, path: '/__sandbox/reset', headers };
				const sent = request({ host: '127.0.0.1', ...options }, (answer) => {
					answer.resume();
					resolve(answer.statusCode);
				});
				sent.once('error', reject).end();
			});
		const own = `127.0.0.1:${sandbox.port}`;
		expect(await ask({ host: own })).toBe(200);
		expect(await ask({ host: `LOCALHOST:${sandbox.port}` })).toBe(200);
		expect(await ask({ host: own, origin: `http://${own}` })).toBe(200);
		for (const host of [
			'rebound.example',
			`rebound.example:${sandbox.port}`,
			'127.0.0.1',
			`127.0.0.1:1`,
		]) {
			expect(await ask({ host })).toBe(403);
		}
		for (const origin of ['https://page.example', 'http://127.0.0.1:5678', 'null', '']) {
			expect(await ask({ host: own, origin })).toBe(403);
		}
	});

	it('keeps secrets out of the journal', async () => {
		await createTicket();
		const entry = sandbox.journal.last({ method: 'POST' });
		expect(entry).toMatchObject({
			route: '/service/tickets',
			body: { summary: 'Sample' },
			headers: { authorization: '[hidden]' },
		});
		expect(recordsOf(await boards()).length).toBeGreaterThan(0);
		expect(JSON.stringify(sandbox.journal.entries())).not.toContain('sandboxPrivate');
	});
});
