import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { FaultAction } from '../../sandbox/index.mts';
import { connectTo, failed, idsOf, pairsOf, requestsOf, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const SIZE = 300;
const PATH = '/service/tickets';
const LIST = `GET ${PATH}`;

const { sandbox, connectWise } = await withSandbox({ size: SIZE });

const tickets = () => sandbox.store('service/tickets');
const allIds = () =>
	tickets()
		.all()
		.map(({ id }) => Number(id));
const toItems = (ids: readonly unknown[]) => ids.map((id) => ({ json: { id: id as number } }));
const readEach = async (ids: readonly unknown[], call: CallOptions = {}) =>
	await connectWise.query('getServiceTicketsById', {
		items: toItems(ids),
		options: '={{ JSON.stringify({ id: $json.id }) }}',
		...call,
	});
const missing = () => Math.max(...allIds()) + 1_000;
const singles = () => requestsOf(sandbox).filter((request) => request !== LIST);

describe('items that read the same', () => {
	it('share one request: 300 for 5,000 items over 300 records', async () => {
		const ids = Array.from({ length: 5_000 }, (_, index) => allIds()[(index * 7) % SIZE]);
		const result = succeeded(await readEach(ids));
		expect(sandbox.journal.count()).toBe(SIZE);
		expect(idsOf(result)).toEqual(ids);
		expect(pairsOf(result)).toEqual(ids.map((_, item) => ({ item })));
	}, 120_000);

	it('get a copy each, down to what is nested', async () => {
		const [id] = allIds();
		const { main } = succeeded(await readEach([id, id, id]));
		expect(sandbox.journal.count()).toBe(1);
		expect(new Set(main.map(({ json }) => json)).size).toBe(3);
		expect(new Set(main.map(({ json }) => json.company)).size).toBe(3);
		expect(main[1]?.json).toEqual(main[0]?.json);
		expect(main[2]?.json).toEqual(main[0]?.json);
	});

	it('ask each for itself when the setting is off', async () => {
		const [id] = allIds();
		const result = succeeded(await readEach([id, id, id], { settings: { shareReads: false } }));
		expect(idsOf(result)).toEqual([id, id, id]);
		expect(sandbox.journal.count()).toBe(3);
	});

	it('are those with the same fields only', async () => {
		const [id] = allIds();
		const result = succeeded(
			await readEach([id, id, id, id], {
				options: `={{ JSON.stringify({ id: $json.id, fields: $itemIndex % 2 ? 'id' : 'id,summary' }) }}`,
			}),
		);
		expect(sandbox.journal.count()).toBe(2);
		expect(result.json.map((json) => Object.keys(json).length)).toEqual([2, 1, 2, 1]);
	});

	it('share counts as well, by their conditions', async () => {
		const result = succeeded(
			await connectWise.query('getServiceTicketsCount', {
				items: toItems([1, 2, 1, 2, 1]),
				options: '={{ JSON.stringify({ conditions: "id > " + $json.id }) }}',
			}),
		);
		expect(result.main).toHaveLength(5);
		expect(sandbox.journal.count()).toBe(2);
	});

	it('do not share lists', async () => {
		succeeded(
			await connectWise.query('getServiceTickets', { items: toItems([1, 2, 3]), limit: 2 }),
		);
		expect(sandbox.journal.count()).toBe(3);
	});

	it('get each an error of their own', async () => {
		const ids = [allIds()[0], missing(), allIds()[1], missing()];
		const result = await readEach(ids, { onError: 'continueRegularOutput' });
		expect(sandbox.journal.count()).toBe(3);
		expect(result.main.map(({ json }) => 'error' in json)).toEqual([false, true, false, true]);
		expect(result.json[1]).toMatchObject({ details: { itemIndex: 1 } });
		expect(result.json[3]).toMatchObject({ details: { itemIndex: 3 } });
		expect(pairsOf(result)).toEqual(ids.map((_, item) => ({ item })));
	});

	it('get each the refusal as an item', async () => {
		const ids = [missing(), missing()];
		const result = succeeded(await readEach(ids, { settings: { onHttpError: 'item' } }));
		expect(result.json).toMatchObject([{ statusCode: 404 }, { statusCode: 404 }]);
		expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 1 }]);
		expect(sandbox.journal.count()).toBe(1);
	});

	it('ask each for itself where a file is read', async () => {
		const document = sandbox.store('system/documents').all()[0];
		const result = succeeded(
			await connectWise.query('getSystemDocumentsByIdDownload', {
				items: toItems([document?.id, document?.id]),
				options: '={{ JSON.stringify({ id: $json.id }) }}',
			}),
		);
		expect(sandbox.journal.count()).toBe(2);
		const [one, two] = result.main.map(({ binary }) => binary?.data);
		expect(one?.data).toBe(two?.data);
		expect(one).not.toBe(two);
		expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('get files of their own where lists become files', async () => {
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				items: toItems([1, 2]),
				limit: 3,
				options: { fields: 'id' },
				parameters: { output: 'files' },
				settings: { combineReads: true },
			}),
		);
		expect(sandbox.journal.count()).toBe(2);
		expect(result.json.map(({ part, rows }) => [part, rows])).toEqual([
			[1, 3],
			[1, 3],
		]);
		const [one, two] = result.main.map(({ binary }) => binary?.data);
		expect(one?.data).toBe(two?.data);
		expect(one).not.toBe(two);
		expect(pairsOf(result)).toEqual([{ item: 0 }, { item: 1 }]);
	});

	it('see one state of a record that changes meanwhile', async () => {
		const ids = allIds().slice(0, 40);
		const drift = { kind: 'drift', insert: 1, close: 2, delete: 2, from: 'random' } as const;
		sandbox.faults.add({ action: drift });
		const asked = [...ids, ...ids];
		const result = await readEach(asked, { onError: 'continueRegularOutput' });
		expect(sandbox.journal.count()).toBe(40);
		const told = result.main.map(({ json }) => ('error' in json ? json.error : json));
		expect(told.slice(40)).toEqual(told.slice(0, 40));
		expect(result.main.some(({ json }) => 'error' in json)).toBe(true);
		result.main.forEach(({ json }, index) => {
			if (!('error' in json)) expect(json.id).toBe(asked[index]);
		});
	});

	it('end together when the execution is cancelled', async () => {
		const stop = new AbortController();
		sandbox.faults.add({ action: { kind: 'hang' } });
		const poll = setInterval(() => {
			if (sandbox.journal.count() > 0) stop.abort();
		}, 10);
		const [id] = allIds();
		const result = await readEach([id, id, id], { signal: stop.signal });
		clearInterval(poll);
		expect(result.status).toBe('canceled');
		expect(sandbox.journal.count()).toBe(1);
	});

	it('share what had to be repeated', async () => {
		sandbox.faults.add({ times: 1, action: { kind: 'truncate' } });
		const [id] = allIds();
		expect(idsOf(succeeded(await readEach([id, id])))).toEqual([id, id]);
		expect(sandbox.journal.count()).toBe(2);
	});
});

