import { describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { FaultAction, Sandbox } from '../../sandbox/index.mts';
import { connectTo, failed, idsOf, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const PATH = '/service/tickets';
const TICKET = { summary: 'Sample', company: { id: 2 } };

const { sandbox, connectWise } = await withSandbox({ size: 60 });

const store = () => sandbox.store('service/tickets');
const ticketIds = () =>
	store()
		.all()
		.map(({ id }) => Number(id));
const create = async (call: CallOptions = {}) =>
	await connectWise.mutate('postServiceTickets', { body: TICKET, ...call });
const rateLimit = (body: 'json' | 'html'): FaultAction => ({
	kind: 'rateLimit',
	retryAfterSeconds: 0,
	body,
});

describe('a read', () => {
	it.each<[string, FaultAction]>([
		['429', rateLimit('json')],
		['429 of a proxy', rateLimit('html')],
		['502', { kind: 'gateway', status: 502 }],
		['503 without a body', { kind: 'gateway', status: 503, isEmpty: true }],
		['504', { kind: 'gateway', status: 504 }],
		['a time-out of the database', { kind: 'timeout500' }],
		['an exhausted pool', { kind: 'pool500' }],
		['a lost connection', { kind: 'reset', when: 'before' }],
		['a connection lost in the answer', { kind: 'reset', when: 'during' }],
	])('is repeated after %s', async (_name, action) => {
		sandbox.faults.add({ path: PATH, times: 1, action });
		const result = succeeded(await connectWise.query('getServiceTickets', { limit: 5 }));
		expect(idsOf(result)).toEqual(ticketIds().slice(0, 5));
		expect(sandbox.journal.count()).toBe(2);
	});

	it('by a POST that only searches is repeated as well', async () => {
		sandbox.faults.add({ times: 1, action: { kind: 'gateway', status: 503 } });
		const result = succeeded(
			await connectWise.query('postServiceTicketsSearch', {
				options: { conditions: 'id > 0' },
				limit: 5,
			}),
		);
		expect(idsOf(result)).toEqual(ticketIds().slice(0, 5));
		expect(sandbox.journal.count({ method: 'POST' })).toBe(2);
	});

	it('is repeated as often as set, then fails with the reason', async () => {
		sandbox.faults.add({ path: PATH, action: rateLimit('json') });
		const error = failed(
			await connectWise.query('getServiceTickets', { limit: 5, settings: { retries: 1 } }),
		);
		expect(error.message).toContain('429');
		expect(error.description).toContain('limits the rate of requests');
		expect(sandbox.journal.count()).toBe(2);
	});

	it('is not repeated with no retries', async () => {
		sandbox.faults.add({ path: PATH, action: { kind: 'gateway', status: 503 } });
		failed(await connectWise.query('getServiceTickets', { limit: 5, settings: { retries: 0 } }));
		expect(sandbox.journal.count()).toBe(1);
	});

	it.each([400, 401, 403, 404, 405, 409, 500])('is not repeated after %i', async (status) => {
		const body = JSON.stringify({ code: 'Sample', message: 'No' });
		sandbox.faults.add({ path: PATH, action: { kind: 'status', status, body } });
		failed(await connectWise.query('getServiceTickets', { limit: 5 }));
		expect(sandbox.journal.count()).toBe(1);
	});

	it('does not wait for a Retry-After of hours', async () => {
		const action = { kind: 'rateLimit', retryAfterSeconds: 7_200 } as const;
		sandbox.faults.add({ path: PATH, action });
		const error = failed(await connectWise.query('getServiceTickets', { limit: 5 }));
		expect(error.message).toContain('429');
		expect(sandbox.journal.count()).toBe(1);
	});

	it('that gets no answer in time says what to change', async () => {
		sandbox.faults.add({ path: PATH, action: { kind: 'hang' } });
		const error = failed(
			await connectWise.query('getServiceTickets', {
				limit: 5,
				settings: { timeout: 1, retries: 0 },
			}),
		);
		expect(error.message).toContain('did not answer in time');
		expect(error.description).toContain('Raise Timeout');
	});
});

describe('a rate limit', () => {
	it.each(['json', 'html'] as const)('loses no rows of a long list (%s)', async (body) => {
		sandbox.switches.set('rateLimitBody', body);
		sandbox.control.setRateLimit({ inParallel: 2, retryAfterSeconds: 0 });
		sandbox.control.latency = { latencyMs: 10, latencyJitterMs: 5 };
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				settings: { pageSize: 5, maxParallelRequests: 8 },
			}),
		);
		expect(idsOf(result)).toEqual(ticketIds());
		expect(sandbox.journal.count({ status: 429 })).toBeGreaterThan(0);
	});

	it.each(['json', 'html'] as const)('lets a create through, once (%s)', async (body) => {
		const before = store().size;
		sandbox.faults.add({ method: 'POST', times: 1, action: rateLimit(body) });
		const result = succeeded(await create());
		expect(result.json).toMatchObject([{ summary: 'Sample' }]);
		expect(store().size).toBe(before + 1);
		expect(sandbox.journal.entries().map(({ status }) => status)).toEqual([429, 201]);
	});
});

