import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readList } from '../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import type { ListRequest } from '../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import type { RequestPlan } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';
import { answer } from '../answers.mts';
import {
	createMemoryList,
	idsOf,
	listRequest,
	toRows,
	upTo,
	type Quirks,
	type Row,
} from './memoryList.mts';

const MODES = ['automatic', 'forwardOnly', 'navigable'] as const;

type Kind = 'plain' | 'zero and less' | 'no order' | 'shared' | 'text' | 'none' | 'alike';

/** Rows of each kind; what a list of ConnectWise may hold, or a broken one. */
const ROWS: Readonly<Record<Kind, (count: number) => Row[]>> = {
	plain: (count) => toRows(upTo(count).map((number) => number * 3)),
	'zero and less': (count) => toRows(upTo(count).map((number) => number - 20)),
	'no order': (count) => toRows(upTo(count).map((number) => ((number * 97) % 211) + 1)),
	shared: (count) =>
		upTo(count).map((number) => ({ id: Math.ceil(number / 2), text: `text ${number}` })),
	text: (count) => upTo(count).map((number) => ({ id: `id ${number}` })),
	none: (count) => upTo(count).map((number) => ({ name: `record ${number}` })),
	alike: (count) => upTo(count).map(() => ({ name: 'same' })),
};

const flag = fc.boolean();
const quirks = fc.record<Quirks>({
	// Below 25, only lists that are read with suspicion are proven; see the property on small caps.
	largestPage: fc.option(fc.integer({ min: 25, max: 90 }), { nil: undefined }),
	allowedPage: fc.option(fc.constantFrom(25, 40, 100), { nil: undefined }),
	lacksForwardOnly: flag,
	hidesLinks: flag,
	ignoresPageSize: flag,
	ignoresPage: flag,
	ignoresPageId: flag,
	ignoresConditions: flag,
	ignoresOrder: flag,
	namesNextForEver: flag,
	takesTurns: fc.oneof({ weight: 5, arbitrary: fc.constant(false) }, flag),
});

/** One trouble at a time, or a few, or all at once. */
const someQuirks = fc.oneof(
	quirks,
	fc
		.tuple(quirks, fc.subarray(['lacksForwardOnly', 'hidesLinks', 'largestPage'] as const))
		.map(([all, names]): Quirks => Object.fromEntries(names.map((name) => [name, all[name]]))),
);

const trouble = fc.record({
	kind: fc.constantFrom(...(Object.keys(ROWS) as Kind[])),
	mode: fc.constantFrom(...MODES),
	count: fc.nat({ max: 200 }),
	// The order of fewer rows may be right by chance.
	pageSize: fc.integer({ min: 4, max: 120 }),
	maxInFlight: fc.integer({ min: 1, max: 5 }),
	quirks: someQuirks,
});

const requestFor = (kind: Kind, more: Partial<ListRequest<Row>>): ListRequest<Row> =>
	listRequest({
		hasIntegerId: !['none', 'alike'].includes(kind),
		hasSharedIds: kind === 'shared',
		...more,
	});

const sorted = (rows: readonly Row[]) => rows.map((row) => JSON.stringify(row)).sort();

describe('a list of a server in trouble', () => {
	it('is read whole, each record once, or fails; it never ends early, and always ends', async () => {
		const reasons = new Map<string, number>();
		await fc.assert(
			fc.asyncProperty(trouble, async ({ kind, count, maxInFlight, ...given }) => {
				const rows = ROWS[kind](count);
				const list = createMemoryList(rows, { quirks: given.quirks, maxInFlight });
				const { mode, pageSize } = given;
				const result = await readList(list.source, requestFor(kind, { mode, pageSize }));
				reasons.set(result.kind, (reasons.get(result.kind) ?? 0) + 1);
				if (result.kind === 'items') expect(sorted(result.items)).toEqual(sorted(rows));
				else expect(result.kind).toBe('failed');
				expect(list.requests.length).toBeLessThan(1_000);
			}),
			{ numRuns: 2_000 },
		);
		// The property must not hold because everything fails.
		expect(reasons.get('items')).toBeGreaterThan(reasons.get('failed') ?? 0);
	});

	it('is read whole, or fails, with pages of a few records where nothing is taken for granted', async () => {
		const small = fc.record({
			kind: fc.constantFrom<Kind>('shared', 'text', 'none', 'alike'),
			mode: fc.constantFrom(...MODES),
			count: fc.nat({ max: 60 }),
			largestPage: fc.integer({ min: 2, max: 24 }),
			hidesLinks: flag,
			lacksForwardOnly: flag,
		});
		await fc.assert(
			fc.asyncProperty(small, async ({ kind, mode, count, ...given }) => {
				const rows = ROWS[kind](count);
				const list = createMemoryList(rows, { quirks: given });
				const request = requestFor(kind, { mode, pageSize: 100 });
				const result = await readList(list.source, request);
				if (result.kind !== 'items') throw new Error(JSON.stringify(result));
				expect(sorted(result.items)).toEqual(sorted(rows));
			}),
		);
	});

	it.each(MODES)('keeps to the limit in the mode %s, whatever the server does', async (mode) => {
		await fc.assert(
			fc.asyncProperty(trouble, fc.integer({ min: 1, max: 150 }), async (given, limit) => {
				const rows = ROWS[given.kind](given.count);
				const list = createMemoryList(rows, { quirks: given.quirks });
				const { pageSize } = given;
				const request = requestFor(given.kind, { mode, pageSize, limit });
				const result = await readList(list.source, request);
				if (result.kind === 'items') {
					expect(result.items).toHaveLength(Math.min(limit, rows.length));
				} else expect(result.kind).toBe('failed');
			}),
			{ numRuns: 500 },
		);
	});

	it.each<[string, Quirks]>([
		['its usual Link', {}],
		['no Link', { hidesLinks: true }],
	])(
		'that ignores the forward-only mode, caps pages and sends %s is read whole',
		async (_, more) => {
			const quirks = { ...more, lacksForwardOnly: true, largestPage: 25 };
			for (const mode of MODES) {
				const list = createMemoryList(toRows(upTo(90)), { quirks });
				const result = await readList(list.source, listRequest({ mode, pageSize: 100 }));
				expect(idsOf(result)).toEqual(upTo(90));
			}
		},
	);
});

