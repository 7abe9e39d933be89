import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readByPageNumber } from '../../../../../nodes/ConnectWiseManage/request/paging/navigable.ts';
import type { ListRequest } from '../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import { answer, refusal } from '../answers.mts';
import {
	createMemoryList,
	idsOf,
	itemsOf,
	listRequest,
	toRows,
	upTo,
	type Row,
} from './memoryList.mts';

/** Ids in an order that is not theirs, as after sorting by a name. */
const shuffled = fc.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { maxLength: 100 });

describe('reading by page number', () => {
	it('reads every record once, in the order of the server', async () => {
		const reading = fc.record({
			ids: shuffled,
			pageSize: fc.integer({ min: 1, max: 30 }),
			maxInFlight: fc.integer({ min: 1, max: 6 }),
			largestPage: fc.integer({ min: 1, max: 40 }),
			limit: fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined }),
			scheduler: fc.scheduler(),
		});
		await fc.assert(
			fc.asyncProperty(
				reading,
				async ({ ids, pageSize, maxInFlight, scheduler, limit, ...quirks }) => {
					const list = createMemoryList(toRows(ids), {
						maxInFlight,
						quirks,
						delay: async () => await scheduler.schedule(Promise.resolve()),
					});
					const result = readByPageNumber(list.source, listRequest({ pageSize, limit }));
					const found = idsOf(await scheduler.waitFor(result));
					expect(found.slice(0, limit)).toEqual(ids.slice(0, limit));
				},
			),
		);
	});

	it.each([0, 1, 9, 10, 11, 40])('reads %i records without any Link', async (count) => {
		const list = createMemoryList(toRows(upTo(count)), { quirks: { hidesLinks: true } });
		expect(idsOf(await readByPageNumber(list.source, listRequest()))).toEqual(upTo(count));
	});

	it('reads the pages side by side once it knows the last one', async () => {
		let inFlight = 0;
		let most = 0;
		const list = createMemoryList(toRows(upTo(95)), {
			maxInFlight: 3,
			delay: async () => await new Promise((done) => setImmediate(done)),
			onRequest: () => {
				inFlight += 1;
				most = Math.max(most, inFlight);
				setImmediate(() => (inFlight -= 1));
				return undefined;
			},
		});
		expect(idsOf(await readByPageNumber(list.source, listRequest()))).toEqual(upTo(95));
		// One of them waits for a place, of which the client takes care.
		expect(most).toBe(4);
		expect(list.requests).toHaveLength(10);
	});

	it('reads no page behind the limit', async () => {
		const list = createMemoryList(toRows(upTo(95)));
		await readByPageNumber(list.source, listRequest({ limit: 25 }));
		expect(list.requests.map(({ query }) => query.page)).toEqual(['1', '2', '3']);
	});

	it('keeps a record once that comes twice, and says so', async () => {
		const list = createMemoryList(toRows(upTo(30)), {
			maxInFlight: 1,
			onRequest: ({ query }, rows: Row[]) => {
				if (query.page === '2') rows.unshift(...toRows([99]));
				return undefined;
			},
		});
		expect(idsOf(await readByPageNumber(list.source, listRequest()))).toEqual(upTo(30));
		expect(list.notices.join()).toMatch(/repeated records were left out/);
	});

	it('does so, too, when the id is not among the chosen fields', async () => {
		const list = createMemoryList(toRows(upTo(30)), {
			maxInFlight: 1,
			onRequest: ({ query }, rows: Row[]) => {
				if (query.page === '2') rows.unshift(...toRows([99]));
				return undefined;
			},
		});
		const items = itemsOf(await readByPageNumber(list.source, listRequest({ fields: 'name' })));
		expect(items).toHaveLength(30);
		expect(items[29]).toEqual({ name: 'record 30' });
	});

	it('reads on when new records have filled a whole page with known ones', async () => {
		const list = createMemoryList(toRows(upTo(9)), {
			maxInFlight: 1,
			onRequest: ({ query }, rows: Row[]) => {
				if (query.page === '2') rows.unshift(...toRows([97, 98, 99]));
				return undefined;
			},
		});
		const result = await readByPageNumber(list.source, listRequest({ pageSize: 3 }));
		expect(idsOf(result)).toEqual(upTo(9));
	});

	it('leaves records without an id alone, alike or not', async () => {
		const rows = Array.from({ length: 25 }, () => ({ name: 'same' }));
		const list = createMemoryList(rows);
		const request = listRequest({ hasIntegerId: false, fields: 'name' });
		expect(itemsOf(await readByPageNumber(list.source, request))).toEqual(rows);
		expect(list.requests[0]?.query.fields).toBe('name');
	});

	it.each([
		['with ids', 10, true, { ignoresPage: true, hidesLinks: true }],
		['without ids', 15, false, { ignoresPage: true, ignoresPageSize: true }],
		['and the list just fills a page', 10, false, { ignoresPage: true, hidesLinks: true }],
	])(
		'comes to an end %s where the server does no pages',
		async (_, count, hasIntegerId, quirks) => {
			const rows = hasIntegerId
				? toRows(upTo(count))
				: upTo(count).map((number) => ({ name: `record ${number}` }));
			const list = createMemoryList(rows, { quirks });
			const items = itemsOf(await readByPageNumber(list.source, listRequest({ hasIntegerId })));
			expect(items).toEqual(rows);
			expect(list.requests.length).toBeLessThan(6);
		},
	);

	it('comes to an end where empty pages name a next one', async () => {
		const headers = { link: '<https://elsewhere.example/x?page=2>; rel="next"' };
		const list = createMemoryList([], {
			onRequest: ({ query }) => answer(query.page === '1' ? toRows(upTo(10)) : [], { headers }),
		});
		expect(idsOf(await readByPageNumber(list.source, listRequest()))).toEqual(upTo(10));
	});

	it.each<readonly [string, Partial<ListRequest<Row>>, RegExp]>([
		['an order of the user', { orderBy: 'name' }, /For a complete list leave out Order By$/],
		[
			'the mode of page numbers',
			{ mode: 'navigable', orderBy: 'id asc' },
			/list set Paging Mode to Automatic$/,
		],
		['both', { mode: 'navigable', orderBy: 'name' }, /to Automatic and leave out Order By$/],
		['a server that allows nothing else', { orderBy: 'id asc' }, /some may be missing$/],
	])('tells of changes what helps with %s', async (_, request, advice) => {
		const list = createMemoryList(toRows(upTo(30)), {
			onRequest: ({ query }, rows: Row[]) => {
				if (query.page === '1') rows.push(...toRows([1]));
				return undefined;
			},
		});
		await readByPageNumber(list.source, listRequest(request));
		expect(list.notices.join()).toMatch(advice);
	});

	it('passes failures on', async () => {
		const list = createMemoryList(toRows(upTo(30)), {
			onRequest: ({ query }) => (query.page === '3' ? refusal(403) : undefined),
		});
		expect(await readByPageNumber(list.source, listRequest())).toMatchObject({
			kind: 'failed',
			plan: { query: { page: '3' } },
		});
	});

	it('asks for a page that timed out at its own size, which another would shift', async () => {
		const list = createMemoryList(toRows(upTo(90)), {
			onRequest: ({ query }) => (query.page === '2' ? refusal(504) : undefined),
		});
		const result = await readByPageNumber(list.source, listRequest({ pageSize: 30 }));
		expect(result.kind).toBe('failed');
		expect(new Set(list.requests.map(({ query }) => query.pageSize))).toEqual(new Set(['30']));
	});

	it('passes on a first answer that is no list, and fails on a later one', async () => {
		const never = createMemoryList([], { onRequest: () => answer({ count: 1 }) });
		expect((await readByPageNumber(never.source, listRequest())).kind).toBe('other');
		const later = createMemoryList(toRows(upTo(30)), {
			onRequest: ({ query }) => (query.page === '1' ? undefined : answer({ count: 1 })),
		});
		expect((await readByPageNumber(later.source, listRequest())).kind).toBe('failed');
	});
});