describe('reads combined by id', () => {
	const combined = async (ids: readonly unknown[], call: CallOptions = {}) =>
		await readEach(ids, { ...call, settings: { combineReads: true, ...call.settings } });

	it('give what single reads give, in the order of the input', async () => {
		const ids = [...allIds().slice(0, 40)].reverse();
		const alone = succeeded(await readEach(ids));
		sandbox.journal.clear();
		const result = succeeded(await combined(ids));
		expect(requestsOf(sandbox)).toEqual([LIST]);
		expect(result.json).toEqual(alone.json);
		expect(pairsOf(result)).toEqual(ids.map((_, item) => ({ item })));
	});

	it('leave out the id where it is not wanted', async () => {
		const ids = allIds().slice(0, 5);
		const options = '={{ JSON.stringify({ id: $json.id, fields: "summary" }) }}';
		const result = succeeded(await combined(ids, { options }));
		expect(requestsOf(sandbox)).toEqual([LIST]);
		expect(result.json).toEqual(ids.map((id) => ({ summary: tickets().get(id)?.summary })));
	});

	it('give each item a copy of a record that several ask for', async () => {
		const [one, two] = allIds();
		const { main } = succeeded(await combined([one, two, one]));
		expect(requestsOf(sandbox)).toEqual([LIST]);
		expect(main[2]?.json).toEqual(main[0]?.json);
		expect(main[2]?.json).not.toBe(main[0]?.json);
	});

	it('read a record that the list does not give alone, with an error of its own', async () => {
		const ids = [...allIds().slice(0, 30), missing(), ...allIds().slice(30, 60)];
		const result = await combined(ids, { onError: 'continueRegularOutput' });
		expect(singles()).toEqual([`${LIST}/${missing()}`]);
		expect(result.json[30]).toMatchObject({ details: { itemIndex: 30 } });
		expect(result.json.filter((json) => 'error' in json)).toHaveLength(1);
		expect(idsOf(result).filter((_, index) => index !== 30)).toEqual(allIds().slice(0, 60));
	});

	it('stop at the item whose record is missing', async () => {
		const error = failed(await combined([...allIds().slice(0, 3), missing()]));
		expect(error.message).toContain('404');
		expect(error.context).toMatchObject({ itemIndex: 3 });
	});

	it('read a single one as ever, and what is no id', async () => {
		const [id] = allIds();
		succeeded(await combined([id]));
		expect(requestsOf(sandbox)).toEqual([`${LIST}/${id}`]);
		sandbox.journal.clear();
		const counts = { items: toItems([1, 2]), settings: { combineReads: true } };
		succeeded(await connectWise.query('getSystemInfo', counts));
		expect(requestsOf(sandbox)).toEqual(['GET /system/info']);
	});

	it('read records below another one with others of the same', async () => {
		const boards = sandbox.store('service/boards').all().slice(0, 2);
		const asked = boards.flatMap(({ id }) =>
			sandbox
				.store(`service/boards/${String(id)}/statuses`)
				.all()
				.map((status) => ({ json: { parentId: Number(id), id: Number(status.id) } })),
		);
		const result = succeeded(
			await connectWise.query('getServiceBoardsByParentIdStatusesById', {
				items: asked,
				options: '={{ JSON.stringify($json) }}',
				settings: { combineReads: true },
			}),
		);
		expect(idsOf(result)).toEqual(asked.map(({ json }) => json.id));
		expect(requestsOf(sandbox).sort()).toEqual(
			boards.map(({ id }) => `GET /service/boards/${String(id)}/statuses`),
		);
	});

	it.each<[string, FaultAction]>([
		['breaks off', { kind: 'truncate' }],
		['is refused for its rate', { kind: 'rateLimit', retryAfterSeconds: 0 }],
		['loses its connection', { kind: 'reset', when: 'during' }],
		['times out', { kind: 'timeout500' }],
	])('miss nothing where the list %s once', async (_name, action) => {
		sandbox.faults.add({ path: PATH, times: 1, action });
		const ids = allIds().slice(0, 60);
		expect(idsOf(succeeded(await combined(ids)))).toEqual(ids);
		expect(singles()).toEqual([]);
	});

	it.each<[string, FaultAction]>([
		['is refused', { kind: 'status', status: 403, body: '{"code":"Forbidden","message":"No"}' }],
		['breaks', { kind: 'status', status: 500, body: '{"code":"Sample","message":"No"}' }],
		['is no list', { kind: 'emptyBody', status: 200 }],
	])('are read alone where the list %s', async (_name, action) => {
		sandbox.faults.add({ path: PATH, action });
		const ids = allIds().slice(0, 20);
		expect(idsOf(succeeded(await combined(ids)))).toEqual(ids);
		expect(singles()).toHaveLength(20);
	});

	it('do not send a server that is down a request for each item', async () => {
		sandbox.faults.add({ action: { kind: 'gateway', status: 503 } });
		const ids = allIds().slice(0, 50);
		const result = await combined(ids, {
			settings: { retries: 0 },
			onError: 'continueRegularOutput',
		});
		expect(result.json.map((json) => json.details)).toMatchObject(
			ids.map((_, itemIndex) => ({ itemIndex })),
		);
		expect(sandbox.journal.count()).toBe(1);
	});

	it.each([
		['linkHeader', false],
		['largestPage', 25],
		['linkHost', 'foreign'],
		['pageNumber', 'ignored'],
	] as const)('are complete with %s %s', async (name, value) => {
		sandbox.switches.set(name, value);
		const ids = allIds().slice(0, 120);
		expect(idsOf(succeeded(await combined(ids)))).toEqual(ids);
		expect(singles()).toEqual([]);
	});

	it('are complete where the server refuses large pages, and where it refuses id', async () => {
		sandbox.switches.set('largestPage', 25);
		sandbox.switches.set('largerPages', 'refused');
		const ids = allIds().slice(0, 120);
		expect(idsOf(succeeded(await combined(ids)))).toEqual(ids);
		sandbox.reset();
		sandbox.switches.set('idInConditions', false);
		expect(idsOf(succeeded(await combined(ids)))).toEqual(ids);
	});

	it.each([1_000, 25] as const)('lose nothing that stayed (pages of %i)', async (largestPage) => {
		sandbox.switches.set('largestPage', largestPage);
		const ids = allIds();
		const drift = { kind: 'drift', insert: 3, close: 4, delete: 3, from: 'start' } as const;
		sandbox.faults.add({ path: PATH, action: drift });
		const result = await combined(ids, {
			onError: 'continueRegularOutput',
		});
		const stayed = new Set(allIds());
		expect(result.main).toHaveLength(ids.length);
		expect(stayed.has(ids[0] ?? 0)).toBe(false);
		result.main.forEach(({ json, pairedItem }, index) => {
			expect(pairedItem).toEqual({ item: index });
			if ('error' in json) {
				expect(json).toMatchObject({ details: { itemIndex: index } });
				expect(stayed.has(ids[index] ?? 0)).toBe(false);
			} else expect(json.id).toBe(ids[index]);
		});
	});

	it('end when the execution is cancelled', async () => {
		const stop = new AbortController();
		sandbox.faults.add({ path: PATH, action: { kind: 'hang' } });
		const poll = setInterval(() => {
			if (sandbox.journal.count() > 0) stop.abort();
		}, 10);
		const result = await combined(allIds().slice(0, 50), { signal: stop.signal });
		clearInterval(poll);
		expect(result.status).toBe('canceled');
		expect(sandbox.journal.count()).toBe(1);
	});
});

