import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	readList,
	type ListRequest,
} from '../../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import { refusal } from '../../answers.mts';
import {
	createMemoryList,
	itemsOf,
	listRequest,
	toRows,
	upTo,
	type MemoryList,
	type Quirks,
	type Row,
} from '../memoryList.mts';

/** Windows of 40 rows, so that lists of some hundreds have several. */
const SMALL: Partial<ListRequest<Row>> = { pageSize: 2 };
const WINDOW_ROWS = 40;

/** Reads a list and hands it on; gives ids in the order of handing, and how many came at once. */
async function handOver(list: MemoryList, more: Partial<ListRequest<Row>> = SMALL) {
	const ids: unknown[] = [];
	const sizes: number[] = [];
	const take = (rows: readonly Row[]) => {
		sizes.push(rows.length);
		for (const { id } of rows) ids.push(id);
	};
	const handOn = async (rows: Row[]) => {
		take(rows);
		await Promise.resolve();
	};
	const result = await readList(list.source, listRequest({ ...SMALL, ...more, handOn }));
	if (result.kind === 'items') take(itemsOf(result));
	return { result, ids, sizes };
}

const WAYS: ReadonlyArray<readonly [string, Partial<ListRequest<Row>>]> = [
	['by id', {}],
	['forward-only', { mode: 'forwardOnly' }],
	['by page number', { mode: 'navigable' }],
	['in an order of the user', { orderBy: 'name' }],
	['without ids', { hasIntegerId: false }],
];

describe.each(WAYS)('a list that is handed on, read %s,', (_, way) => {
	it.each([0, 1, 2, 3, 39, 40, 41, 79, 80, 81, 260])('is whole with %i rows', async (count) => {
		const list = createMemoryList(toRows(upTo(count)));
		const { ids } = await handOver(list, way);
		const inOrder = [...ids].sort((left, right) => Number(left) - Number(right));
		expect(inOrder).toEqual(upTo(count));
	});

	it.each([1, 2, 39, 40, 41, 80, 120, 121])('ends at a limit of %i', async (limit) => {
		const list = createMemoryList(toRows(upTo(120)));
		const { ids } = await handOver(list, { ...way, limit });
		expect(new Set(ids).size).toBe(Math.min(limit, 120));
		expect(ids).toHaveLength(Math.min(limit, 120));
	});

	it('is never held by more than a window', async () => {
		const { sizes } = await handOver(createMemoryList(toRows(upTo(400))), way);
		expect(Math.max(...sizes)).toBeLessThanOrEqual(WINDOW_ROWS);
		expect(sizes.length).toBeGreaterThan(7);
	});

	it('gives an error where a page in the middle fails, and nothing behind it', async () => {
		let count = 0;
		const list = createMemoryList(toRows(upTo(400)), {
			maxInFlight: 1,
			onRequest: () => (++count > 120 ? refusal(403) : undefined),
		});
		const { result, ids } = await handOver(list, way);
		expect(result.kind).toBe('failed');
		expect(ids.length).toBeLessThan(400);
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('asks for nothing while what was read is taken over', async () => {
		const list = createMemoryList(toRows(upTo(260)), { maxInFlight: 1 });
		let most = 0;
		const handOn = async () => {
			const before = list.requests.length;
			for (let turn = 0; turn < 50; turn++) await Promise.resolve();
			most = Math.max(most, list.requests.length - before);
		};
		await readList(list.source, listRequest({ ...SMALL, ...way, handOn }));
		expect(list.requests.length).toBeGreaterThan(100);
		expect(most).toBe(0);
	});
});

describe('windows', () => {
	it('cost no more pages than the list has, but one at each end', async () => {
		const list = createMemoryList(toRows(upTo(500)));
		await handOver(list);
		expect(list.requests.length).toBeLessThanOrEqual(500 / 2 + 500 / WINDOW_ROWS + 1);
	});

	it('keep the conditions of the user', async () => {
		const list = createMemoryList(toRows(upTo(120)));
		const conditions = 'closedFlag = false or severity = 1';
		await handOver({ ...list, source: { ...list.source, conditions } });
		const sent = list.requests.map(({ query }) => query.conditions ?? '');
		expect(sent.every((text) => text.includes(conditions))).toBe(true);
		const later = sent.filter((text) => text !== conditions);
		expect(later.every((text) => text.startsWith(`(`))).toBe(true);
	});

	it.each<readonly [string, Quirks]>([
		['ignores conditions', { ignoresConditions: true }],
		['ignores the order', { ignoresOrder: true }],
		['hides its links', { hidesLinks: true }],
		['sends pages of another size', { ignoresPageSize: true }],
		['allows small pages only', { allowedPage: 1 }],
		['names a next page for ever', { namesNextForEver: true }],
		['ignores conditions and page ids', { ignoresConditions: true, ignoresPageId: true }],
	])('are whole from a server that %s, or an error', async (_, quirks) => {
		const list = createMemoryList(toRows(upTo(180)), { quirks });
		const { result, ids } = await handOver(list);
		if (result.kind === 'items') expect(ids).toEqual(upTo(180));
		else expect(result.kind).toBe('failed');
		expect(new Set(ids).size).toBe(ids.length);
	});

	it('end in an error where the server drops the conditions later on', async () => {
		const quirks: { ignoresConditions?: boolean } = {};
		const list = createMemoryList(toRows(upTo(300)), {
			quirks,
			maxInFlight: 1,
			onRequest: () => {
				if (list.requests.length > 50) quirks.ignoresConditions = true;
				return undefined;
			},
		});
		const { result, ids } = await handOver(list);
		expect(result.kind).toBe('failed');
		expect(ids).toEqual(upTo(2 + 2 * WINDOW_ROWS));
	});

	it('lose and repeat nothing of lists that change meanwhile', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.integer({ min: 1, max: 600 }), { maxLength: 300 }),
				fc.array(fc.tuple(fc.boolean(), fc.nat(400)), { maxLength: 200 }),
				fc.constantFrom(1, 4),
				fc.option(fc.integer({ min: 1, max: 320 }), { nil: undefined }),
				async (given, changes, maxInFlight, limit) => {
					const ids = [...given].sort((left, right) => left - right);
					const deleted = new Set<unknown>();
					let nextId = 10_000;
					const steps = [...changes];
					const list = createMemoryList(toRows(ids), {
						maxInFlight,
						onRequest: (_, rows) => {
							const [isNew, at] = steps.shift() ?? [false, Infinity];
							if (isNew) rows.push({ id: nextId++ });
							else if (rows[at]) for (const { id } of rows.splice(at, 1)) deleted.add(id);
							return undefined;
						},
					});
					const { result, ids: got } = await handOver(list, { limit });
					expect(result.kind).toBe('items');
					expect(got).toEqual([...new Set(got)].sort((a, b) => Number(a) - Number(b)));
					const stayed = ids.filter((id) => !deleted.has(id));
					const last = got[got.length - 1];
					const isCut = limit !== undefined && got.length === limit;
					const due = isCut ? stayed.filter((id) => id <= Number(last)) : stayed;
					expect(due.filter((id) => !got.includes(id))).toEqual([]);
					expect(got.length).toBeLessThanOrEqual(limit ?? Infinity);
				},
			),
			{ numRuns: 60 },
		);
	});
});
