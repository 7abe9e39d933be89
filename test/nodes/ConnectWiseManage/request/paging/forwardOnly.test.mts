import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readForwardOnly } from '../../../../../nodes/ConnectWiseManage/request/paging/forwardOnly.ts';
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

const ids = fc
	.uniqueArray(fc.integer({ min: 1, max: 5_000 }), { maxLength: 100 })
	.map((found) => found.sort((a, b) => a - b));

describe('forward-only reading', () => {
	it('reads every record once, in order, up to the limit', async () => {
		const limit = fc.option(fc.integer({ min: 1, max: 120 }), { nil: undefined });
		await fc.assert(
			fc.asyncProperty(ids, fc.integer({ min: 1, max: 30 }), limit, async (all, pageSize, most) => {
				const list = createMemoryList(toRows(all));
				const request = listRequest({ pageSize, limit: most });
				expect(idsOf(await readForwardOnly(list.source, request))).toEqual(all.slice(0, most));
			}),
		);
	});

	it('loses nothing when records already read go away', async () => {
		await fc.assert(
			fc.asyncProperty(ids, fc.integer({ min: 1, max: 10 }), async (all, pageSize) => {
				const list = createMemoryList(toRows(all), {
					onRequest: (plan, rows: Row[]) => {
						if (plan.query.pageId !== '0') rows.splice(0, 3);
						return undefined;
					},
				});
				const found = idsOf(await readForwardOnly(list.source, listRequest({ pageSize })));
				const remaining = list.rows.map(({ id }) => id);
				expect(found).toEqual([...new Set(found)]);
				expect(found).toEqual(expect.arrayContaining(remaining));
			}),
		);
	});

	it('asks in the way that ConnectWise wants it', async () => {
		const list = createMemoryList(toRows(upTo(15)));
		await readForwardOnly(list.source, listRequest({ orderBy: 'name' }));
		expect(list.requests.map(({ query }) => query)).toEqual([
			{ pageSize: '10', pageId: '0' },
			{ pageSize: '10', pageId: '10' },
		]);
		expect(list.requests[0]?.headers).toEqual({ 'pagination-type': 'forward-only' });
	});

	it('goes on with smaller pages after one that timed out', async () => {
		const list = createMemoryList(toRows(upTo(300)), {
			onRequest: ({ query }) => (Number(query.pageSize) > 60 ? refusal(504) : undefined),
		});
		const result = await readForwardOnly(list.source, listRequest({ pageSize: 200 }));
		expect(idsOf(result)).toEqual(upTo(300));
		expect(list.requests.map(({ query }) => query.pageSize)).toEqual([
			...['200', '100', '50'],
			...['50', '50', '50', '50', '50'],
		]);
	});

	it('takes an absent Link on a full page for a server without the mode', async () => {
		const list = createMemoryList(toRows(upTo(10)), { quirks: { hidesLinks: true } });
		expect((await readForwardOnly(list.source, listRequest())).kind).toBe('unsupported');
	});

	it('takes an absent Link on a short page for the end', async () => {
		const list = createMemoryList(toRows(upTo(9)), { quirks: { hidesLinks: true } });
		expect(idsOf(await readForwardOnly(list.source, listRequest()))).toEqual(upTo(9));
	});

	it('does not repeat the first page of a server that ignores the id to go on from', async () => {
		const list = createMemoryList(toRows(upTo(30)), { quirks: { ignoresPageId: true } });
		expect((await readForwardOnly(list.source, listRequest())).kind).toBe('unsupported');
		expect(list.requests).toHaveLength(2);
	});

	it('leaves the id out where it was not chosen', async () => {
		const list = createMemoryList(toRows([3]));
		const result = await readForwardOnly(list.source, listRequest({ fields: 'name' }));
		expect(itemsOf(result)).toEqual([{ name: 'record 3' }]);
	});

	it('passes failures on', async () => {
		const list = createMemoryList(toRows(upTo(30)), {
			onRequest: ({ query }) => (query.pageId === '0' ? undefined : refusal(403)),
		});
		expect(await readForwardOnly(list.source, listRequest())).toMatchObject({
			kind: 'failed',
			failure: { response: { statusCode: 403 } },
			plan: { query: { pageId: '10' } },
		});
	});

	it('passes on a first answer that is no list, and fails on a later one', async () => {
		const never = createMemoryList([], { onRequest: () => answer({ count: 1 }) });
		expect((await readForwardOnly(never.source, listRequest())).kind).toBe('other');
		const later = createMemoryList(toRows(upTo(30)), {
			onRequest: ({ query }) => (query.pageId === '0' ? undefined : answer({ count: 1 })),
		});
		expect((await readForwardOnly(later.source, listRequest())).kind).toBe('failed');
	});
});
