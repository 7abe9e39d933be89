import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readForwardOnly } from '../../../../../nodes/ConnectWiseManage/request/paging/forwardOnly.ts';
import { refusal } from '../answers.mts';
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

	it.each([9, 10, 11, 40])(
		'asks behind %i records without a Link, and finds the end',
		async (count) => {
			const list = createMemoryList(toRows(upTo(count)), { quirks: { hidesLinks: true } });
			expect(idsOf(await readForwardOnly(list.source, listRequest()))).toEqual(upTo(count));
			expect(Number(list.requests.at(-1)?.query.pageId)).toBeGreaterThan(0);
		},
	);

	it('goes on behind the last id where the next page is the one just read', async () => {
		const list = createMemoryList(toRows(upTo(35)), { quirks: { namesNextForEver: true } });
		expect(idsOf(await readForwardOnly(list.source, listRequest()))).toEqual(upTo(35));
	});

	it.each([
		['sends its usual Link', {}],
		['sends no Link', { hidesLinks: true }],
	])('is not for a server that ignores the mode, caps pages and %s', async (_, quirks) => {
		const list = createMemoryList(toRows(upTo(30)), {
			quirks: { ...quirks, lacksForwardOnly: true, largestPage: 4 },
		});
		expect((await readForwardOnly(list.source, listRequest())).kind).toBe('unsupported');
	});

	it.each([
		['0 and less', [-12, -11, -3, -1, 0, 4, 5]],
		['less than 0', [-40, -30, -20, -10]],
	])('goes on from ids of %s', async (_, ids) => {
		const list = createMemoryList(toRows(ids));
		expect(idsOf(await readForwardOnly(list.source, listRequest({ pageSize: 2 })))).toEqual(ids);
	});

	it.each([
		['text', [{ id: 'a' }, { id: 'b' }]],
		['missing', [{ name: 'a' }, { name: 'b' }]],
		[
			'the same',
			[
				{ id: 3, text: 'note' },
				{ id: 3, text: 'time entry' },
			],
		],
	])('is not for records whose ids are %s', async (_, rows) => {
		const list = createMemoryList(rows);
		expect((await readForwardOnly(list.source, listRequest())).kind).toBe('unsupported');
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

	itPassesOnWhatItCannotRead(readForwardOnly, ({ query }) => query.pageId !== '0');
});