it('5,000 different records are read combined in at most 30 requests', async () => {
	const large = await startSandbox({ size: 5_000 });
	const ids = large
		.store('service/tickets')
		.all()
		.map(({ id }) => Number(id));
	const result = succeeded(
		await connectTo(large.url).query('getServiceTicketsById', {
			items: toItems(ids),
			options: '={{ JSON.stringify({ id: $json.id, fields: "id,summary" }) }}',
			settings: { combineReads: true },
		}),
	);
	expect(idsOf(result)).toEqual(ids);
	expect(large.journal.count()).toBeLessThanOrEqual(30);
	await large.close();
}, 120_000);

describe('the pace of reads', () => {
	it('keeps to a number of the user', async () => {
		sandbox.control.latency = { latencyMs: 5, latencyJitterMs: 0 };
		succeeded(await readEach(allIds(), { settings: { maxParallelRequests: 3 } }));
		expect(Math.max(...sandbox.journal.entries().map(({ inFlight }) => inFlight))).toBe(3);
	});

	it('begins with four, and never has more than twelve', async () => {
		sandbox.control.latency = { latencyMs: 20, latencyJitterMs: 0 };
		succeeded(await readEach(allIds()));
		const inFlight = sandbox.journal.entries().map((entry) => entry.inFlight);
		expect(Math.max(...inFlight.slice(0, 4))).toBeLessThanOrEqual(4);
		expect(Math.max(...inFlight)).toBeGreaterThan(4);
		expect(Math.max(...inFlight)).toBeLessThanOrEqual(12);
	});

	it('begins nothing more once the budget of the minute is used up', async () => {
		const stop = new AbortController();
		const poll = setInterval(() => {
			if (sandbox.journal.count() >= 7) setTimeout(() => stop.abort(), 300);
		}, 10);
		const result = await readEach(allIds().slice(0, 20), {
			settings: { requestsPerMinute: 7 },
			signal: stop.signal,
		});
		clearInterval(poll);
		expect(result.status).toBe('canceled');
		expect(sandbox.journal.count()).toBe(7);
	});

	const readAll = async (call: CallOptions = {}) =>
		await connectWise.query('getServiceTickets', {
			options: { fields: 'id' },
			...call,
			settings: { pageSize: 5, ...call.settings },
		});
	const mostInFlight = () => Math.max(...sandbox.journal.entries().map(({ inFlight }) => inFlight));

	it('loses and repeats nothing under drift while it finds its number', async () => {
		const before = new Set(allIds());
		sandbox.control.latency = { latencyMs: 15, latencyJitterMs: 5 };
		const drift = { kind: 'drift', insert: 1, close: 1, delete: 1, from: 'random' } as const;
		sandbox.faults.add({ path: PATH, action: drift });
		const got = idsOf(succeeded(await readAll()));
		expect(mostInFlight()).toBeGreaterThan(4);
		expect(got).toEqual([...new Set(got)].sort((left, right) => left - right));
		expect(allIds().filter((id) => before.has(id) && !got.includes(id))).toEqual([]);
	});

	it('goes back when it is refused, and loses nothing', async () => {
		sandbox.control.latency = { latencyMs: 15, latencyJitterMs: 0 };
		const action = { kind: 'rateLimit', retryAfterSeconds: 0 } as const;
		sandbox.faults.add({ path: PATH, after: 30, times: 1, action });
		expect(idsOf(succeeded(await readAll()))).toEqual(allIds());
		const inFlight = sandbox.journal.entries().map((entry) => entry.inFlight);
		const refusedAt = sandbox.journal.entries().findIndex(({ status }) => status === 429);
		expect(Math.max(...inFlight.slice(0, refusedAt))).toBeGreaterThan(4);
		// What was under way when the refusal came aside.
		expect(Math.max(...inFlight.slice(refusedAt + 13))).toBeLessThanOrEqual(4);
	});

	it('bears connections that break and pages that time out', async () => {
		sandbox.faults.add({
			path: PATH,
			after: 10,
			times: 2,
			action: { kind: 'reset', when: 'during' },
		});
		sandbox.faults.add({ path: PATH, after: 25, times: 1, action: { kind: 'timeout500' } });
		expect(idsOf(succeeded(await readAll()))).toEqual(allIds());
	});

	it('stays near four where more of them slow each other down', async () => {
		sandbox.switches.set('crowding', 'slower');
		sandbox.control.latency = { latencyMs: 60, latencyJitterMs: 0 };
		expect(idsOf(succeeded(await readAll({ settings: { pageSize: 3 } })))).toEqual(allIds());
		expect(mostInFlight()).toBeLessThanOrEqual(7);
	});

	it('begins nothing more once it is cancelled', async () => {
		const stop = new AbortController();
		sandbox.control.latency = { latencyMs: 20, latencyJitterMs: 0 };
		const poll = setInterval(() => {
			if (sandbox.journal.count() >= 20) stop.abort();
		}, 5);
		const result = await readAll({ settings: { pageSize: 3 }, signal: stop.signal });
		clearInterval(poll);
		expect(result.status).toBe('canceled');
		expect(sandbox.journal.count()).toBeLessThan(50);
	});

	it('of a mutate stays at one', async () => {
		const body = Array.from({ length: 6 }, () => ({ summary: 'Sample', company: { id: 2 } }));
		succeeded(await connectWise.mutate('postServiceTickets', { body }));
		expect(Math.max(...sandbox.journal.entries().map(({ inFlight }) => inFlight))).toBe(1);
	});
});
