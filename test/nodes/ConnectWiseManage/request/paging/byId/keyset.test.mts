import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readByKeyset } from '../../../../../../nodes/ConnectWiseManage/request/paging/byId/keyset.ts';
import { answer, networkFailure, refusal } from '../../answers.mts';
import {
	createMemoryList,
	idsOf,
	itemsOf,
	listRequest,
	toRows,
	upTo,
	type Row,
} from '../memoryList.mts';

const sparseIds = fc.array(fc.integer({ min: 1, max: 60 }), { maxLength: 120 }).map((gaps) =>
	gaps.map(
		(
			(id) => (gap: number) =>
				(id += gap)
		)(0),
	),
);

const reading = fc.record({
	ids: sparseIds,
	pageSize: fc.integer({ min: 1, max: 30 }),
	maxInFlight: fc.integer({ min: 1, max: 13 }),
	largestPage: fc.integer({ min: 1, max: 40 }),
	hidesLinks: fc.boolean(),
	ignoresPage: fc.boolean(),
	scheduler: fc.scheduler(),
});

describe('reading by id', () => {
	it('reads every record once, in order, whatever the ids and however answers overtake', async () => {
		await fc.assert(
			fc.asyncProperty(reading, async ({ ids, pageSize, maxInFlight, scheduler, ...quirks }) => {
				// A server that caps its pages lower says so by its links.
				const { largestPage, hidesLinks } = quirks;
				const list = createMemoryList(toRows(ids), {
					maxInFlight,
					quirks: { ...quirks, largestPage: hidesLinks ? undefined : largestPage },
					delay: async () => await scheduler.schedule(Promise.resolve()),
				});
				const result = readByKeyset(list.source, listRequest({ pageSize }));
				expect(idsOf(await scheduler.waitFor(result))).toEqual(ids);
			}),
		);
	});

	it('reads every record that is there throughout once, while others come and go', async () => {
		const change = fc.oneof(
			fc.record({ kind: fc.constant('insert' as const), gap: fc.integer({ min: 1, max: 50 }) }),
			fc.record({ kind: fc.constant('delete' as const), gap: fc.nat({ max: 200 }) }),
		);
		const changing = fc.tuple(reading, fc.array(fc.option(change), { maxLength: 40 }));
		await fc.assert(
			fc.asyncProperty(changing, async ([{ ids, ...given }, changes]) => {
				const { pageSize, maxInFlight, scheduler, hidesLinks, ignoresPage } = given;
				const deleted = new Set<unknown>();
				const inserted = new Set<unknown>();
				let largest = ids.at(-1) ?? 0;
				const alter = (rows: Row[]) => {
					const next = changes.shift();
					if (next?.kind === 'insert') {
						largest += next.gap;
						inserted.add(largest);
						rows.push(...toRows([largest]));
					} else if (next && rows.length > 0) {
						const [gone] = rows.splice(next.gap % rows.length, 1);
						deleted.add(gone?.id);
					}
					return undefined;
				};
				const list = createMemoryList(toRows(ids), {
					maxInFlight,
					quirks: { hidesLinks, ignoresPage },
					delay: async () => await scheduler.schedule(Promise.resolve()),
					onRequest: (_, rows) => alter(rows),
				});
				const result = readByKeyset(list.source, listRequest({ pageSize }));
				const found = idsOf(await scheduler.waitFor(result)) as number[];
				expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
				expect(found).toEqual(expect.arrayContaining(ids.filter((id) => !deleted.has(id))));
				expect(found.filter((id) => !ids.includes(id) && !inserted.has(id))).toEqual([]);
			}),
		);
	});

	it('reads the first records up to the limit, and asks for none beyond it', async () => {
		const limited = fc.tuple(reading, fc.integer({ min: 1, max: 130 }));
		await fc.assert(
			fc.asyncProperty(limited, async ([{ ids, pageSize, ...given }, limit]) => {
				const { maxInFlight, scheduler, hidesLinks } = given;
				const list = createMemoryList(toRows(ids), {
					maxInFlight,
					quirks: { hidesLinks },
					delay: async () => await scheduler.schedule(Promise.resolve()),
				});
				const result = readByKeyset(list.source, listRequest({ pageSize, limit }));
				const wanted = ids.slice(0, limit);
				expect(idsOf(await scheduler.waitFor(result))).toEqual(wanted);
				expect(new Set(list.answered.map(({ id }) => id))).toEqual(new Set(wanted));
			}),
		);
	});

	it('reads the first records that are there throughout, while others go and come', async () => {
		const limited = fc.tuple(
			reading,
			fc.integer({ min: 1, max: 130 }),
			fc.array(fc.nat({ max: 200 })),
		);
		await fc.assert(
			fc.asyncProperty(limited, async ([{ ids, pageSize, ...given }, limit, removals]) => {
				const { maxInFlight, scheduler, ...quirks } = given;
				const deleted = new Set<unknown>();
				const list = createMemoryList(toRows(ids), {
					maxInFlight,
					quirks: { ...quirks, largestPage: undefined },
					delay: async () => await scheduler.schedule(Promise.resolve()),
					onRequest: (_, rows) => {
						const next = removals.shift();
						if (next === undefined || rows.length === 0) return undefined;
						const [gone] = rows.splice(next % rows.length, 1);
						deleted.add(gone?.id);
						return undefined;
					},
				});
				const result = readByKeyset(list.source, listRequest({ pageSize, limit }));
				const found = (idsOf(await scheduler.waitFor(result)) as number[]).slice(0, limit);
				const kept = ids.filter((id) => !deleted.has(id));
				expect(found).toEqual([...new Set(found)].sort((a, b) => a - b));
				expect(found.length).toBeGreaterThanOrEqual(Math.min(limit, kept.length));
				expect(found.filter((id) => !deleted.has(id))).toEqual(
					kept.filter((id) => id <= (found.at(-1) ?? 0)),
				);
			}),
		);
	});

	it('reads the pages of a large limit side by side', async () => {
		let inFlight = 0;
		let most = 0;
		const list = createMemoryList(toRows(upTo(1_000)), {
			delay: async () => {
				most = Math.max(most, ++inFlight);
				await new Promise(setImmediate);
				inFlight -= 1;
			},
		});
		const result = await readByKeyset(list.source, listRequest({ limit: 205 }));
		expect(idsOf(result)).toEqual(upTo(205));
		expect(list.requests).toHaveLength(21);
		expect(most).toBeGreaterThanOrEqual(4);
	});

	it.each([0, 1, 9])('reads %i records of a page of 10 by one request', async (count) => {
		const list = createMemoryList(toRows(upTo(count)));
		expect(idsOf(await readByKeyset(list.source, listRequest()))).toHaveLength(count);
		expect(list.requests).toHaveLength(1);
	});

	it('asks for no more rows than the limit leaves', async () => {
		const list = createMemoryList(toRows(upTo(100)));
		await readByKeyset(list.source, listRequest({ pageSize: 10, limit: 25 }));
		expect(list.requests.map(({ query }) => query.pageSize)).toEqual(['10', '10', '5']);
	});

	it('shares a long list out among the places there are', async () => {
		const list = createMemoryList(toRows(upTo(1_000)), { maxInFlight: 4 });
		expect(idsOf(await readByKeyset(list.source, listRequest()))).toEqual(upTo(1_000));
		const closed = list.requests.filter(({ query }) => query.conditions?.includes('<='));
		expect(closed.length).toBeGreaterThan(50);
	});

	it.each([21, 30, 41, 95, 100, 1_000])(
		'reads %i records with no more requests than there are pages',
		async (count) => {
			const list = createMemoryList(toRows(upTo(count).map((id) => id * 7)));
			expect(idsOf(await readByKeyset(list.source, listRequest()))).toHaveLength(count);
			expect(list.requests.filter(({ query }) => query.orderBy === 'id asc')).toHaveLength(
				Math.ceil(count / 10),
			);
		},
	);

	it('asks for the largest id once, and only where the Link does not name the last page', async () => {
		const askedIn = async (hidesLinks: boolean) => {
			const list = createMemoryList(toRows(upTo(95)), { quirks: { hidesLinks } });
			expect(idsOf(await readByKeyset(list.source, listRequest()))).toEqual(upTo(95));
			return list.requests.filter(({ query }) => query.orderBy === 'id desc').length;
		};
		expect(await askedIn(true)).toBe(1);
		expect(await askedIn(false)).toBe(0);
	});

	it.each([
		['are refused', refusal(500)],
		['time out', refusal(504)],
		['cannot be reached', networkFailure('ECONNRESET')],
		['are no list', answer({ odd: true })],
		['come in no order', answer(toRows([50, 49]))],
	])('does without pages by number where they %s', async (_, instead) => {
		const list = createMemoryList(toRows(upTo(200)), {
			onRequest: ({ query }) => (query.page === undefined ? undefined : instead),
		});
		expect(idsOf(await readByKeyset(list.source, listRequest()))).toEqual(upTo(200));
		expect(list.notices).toEqual([]);
	});

	it('reads one page after the other when only one request may be under way', async () => {
		const list = createMemoryList(toRows(upTo(35)), { maxInFlight: 1 });
		await readByKeyset(list.source, listRequest());
		expect(list.requests.map(({ query }) => query.conditions)).toEqual([
			undefined,
			'id > 10',
			'id > 20',
			'id > 30',
		]);
	});

	it('goes on with the conditions of the user', async () => {
		const list = createMemoryList(toRows(upTo(15)), { maxInFlight: 1 });
		const source = { ...list.source, conditions: 'a = 1 or b = 2' };
		await readByKeyset(source, listRequest());
		expect(list.requests.map(({ query }) => query.conditions)).toEqual([
			'a = 1 or b = 2',
			'(a = 1 or b = 2) and id > 10',
		]);
	});

	it('asks for the id beside the chosen fields, and leaves it out of the items', async () => {
		const list = createMemoryList(toRows(upTo(12)), { quirks: { hidesLinks: true } });
		const items = itemsOf(await readByKeyset(list.source, listRequest({ fields: 'name' })));
		expect(items).toHaveLength(12);
		expect(items[0]).toEqual({ name: 'record 1' });
		const chosen = new Set(list.requests.map(({ query }) => query.fields));
		expect([...chosen].sort()).toEqual(['id', 'id,name']);
	});

	it('keeps an id that was chosen', async () => {
		const list = createMemoryList(toRows([5]));
		const result = await readByKeyset(list.source, listRequest({ fields: 'name, id' }));
		expect(itemsOf(result)).toEqual([{ id: 5, name: 'record 5' }]);
	});

	it('puts a page that timed out in smaller ones', async () => {
		const list = createMemoryList(toRows(upTo(300)), {
			maxInFlight: 1,
			onRequest: ({ query }) => (Number(query.pageSize) > 60 ? refusal(504) : undefined),
		});
		const result = await readByKeyset(list.source, listRequest({ pageSize: 200 }));
		expect(idsOf(result)).toEqual(upTo(300));
		expect(list.requests.map(({ query }) => query.pageSize)).toEqual([
			...['200', '100', '50'],
			...['50', '50', '50', '50', '50'],
		]);
		expect(list.notices.join()).toMatch(/smaller pages/);
	});

	it.each([
		['keeps no order', { ignoresOrder: true }, /order of id/],
		['keeps to no condition', { ignoresConditions: true }, /conditions on id/],
	])('is not for a server that %s', async (_, quirks, reason) => {
		const list = createMemoryList(toRows(upTo(30).reverse()), { quirks });
		const result = await readByKeyset(list.source, listRequest());
		expect(result).toMatchObject({ kind: 'unsupported', reason: expect.stringMatching(reason) });
	});

	it.each(['id is not a recognized name.', '"id" is not a recognized field'])(
		'is not for a server that says %j',
		async (message) => {
			const list = createMemoryList([], { onRequest: () => refusal(400, { message }) });
			expect((await readByKeyset(list.source, listRequest())).kind).toBe('unsupported');
		},
	);

	it('reports a mistake in the conditions as such', async () => {
		const body = { message: '"board/id" is not a recognized field' };
		const list = createMemoryList([], { onRequest: () => refusal(400, body) });
		const result = await readByKeyset(list.source, listRequest());
		expect(result).toMatchObject({ kind: 'failed', failure: refusal(400, body) });
	});

	it('fails when any of the readers fails', async () => {
		const list = createMemoryList(toRows(upTo(500)), {
			onRequest: ({ query }) =>
				query.conditions?.includes('<=') ? networkFailure('ECONNRESET') : undefined,
		});
		const result = await readByKeyset(list.source, listRequest());
		expect(result).toMatchObject({ kind: 'failed', failure: { code: 'ECONNRESET' } });
	});

	it('asks for nothing more once it has failed', async () => {
		const list = createMemoryList(toRows(upTo(500)), {
			onRequest: ({ query }) => (query.conditions ? refusal(500) : undefined),
		});
		expect((await readByKeyset(list.source, listRequest())).kind).toBe('failed');
		expect(list.requests.filter(({ query }) => query.orderBy === 'id desc')).toEqual([]);
	});

	it.each([
		['all', undefined, 1],
		['all, side by side', undefined, 4],
		['some', 40, 4],
	])('comes to an end when it reads %s and empty pages name a next one', async (...given) => {
		const [, limit, maxInFlight] = given;
		const headers = { link: '<https://elsewhere.example/x?page=2>; rel="next"' };
		const { source } = createMemoryList([], {
			maxInFlight,
			onRequest: ({ query }) => answer(query.conditions ? [] : toRows(upTo(10)), { headers }),
		});
		expect(idsOf(await readByKeyset(source, listRequest({ limit })))).toEqual(upTo(10));
	});

	it('reads on alone when the largest id cannot be learnt', async () => {
		const list = createMemoryList(toRows(upTo(100)), {
			onRequest: ({ query }) => (query.orderBy === 'id desc' ? refusal(500) : undefined),
		});
		expect(idsOf(await readByKeyset(list.source, listRequest()))).toEqual(upTo(100));
	});

	it('passes on an answer that is no list', async () => {
		const list = createMemoryList([], { onRequest: () => answer({ count: 5 }) });
		expect((await readByKeyset(list.source, listRequest())).kind).toBe('other');
	});

	it('fails when a later page is no list', async () => {
		const list = createMemoryList(toRows(upTo(30)), {
			maxInFlight: 1,
			onRequest: ({ query }) => (query.conditions ? answer({ odd: true }) : undefined),
		});
		expect(await readByKeyset(list.source, listRequest())).toMatchObject({
			kind: 'failed',
			failure: { message: 'a later page was no list' },
		});
	});

	it('reads a page again whose answer breaks off', async () => {
		let isBroken = true;
		const list = createMemoryList(toRows(upTo(5)), {
			onRequest: () => {
				if (!isBroken) return undefined;
				isBroken = false;
				return answer('[{"id":1},{"id', { headers: { 'content-type': 'application/json' } });
			},
		});
		expect(idsOf(await readByKeyset(list.source, listRequest()))).toEqual(upTo(5));
	});
});