describe('a Link with an odd last page', () => {
	const lasts = ['0', '1', '2', '3', '999999999', '9'.repeat(400), '-5', 'x'];

	it.each(lasts.flatMap((last) => MODES.map((mode) => [last.slice(0, 12), mode, last] as const)))(
		'(%s) changes nothing in the mode %s',
		async (_, mode, last) => {
			const all = toRows(upTo(35));
			const list = createMemoryList(all, {
				onRequest: ({ query }) => {
					const after = Number(/id > (\d+)/.exec(query.conditions ?? '')?.[1] ?? query.pageId ?? 0);
					const start = query.page === undefined ? after : (Number(query.page) - 1) * 10;
					const rows = all.slice(start, start + 10);
					const link = [
						`<https://elsewhere.example/x?page=${last}>; rel="last"`,
						...(start + 10 < all.length
							? ['<https://elsewhere.example/x?page=2>; rel="next"']
							: []),
					].join(', ');
					return answer(rows, { headers: { link } });
				},
			});
			const result = await readList(list.source, listRequest({ mode }));
			expect(idsOf(result)).toEqual(upTo(35));
			expect(list.requests.length).toBeLessThan(30);
		},
	);
});

describe('short lists without a Link', () => {
	const requestsFor = async (counts: readonly number[], more: Partial<ListRequest<Row>> = {}) => {
		const list = createMemoryList([]);
		const requests: number[] = [];
		for (const count of counts) {
			list.rows.splice(0, Infinity, ...toRows(upTo(count)));
			const result = await readList(list.source, listRequest({ pageSize: 1_000, ...more }));
			expect(idsOf(result)).toEqual(upTo(count));
			requests.push(list.requests.length);
			list.requests.length = 0;
		}
		return requests;
	};

	it('of less than 25 records take one request', async () => {
		expect(await requestsFor([0, 1, 5, 24])).toEqual([1, 1, 1, 1]);
	});

	it('take a second one where no page as large was seen in the run', async () => {
		expect(await requestsFor([25, 300, 299, 26, 1, 301])).toEqual([2, 2, 1, 1, 1, 2]);
	});

	it('take no second one where the limit is reached', async () => {
		expect(await requestsFor([60], { limit: 60 })).toEqual([1]);
	});
});

describe('a list without end', () => {
	/** Ever higher ids, a row a page: no misbehaviour shows. */
	const endless = ({ query }: RequestPlan) => {
		const after = Number(/id > (\d+)/.exec(query.conditions ?? '')?.[1] ?? query.pageId ?? 0);
		const id = query.page === undefined ? after + 1 : Number(query.page);
		const link = `<https://elsewhere.example/x?page=${id + 1}&pageId=${id}>; rel="next"`;
		return answer([{ id }], { headers: { link } });
	};

	it.each(MODES)(
		'fails at last in the mode %s',
		async (mode) => {
			const list = createMemoryList([], { onRequest: endless, maxInFlight: 1 });
			const result = await readList(list.source, listRequest({ mode, toItem: () => ({}) }));
			expect(result).toMatchObject({ kind: 'failed', failure: { message: 'the list has no end' } });
		},
		60_000,
	);
});

describe('a page size that the server refuses', () => {
	it.each(MODES)('is lowered to what it allows in the mode %s, and told', async (mode) => {
		const list = createMemoryList(toRows(upTo(450)), { quirks: { allowedPage: 100 } });
		const request = listRequest({ mode, pageSize: 1_000 });
		expect(idsOf(await readList(list.source, request))).toEqual(upTo(450));
		expect(list.notices).toEqual([expect.stringMatching(/Set Page Size to 100/)]);
		expect(list.requests.filter(({ query }) => Number(query.pageSize) > 100)).toHaveLength(1);
	});

	it('is not asked for again by the next list of the run', async () => {
		const list = createMemoryList(toRows(upTo(50)), { quirks: { allowedPage: 100 } });
		for (let item = 0; item < 3; item++) {
			await readList(list.source, listRequest({ pageSize: 1_000 }));
		}
		expect(list.requests.filter(({ query }) => Number(query.pageSize) > 100)).toHaveLength(1);
	});

	it.each(['pageSize must be between 1 and 0', 'Invalid pageSize.', 'Page size too large'])(
		'is lowered by steps where the server says %j',
		async (message) => {
			const list = createMemoryList(toRows(upTo(60)), {
				onRequest: ({ query }) =>
					Number(query.pageSize) > 50
						? { kind: 'http', response: answer({ message }, { statusCode: 400 }) }
						: undefined,
			});
			expect(idsOf(await readList(list.source, listRequest({ pageSize: 500 })))).toEqual(upTo(60));
		},
	);

	it('fails where nothing smaller is allowed', async () => {
		const list = createMemoryList(toRows(upTo(60)), { quirks: { allowedPage: 0 } });
		expect((await readList(list.source, listRequest({ pageSize: 500 }))).kind).toBe('failed');
		expect(list.requests.length).toBeLessThan(6);
	});
});
