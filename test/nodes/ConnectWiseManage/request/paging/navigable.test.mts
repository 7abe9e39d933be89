import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readByPageNumber } from '../../../../../nodes/ConnectWiseManage/request/paging/navigable.ts';
import type { ListRequest } from '../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import { answer, refusal } from '../answers.mts';
import { itPassesOnWhatItCannotRead } from './everyReader.mts';
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

/** A new record at the top moves the last one of the page just read to the next page. */
const listWithOneMoreBeforePage2 = () =>
	createMemoryList(toRows(upTo(30)), {
		maxInFlight: 1,
		onRequest: ({ query }, rows: Row[]) => {
			if (query.page === '2') rows.unshift(...toRows([99]));
			return undefined;
		},
	});

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
		const list = listWithOneMoreBeforePage2();
		expect(idsOf(await readByPageNumber(list.source, listRequest()))).toEqual(upTo(30));
		expect(list.notices.join()).toMatch(/repeated records were left out/);
	});

	it('does so, too, when the id is not among the chosen fields', async () => {
		const list = listWithOneMoreBeforePage2();
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
		['with ids', 15, true],
		['without ids', 15, false],
		['and the list just fills a page', 10, false],
		['and the list is short', 4, true],
		['and there is one record', 1, false],
	])('takes a list %s as whole where the server does no pages', async (_, count, hasIntegerId) => {
		const rows = hasIntegerId
			? toRows(upTo(count))
			: upTo(count).map((number) => ({ name: `record ${number}` }));
		const quirks = { ignoresPage: true, ignoresPageSize: true };
		const list = createMemoryList(rows, { quirks });
		const request = listRequest({ hasIntegerId, mode: 'navigable' });
		expect(itemsOf(await readByPageNumber(list.source, request))).toEqual(rows);
		expect(list.requests.length).toBeLessThan(5);
		expect(list.notices).toEqual([]);
	});

	it.each([
		['the same page with a next', { ignoresPage: true, namesNextForEver: true }, true],
		['the same page without a Link', { ignoresPage: true, hidesLinks: true }, true],
		['the same page of records without ids', { ignoresPage: true, hidesLinks: true }, false],
		['two pages in turn', { takesTurns: true }, true],
		['two pages in turn of records without ids', { takesTurns: true }, false],
	])('fails where a server sends %s for ever', async (_, quirks, hasIntegerId) => {
		const rows = upTo(30).map((id) => (hasIntegerId ? { id } : { name: `record ${id}` }));
		const list = createMemoryList(rows, { quirks });
		const result = await readByPageNumber(list.source, listRequest({ hasIntegerId }));
		expect(result).toMatchObject({
			kind: 'failed',
			failure: { message: expect.stringMatching(/pages repeat records/) },
		});
		expect(list.requests.length).toBeLessThan(20);
	});

	it.each([
		['full pages', 10, undefined],
		['pages that are cut', 10, 4],
		['pages over page ends', 3, undefined],
	])(
		'keeps records that share an id on %s, without a word of changes',
		async (_, pageSize, largestPage) => {
			const rows = upTo(30).map((number) => ({
				id: Math.ceil(number / 2),
				text: `text ${number}`,
			}));
			const list = createMemoryList(rows, { quirks: { largestPage } });
			const request = listRequest({ pageSize, orderBy: 'id asc' });
			expect(itemsOf(await readByPageNumber(list.source, request))).toEqual(rows);
			expect(list.notices).toEqual([]);
		},
	);

	it('keeps any number of records that share one id', async () => {
		const rows = upTo(30_000).map((number) => ({ id: 7, text: `text ${number}` }));
		const list = createMemoryList(rows);
		const request = listRequest({ pageSize: 1_000 });
		expect(itemsOf(await readByPageNumber(list.source, request))).toHaveLength(30_000);
	});

	it('keeps records of shared ids that look the same by the chosen fields', async () => {
		const rows = upTo(30).map((number) => ({ id: 7, text: number % 2 ? 'a' : 'b' }));
		const list = createMemoryList(rows);
		const request = listRequest({ fields: 'id,text', hasSharedIds: true });
		expect(itemsOf(await readByPageNumber(list.source, request))).toEqual(rows);
	});

	it('keeps a record that came again with other values, and says so', async () => {
		const list = createMemoryList(toRows(upTo(30)), {
			maxInFlight: 1,
			onRequest: ({ query }, rows: Row[]) => {
				if (query.page === '2') rows.splice(10, 0, { id: 1, name: 'another' });
				return undefined;
			},
		});
		expect(
			itemsOf(await readByPageNumber(list.source, listRequest({ orderBy: 'name' }))),
		).toHaveLength(31);
		expect(list.notices.join()).toMatch(/different values.*leave out Order By$/);
	});

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
			maxInFlight: 1,
			onRequest: ({ query }, rows: Row[]) => {
				if (query.page === '2') rows.unshift(...toRows([-1]));
				return undefined;
			},
		});
		await readByPageNumber(list.source, listRequest(request));
		expect(list.notices.join()).toMatch(advice);
	});

	it('asks for a page that timed out at its own size, which another would shift', async () => {
		const list = createMemoryList(toRows(upTo(90)), {
			onRequest: ({ query }) => (query.page === '2' ? refusal(504) : undefined),
		});
		const result = await readByPageNumber(list.source, listRequest({ pageSize: 30 }));
		expect(result.kind).toBe('failed');
		expect(new Set(list.requests.map(({ query }) => query.pageSize))).toEqual(new Set(['30']));
	});

	itPassesOnWhatItCannotRead(readByPageNumber, ({ query }) => query.page !== '1');
});