describe('a create is never sent twice', () => {
	it.each<[string, FaultAction, number]>([
		['after it took effect and the connection broke', { kind: 'reset', when: 'after' }, 1],
		['when the connection broke', { kind: 'reset', when: 'before' }, 0],
		['after 502', { kind: 'gateway', status: 502 }, 0],
		['after 503', { kind: 'gateway', status: 503 }, 0],
		['after 504', { kind: 'gateway', status: 504 }, 0],
		['after a time-out of the database', { kind: 'timeout500' }, 0],
		['after a time-out with the record written', { kind: 'hang', isWritten: true }, 1],
		['after a time-out', { kind: 'hang' }, 0],
	])('%s', async (_name, action, created) => {
		const before = store().size;
		sandbox.faults.add({ method: 'POST', times: 1, action });
		const error = failed(await create({ settings: { timeout: 1, retries: 3 } }));
		expect(`${error.message} ${error.description}`).toContain('is not known');
		expect(error.context).toMatchObject({ itemIndex: 0 });
		expect(sandbox.journal.count({ method: 'POST' })).toBe(1);
		expect(store().size).toBe(before + created);
	});

	it('when the answer broke off, whose status says that it is done', async () => {
		const before = store().size;
		sandbox.faults.add({ method: 'POST', action: { kind: 'reset', when: 'during' } });
		const error = failed(await create({ settings: { retries: 3 } }));
		expect(error.message).toContain('The answer from ConnectWise broke off');
		expect(error.message).toContain('has carried the request out');
		expect(sandbox.journal.count({ method: 'POST' })).toBe(1);
		expect(store().size).toBe(before + 1);
	});

	it('nor is a change or a delete', async () => {
		const [id = 0] = ticketIds();
		sandbox.faults.add({ method: ['PATCH', 'DELETE'], action: { kind: 'reset', when: 'after' } });
		const changed = failed(
			await connectWise.mutate('patchServiceTicketsById', {
				options: { id },
				body: { summary: 'Other' },
			}),
		);
		expect(changed.message).toContain('is not known');
		const deleted = failed(
			await connectWise.remove('deleteServiceTicketsById', { options: { id } }),
		);
		expect(deleted.message).toContain('is not known');
		expect(sandbox.journal.count()).toBe(2);
	});

	it('and the bodies behind it are not sent', async () => {
		const before = store().size;
		sandbox.faults.add({
			method: 'POST',
			after: 1,
			times: 1,
			action: { kind: 'reset', when: 'after' },
		});
		const body = ['One', 'Two', 'Three'].map((summary) => ({ ...TICKET, summary }));
		const error = failed(await create({ body }));
		expect(error.message).toContain('is not known');
		expect(error.message).toContain(
			'3 requests: 1 done (not rolled back), 1 of unknown outcome, 1 not sent',
		);
		expect(store().size).toBe(before + 2);
	});

	it('though it is, where the server cannot have seen it', async () => {
		const closed = await startSandbox({ size: 1 });
		const { url, port } = closed;
		await closed.close();
		const later = new Promise<Sandbox>((done, fail) => {
			setTimeout(() => startSandbox({ size: 1, port }).then(done, fail), 200);
		});
		const result = succeeded(await connectTo(url).mutate('postServiceTickets', { body: TICKET }));
		const server = await later;
		expect(result.json).toMatchObject([{ summary: 'Sample' }]);
		expect(server.journal.count({ method: 'POST' })).toBe(1);
		await server.close();
	});
});

it('a stopped execution ends as canceled and sends nothing further', async () => {
	const stop = new AbortController();
	sandbox.faults.add({
		method: 'POST',
		after: 1,
		action: { kind: 'rateLimit', retryAfterSeconds: 30 },
	});
	const body = Array.from({ length: 5 }, () => TICKET);
	const poll = setInterval(() => {
		if (sandbox.journal.count({ status: 429 }) > 0) stop.abort();
	}, 10);
	const result = await create({ body, signal: stop.signal });
	clearInterval(poll);
	expect(result.status).toBe('canceled');
	expect(result.error?.description).toMatch(
		/^Of 5 requests: 1 done \(not rolled back\), .* not sent\. /,
	);
	expect(sandbox.journal.count()).toBe(2);
});

it('a stopped execution gives up the request in flight', async () => {
	const stop = new AbortController();
	sandbox.faults.add({ method: 'POST', action: { kind: 'hang' } });
	const poll = setInterval(() => {
		if (sandbox.journal.count() > 0) stop.abort();
	}, 10);
	const result = await create({ body: [TICKET, TICKET], signal: stop.signal });
	clearInterval(poll);
	expect(result.status).toBe('canceled');
	expect(sandbox.journal.count()).toBe(1);
});

it('a stopped execution does not go on where the node continues on errors', async () => {
	const stop = new AbortController();
	sandbox.faults.add({ method: 'POST', times: 1, action: { kind: 'hang' } });
	const before = store().size;
	const poll = setInterval(() => {
		if (sandbox.journal.count() > 0) stop.abort();
	}, 10);
	const result = await create({
		body: [TICKET, TICKET, TICKET],
		signal: stop.signal,
		onError: 'continueRegularOutput',
	});
	clearInterval(poll);
	expect(result.status).toBe('canceled');
	expect(store().size).toBe(before);
	expect(sandbox.journal.count()).toBe(1);
});
