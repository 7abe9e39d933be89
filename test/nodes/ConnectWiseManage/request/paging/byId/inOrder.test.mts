import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	readList,
	type ListRequest,
} from '../../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import type { RequestPlan } from '../../../../../../nodes/ConnectWiseManage/request/plan.ts';
import { refusal } from '../../answers.mts';
import {
	createMemoryList,
	itemsOf,
	listRequest,
	toRows,
	upTo,
	type MemoryList,
	type MemoryListOptions,
	type Row,
} from '../memoryList.mts';

const PAGE_SIZE = 2;

/** Hands a list on to somebody who empties the pages, as exports do. */
async function handOver(
	list: MemoryList,
	more: Partial<ListRequest<Row>> = {},
	onPage: (ids: readonly unknown[]) => Promise<void> = async () => await Promise.resolve(),
) {
	const ids: unknown[] = [];
	const handOn = async (rows: Row[]) => {
		const page = rows.splice(0).map(({ id }) => id);
		await onPage(page);
		ids.push(...page);
	};
	const request = listRequest({ pageSize: PAGE_SIZE, ...more, handOn });
	const result = await readList(list.source, request);
	if (result.kind === 'items') ids.push(...itemsOf(result).map(({ id }) => id));
	return { result, ids };
}

const listOf = (count: number, options: MemoryListOptions = {}) =>
	createMemoryList(toRows(upTo(count)), options);
const pageOf = ({ query }: RequestPlan) => (query.page === undefined ? undefined : query.page);

describe('a list that is read in order by several', () => {
	it.each([2, 4, 12])('takes as many requests as it has pages (%i in flight)', async (count) => {
		const list = listOf(300, { maxInFlight: count });
		const { ids } = await handOver(list);
		expect(ids).toEqual(upTo(300));
		expect(list.requests).toHaveLength(300 / PAGE_SIZE);
	});

	it('takes no more than a limit needs', async () => {
		for (const limit of [1, 2, 3, 99, 100, 101]) {
			const list = listOf(300);
			const { ids } = await handOver(list, { limit });
			expect(ids).toEqual(upTo(limit));
			expect(list.requests).toHaveLength(Math.ceil(limit / PAGE_SIZE));
		}
	});

	it('gives pages out in order, one after the other, whatever order they come in', async () => {
		let open = 0;
		let seed = 1;
		const delay = async () => {
			seed = (seed * 16_807) % 2_147_483_647;
			for (let turns = seed % 7; turns > 0; turns--) await turn();
		};
		const list = listOf(200, { delay });
		const { ids } = await handOver(list, {}, async () => {
			expect(++open).toBe(1);
			await turn();
			open -= 1;
		});
		expect(ids).toEqual(upTo(200));
	});

	it('waits with further pages while large ones are not taken over', async () => {
		const name = 'x'.repeat(1_500_000);
		const pageCount = 30;
		const rows = upTo(pageCount * PAGE_SIZE).map((id) => ({ id, name }));
		const list = createMemoryList(rows);
		let handedCount = 0;
		let most = 0;
		const { ids } = await handOver(
			list,
			{ toItem: (row) => ({ id: (row as Row).id }) },
			async () => {
				for (let turns = 0; turns < 30; turns++) await turn();
				most = Math.max(most, list.requests.length - handedCount++);
			},
		);
		expect(ids).toEqual(upTo(pageCount * PAGE_SIZE));
		// Some five pages of 3 MB may wait; five readers may each have begun a share of two.
		expect(most).toBeLessThanOrEqual(5 + 2 * 5 + 1);
	});

	it('soon leaves page numbers alone that the server does not know', async () => {
		const list = listOf(300, { quirks: { ignoresPage: true } });
		const { ids } = await handOver(list);
		expect(ids).toEqual(upTo(300));
		expect(list.requests.length).toBeLessThan(300 / PAGE_SIZE + 60);
	});

	it('bears pages by number that fail', async () => {
		const list = listOf(300, {
			onRequest: (plan) => (['8', '10'].includes(pageOf(plan) ?? '') ? refusal(500) : undefined),
		});
		const { result, ids } = await handOver(list);
		expect(result.kind).toBe('items');
		expect(ids).toEqual(upTo(300));
	});

	it('is read in another way where the server refuses id in conditions, with nothing handed on', async () => {
		const list = listOf(100, {
			onRequest: ({ query }) =>
				query.conditions?.includes('id >')
					? refusal(400, { message: 'id is not a recognized name.' })
					: undefined,
		});
		const { ids } = await handOver(list);
		expect(ids).toEqual(upTo(100));
		expect(list.notices).toHaveLength(1);
	});

	it('passes on what taking over fails with, and soon asks for nothing more', async () => {
		const list = listOf(2_000, { delay: async () => await turn() });
		const full = async () => {
			await turn();
			throw new Error('The disk is full');
		};
		await expect(handOver(list, {}, full)).rejects.toThrow('The disk is full');
		const { length } = list.requests;
		expect(length).toBeLessThan(100);
		for (let turns = 0; turns < 20; turns++) await turn();
		expect(list.requests).toHaveLength(length);
	});

	it('gives an error where a page fails, and hands on a beginning without gaps', async () => {
		const list = listOf(400, {
			onRequest: ({ query }) => (query.conditions?.includes('id > 204') ? refusal(403) : undefined),
		});
		const { result, ids } = await handOver(list);
		expect(result.kind).toBe('failed');
		expect(ids).toEqual(upTo(ids.length));
		expect(ids.length).toBeLessThanOrEqual(204);
	});

	it('loses and repeats nothing, whatever changes, fails or is late meanwhile', async () => {
		await fc.assert(
			fc.asyncProperty(
				fc.uniqueArray(fc.integer({ min: 1, max: 900 }), { maxLength: 200 }),
				fc.array(
					fc.record({
						what: fc.constantFrom('nothing', 'insert', 'delete', 'deleteFirst', 'failNumbered'),
						at: fc.nat(250),
						turns: fc.nat(4),
					}),
					{ maxLength: 150 },
				),
				fc.constantFrom(2, 4, 12),
				async (given, steps, maxInFlight) => {
					const initial = [...given].sort((left, right) => left - right);
					const deleted = new Set<unknown>();
					let nextId = 10_000;
					let count = 0;
					const stepNow = () => steps[count % Math.max(1, steps.length)];
					const list = createMemoryList(toRows(initial), {
						maxInFlight,
						delay: async () => {
							for (let turns = stepNow()?.turns ?? 0; turns > 0; turns--) await Promise.resolve();
						},
						onRequest: (plan, rows) => {
							const { what = 'nothing', at = 0 } = stepNow() ?? {};
							count += 1;
							const place = what === 'deleteFirst' ? 0 : at;
							if (what === 'insert') rows.push({ id: nextId++ });
							else if (what.startsWith('delete') && rows[place]) {
								for (const { id } of rows.splice(place, 1)) deleted.add(id);
							} else if (what === 'failNumbered' && pageOf(plan)) return refusal(500);
							return count > 3_000 ? refusal(403) : undefined;
						},
					});
					const { result, ids } = await handOver(list);
					expect(result.kind).toBe('items');
					expect(ids).toEqual([...new Set(ids)].sort((a, b) => Number(a) - Number(b)));
					const got = new Set(ids);
					expect(initial.filter((id) => !deleted.has(id) && !got.has(id))).toEqual([]);
				},
			),
			{ numRuns: 150 },
		);
	});
});
