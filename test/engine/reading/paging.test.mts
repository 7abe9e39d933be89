import { describe, expect, it } from 'vitest';
import { failed, hintsOf, idsOf, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const SIZE = 2_300;
const PATH = '/service/tickets';

const { sandbox, connectWise } = await withSandbox({ size: SIZE });

const tickets = () => sandbox.store('service/tickets').all();
const allIds = () => tickets().map(({ id }) => Number(id));
const read = async (call: CallOptions = {}) =>
	await connectWise.query('getServiceTickets', {
		...call,
		options: { fields: 'id,closedFlag', ...(call.options as object) },
	});
const pageSizes = () => sandbox.journal.entries().map(({ query }) => Number(query.pageSize));
const pages = () => sandbox.journal.entries().map(({ query }) => query.page);

describe('Return All', () => {
	it.each([
		['by id', {}],
		['by id, one request after the other', { maxParallelRequests: 1 }],
		['by id, many side by side', { maxParallelRequests: 16, pageSize: 50 }],
		['forward-only', { pagingMode: 'forwardOnly', pageSize: 300 }],
		['by page number', { pagingMode: 'navigable', pageSize: 300 }],
		['by page number, one after the other', { pagingMode: 'navigable', maxParallelRequests: 1 }],
	])('%s gives every record once, in order', async (_name, settings) => {
		const result = succeeded(await read({ settings }));
		expect(idsOf(result)).toEqual(allIds());
		expect(hintsOf(result)).toEqual([]);
	});

	it.each([1, 2])('of a full page gives it once (%i parallel)', async (maxParallelRequests) => {
		const result = succeeded(
			await connectWise.query('getServiceTickets', {
				options: { conditions: `id <= ${allIds()[99]}`, fields: 'id' },
				settings: { pageSize: 50, maxParallelRequests },
			}),
		);
		expect(idsOf(result)).toEqual(allIds().slice(0, 100));
	});

	it('keeps to conditions with OR across pages', async () => {
		const conditions = 'closedFlag = true or id < 3000';
		const result = succeeded(await read({ options: { conditions }, settings: { pageSize: 200 } }));
		const expected = tickets()
			.filter(({ id, closedFlag }) => closedFlag === true || Number(id) < 3000)
			.map(({ id }) => Number(id));
		expect(expected.length).toBeGreaterThan(400);
		expect(idsOf(result)).toEqual(expected);
		expect(hintsOf(result)).toEqual([]);
	});

	it('keeps the order of the user', async () => {
		const result = succeeded(
			await read({
				options: { orderBy: 'summary desc', fields: 'id,summary' },
				settings: { pageSize: 500 },
			}),
		);
		const summaries = result.json.map(({ summary }) => String(summary));
		expect(new Set(idsOf(result))).toEqual(new Set(allIds()));
		expect(summaries).toHaveLength(SIZE);
		expect(summaries[0]).toBe(
			tickets()
				.map(({ summary }) => String(summary))
				.sort()
				.at(-1),
		);
		expect(sandbox.journal.entries().every(({ query }) => query.orderBy === 'summary desc')).toBe(
			true,
		);
	});

	it('gives the newest first by id desc', async () => {
		const result = succeeded(
			await read({ options: { orderBy: 'id desc' }, settings: { pageSize: 400 } }),
		);
		expect(idsOf(result)).toEqual(allIds().reverse());
	});

	it('reads a list without ids by page number', async () => {
		const result = succeeded(
			await connectWise.query('getSystemReports', { settings: { pageSize: 25 } }),
		);
		expect(result.main.length).toBeGreaterThan(0);
		expect(pages()[0]).toBe('1');
		expect(sandbox.journal.entries().every(({ query }) => query.orderBy === undefined)).toBe(true);
	});

	it.each(['pageId', 'pageIdFirst', 'conditions'] as const)(
		'understands the forward-only Link with %s',
		async (form) => {
			sandbox.switches.set('forwardOnlyLink', form);
			const options = { conditions: 'closedFlag = false' };
			const settings = { pagingMode: 'forwardOnly', pageSize: 200 };
			const result = succeeded(await read({ options, settings }));
			const open = tickets().filter(({ closedFlag }) => closedFlag === false);
			expect(idsOf(result)).toEqual(open.map(({ id }) => Number(id)));
		},
	);

	it.each(['emptyLink', 'noLink'] as const)('ends forward-only paging at %s', async (end) => {
		sandbox.switches.set('forwardOnlyEnd', end);
		const settings = { pagingMode: 'forwardOnly', pageSize: 500 };
		expect(idsOf(succeeded(await read({ settings })))).toEqual(allIds());
	});

	it('reads by page number where the Link names no last page', async () => {
		sandbox.switches.set('linkLast', false);
		const settings = { pagingMode: 'navigable', pageSize: 400 };
		expect(idsOf(succeeded(await read({ settings })))).toEqual(allIds());
		expect(pages()).toEqual(['1', '2', '3', '4', '5', '6']);
	});

	it.each(['automatic', 'forwardOnly', 'navigable'])(
		'asks no foreign host that a Link names (%s)',
		async (pagingMode) => {
			sandbox.switches.set('linkHost', 'foreign');
			const result = succeeded(await read({ settings: { pagingMode, pageSize: 500 } }));
			expect(idsOf(result)).toEqual(allIds());
			// Had it followed the Link, these pages would be missing here.
			expect(sandbox.journal.count()).toBeGreaterThanOrEqual(5);
		},
	);

	it('reads a list that has no forward-only paging by page number, with a hint', async () => {
		const result = succeeded(
			await connectWise.query('getSystemReports', {
				settings: { pagingMode: 'forwardOnly', pageSize: 2 },
			}),
		);
		const plain = succeeded(await connectWise.query('getSystemReports'));
		expect(result.json).toEqual(plain.json);
		expect(plain.main.length).toBeGreaterThan(2);
		expect(hintsOf(result).join()).toContain('does not offer forward-only paging');
	});

	it('reads records below another record', async () => {
		const parentId = Number(sandbox.store('service/boards').all()[0]?.id);
		const result = succeeded(
			await connectWise.query('getServiceBoardsByParentIdStatuses', {
				options: { parentId },
				settings: { pageSize: 2 },
			}),
		);
		const statuses = sandbox.store(`service/boards/${parentId}/statuses`).all();
		expect(statuses.length).toBeGreaterThan(2);
		expect(idsOf(result)).toEqual(statuses.map(({ id }) => Number(id)));
	});

	it('falls back with a hint where id cannot be filtered on', async () => {
		sandbox.switches.set('idInConditions', false);
		const result = succeeded(await read({ settings: { pageSize: 400 } }));
		expect(idsOf(result)).toEqual(allIds());
		expect(hintsOf(result).join()).toContain('does not accept the field id');
	});

	it('tells a mistake in the conditions from a server without id', async () => {
		const error = failed(await read({ options: { conditions: 'nothing = 1' } }));
		expect(error.message).toContain('nothing');
		expect(sandbox.journal.count()).toBe(1);
	});
});

describe('Limit', () => {
	it.each([
		[1, [1]],
		[25, [25]],
		[1_000, [1_000]],
		[1_500, [1_000, 500]],
		[2_000, [1_000, 1_000]],
	])('%i asks for no more rows than needed', async (limit, expected) => {
		expect(idsOf(succeeded(await read({ limit })))).toEqual(allIds().slice(0, limit));
		expect(pageSizes()).toEqual(expected);
	});

	it.each(['forwardOnly', 'navigable'])('counts in %s mode too', async (pagingMode) => {
		const result = succeeded(await read({ limit: 130, settings: { pagingMode, pageSize: 50 } }));
		expect(idsOf(result)).toEqual(allIds().slice(0, 130));
		expect(sandbox.journal.count()).toBe(3);
	});

	it('beyond the end gives what there is', async () => {
		expect(idsOf(succeeded(await read({ limit: SIZE + 500 })))).toEqual(allIds());
	});

	it('takes the newest by id desc with one request', async () => {
		const result = succeeded(await read({ options: { orderBy: 'id desc' }, limit: 5 }));
		expect(idsOf(result)).toEqual(allIds().slice(-5).reverse());
		expect(pageSizes()).toEqual([5]);
	});

	it('counts for each item', async () => {
		const result = succeeded(await read({ items: [{}, {}], limit: 2 }));
		const two = allIds().slice(0, 2);
		expect(idsOf(result)).toEqual([...two, ...two]);
	});

	it('is read in pages of the size asked for', async () => {
		const result = succeeded(
			await connectWise.query('getServiceTickets', { options: { pageSize: 7 }, limit: 20 }),
		);
		expect(idsOf(result)).toEqual(allIds().slice(0, 20));
		expect(pageSizes()).toEqual([7, 7, 6]);
	});
});

describe('pageSize', () => {
	it('in Options goes before the setting', async () => {
		succeeded(
			await read({
				options: { pageSize: 800 },
				settings: { pageSize: 300, maxParallelRequests: 1 },
			}),
		);
		expect(pageSizes()).toEqual([800, 800, 800]);
	});

	it('beyond the largest page is lowered, with a hint', async () => {
		const result = succeeded(await read({ options: { pageSize: 5_000 } }));
		expect(idsOf(result)).toEqual(allIds());
		expect(Math.max(...pageSizes())).toBe(1_000);
		expect(hintsOf(result).join()).toContain('5000');
	});
});

describe('records that change between the pages', () => {
	const OPEN = { conditions: 'closedFlag = false' };
	const open = () =>
		tickets()
			.filter(({ closedFlag }) => closedFlag === false)
			.map(({ id }) => Number(id));

	it.each([
		['automatic', 1],
		['automatic', 4],
		['forwardOnly', 1],
	])('are neither lost nor repeated (%s, %i parallel)', async (pagingMode, maxParallelRequests) => {
		const before = new Set(open());
		const drift = { kind: 'drift', insert: 3, close: 4, delete: 3, from: 'start' } as const;
		sandbox.faults.add({ path: PATH, action: drift });
		const result = succeeded(
			await read({ options: OPEN, settings: { pagingMode, maxParallelRequests, pageSize: 150 } }),
		);
		const got = idsOf(result);
		expect(new Set(got).size).toBe(got.length);
		const stayed = open().filter((id) => before.has(id));
		expect(stayed.length).toBeLessThan(before.size);
		expect(stayed.filter((id) => !got.includes(id))).toEqual([]);
	});

	it('are told of where the order of the user repeats them', async () => {
		sandbox.faults.add({
			path: PATH,
			action: { kind: 'drift', insert: 5 },
			times: 1,
		});
		const result = succeeded(
			await read({
				options: { orderBy: 'id desc' },
				settings: { pagingMode: 'navigable', pageSize: 500 },
			}),
		);
		const got = idsOf(result);
		expect(new Set(got).size).toBe(got.length);
		expect(hintsOf(result).join()).toContain('Records changed');
	});
});

describe('a page that goes wrong', () => {
	it('is read again when it breaks off', async () => {
		sandbox.faults.add({ path: PATH, after: 1, times: 1, action: { kind: 'truncate' } });
		const result = succeeded(await read({ settings: { pageSize: 600, maxParallelRequests: 1 } }));
		expect(idsOf(result)).toEqual(allIds());
	});

	it('that breaks off for ever is an error, not an end', async () => {
		sandbox.faults.add({ path: PATH, after: 1, action: { kind: 'truncate' } });
		const error = failed(await read({ settings: { pageSize: 600, maxParallelRequests: 1 } }));
		expect(error.message).toContain('breaks off');
	});

	it('in the middle that is blank is an error, not an end', async () => {
		sandbox.faults.add({ path: PATH, after: 1, action: { kind: 'emptyBody' } });
		const error = failed(await read({ settings: { pageSize: 600, maxParallelRequests: 1 } }));
		expect(error.message).toContain('not a list');
	});

	it('in the middle that is a web page is an error, not an end', async () => {
		const action = { kind: 'status', status: 200, body: '<html>Sign in</html>' } as const;
		sandbox.faults.add({ path: PATH, after: 1, action });
		const error = failed(
			await read({ settings: { pagingMode: 'navigable', pageSize: 600, maxParallelRequests: 1 } }),
		);
		expect(error.message).toContain('not a list');
	});

	it('is read again when its connection breaks', async () => {
		sandbox.faults.add({
			path: PATH,
			after: 1,
			times: 1,
			action: { kind: 'reset', when: 'during' },
		});
		const result = succeeded(await read({ settings: { pageSize: 600, maxParallelRequests: 1 } }));
		expect(idsOf(result)).toEqual(allIds());
	});

	it('whose connection breaks for ever is an error, not an end', async () => {
		sandbox.faults.add({ path: PATH, after: 1, action: { kind: 'reset', when: 'during' } });
		const error = failed(
			await read({ settings: { pageSize: 600, maxParallelRequests: 1, retries: 1 } }),
		);
		expect(error.message).toContain('ECONNRESET');
	});

	it('that stops in its middle is read in halves, with a hint', async () => {
		sandbox.faults.add({ path: PATH, after: 1, times: 1, action: { kind: 'stall' } });
		const settings = { pageSize: 800, maxParallelRequests: 1, timeout: 1 };
		const result = succeeded(await read({ settings }));
		expect(idsOf(result)).toEqual(allIds());
		expect(pageSizes().slice(0, 3)).toEqual([800, 800, 400]);
		expect(hintsOf(result).join()).toContain('smaller pages');
	});

	it('that times out is read in halves, with a hint', async () => {
		sandbox.faults.addSequence({ path: PATH }, [{ kind: 'timeout500' }, { kind: 'timeout500' }]);
		const result = succeeded(await read({ settings: { maxParallelRequests: 1 } }));
		expect(idsOf(result)).toEqual(allIds());
		expect(pageSizes().slice(0, 4)).toEqual([1_000, 500, 250, 250]);
		expect(hintsOf(result).join()).toContain('smaller pages');
	});

	it('that times out again and again fails after two halvings', async () => {
		sandbox.faults.add({ path: PATH, action: { kind: 'timeout500' } });
		const error = failed(await read({ settings: { maxParallelRequests: 1 } }));
		expect(error.message).toContain('timeout');
		expect(pageSizes()).toEqual([1_000, 500, 250]);
	});

	it('in the middle that times out is read in halves', async () => {
		sandbox.faults.add({ path: PATH, after: 1, times: 1, action: { kind: 'timeout500' } });
		const result = succeeded(await read({ settings: { pageSize: 800, maxParallelRequests: 1 } }));
		expect(idsOf(result)).toEqual(allIds());
		expect(pageSizes().slice(0, 3)).toEqual([800, 800, 400]);
	});

	it('of a numbered list is read again in the same size', async () => {
		sandbox.faults.add({ path: PATH, after: 1, times: 1, action: { kind: 'timeout500' } });
		const settings = { pagingMode: 'navigable', pageSize: 800, maxParallelRequests: 1 };
		expect(idsOf(succeeded(await read({ settings })))).toEqual(allIds());
		expect(new Set(pageSizes())).toEqual(new Set([800]));
	});

	it('in the middle that is refused becomes one item where that is set', async () => {
		const action = { kind: 'status', status: 403, body: '{"message":"No"}' } as const;
		sandbox.faults.add({ path: PATH, after: 1, action });
		const result = await read({
			settings: { pageSize: 600, maxParallelRequests: 1, onHttpError: 'item' },
		});
		expect(result.json).toMatchObject([{ statusCode: 403, body: { message: 'No' } }]);
	});

	it('in the middle that is refused fails the item with the reason', async () => {
		const body = JSON.stringify({ code: 'Forbidden', message: 'No rights to page two' });
		sandbox.faults.add({ path: PATH, after: 1, action: { kind: 'status', status: 403, body } });
		const error = failed(await read({ settings: { pageSize: 600 } }));
		expect(error.message).toContain('403');
	});
});
