import { describe, expect, it } from 'vitest';
import {
	readList,
	type ListRequest,
} from '../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import type { Failure } from '../../../../../nodes/ConnectWiseManage/request/outcome/outcome.ts';
import type { RequestPlan } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';
import { refusal } from '../answers.mts';
import {
	createMemoryList,
	idsOf,
	listRequest,
	toRows,
	upTo,
	type Quirks,
	type Row,
} from './memoryList.mts';

type Way = 'by id' | 'forward-only' | 'by page';

function wayOf({ query, headers }: RequestPlan): Way {
	if (headers?.['pagination-type'] !== undefined) return 'forward-only';
	return query.page === undefined ? 'by id' : 'by page';
}

/** The ways of paging that were tried, in order. */
async function waysOf(request: Partial<ListRequest<Row>>, quirks: Quirks = {}): Promise<Way[]> {
	const list = createMemoryList(toRows(upTo(25)), { quirks });
	await readList(list.source, listRequest(request));
	return [...new Set(list.requests.map(wayOf))];
}

describe('readList', () => {
	it.each<readonly [string, Partial<ListRequest<Row>>, Way]>([
		['by itself', {}, 'by id'],
		['with an order by id', { orderBy: ' ID ' }, 'by id'],
		['with an ascending order by id', { orderBy: 'id asc' }, 'by id'],
		['with all records, newest first', { orderBy: 'id desc' }, 'by id'],
		['with some records, newest first', { orderBy: 'id desc', limit: 15 }, 'by page'],
		['with another order', { orderBy: 'name' }, 'by page'],
		['with an order by id and more', { orderBy: 'id, name' }, 'by page'],
		['with records that have no integer id', { hasIntegerId: false }, 'by page'],
		['with records of several kinds', { hasSharedIds: true }, 'by page'],
		[
			'with records of several kinds, forward-only',
			{ hasSharedIds: true, mode: 'forwardOnly' },
			'by page',
		],
		['with the mode of page numbers', { mode: 'navigable' }, 'by page'],
		['with the forward-only mode', { mode: 'forwardOnly' }, 'forward-only'],
	])('reads %s', async (_, request, way) => {
		expect(await waysOf(request)).toEqual([way]);
	});

	it.each<readonly [string, Partial<ListRequest<Row>>, Quirks, Way[]]>([
		['conditions on id', {}, { ignoresConditions: true }, ['by id', 'forward-only']],
		[
			'conditions on id nor the forward-only mode',
			{},
			{ ignoresConditions: true, lacksForwardOnly: true, hidesLinks: true },
			['by id', 'forward-only', 'by page'],
		],
		[
			'conditions on id, newest first',
			{ orderBy: 'id desc' },
			{ ignoresConditions: true },
			['by id', 'by page'],
		],
		[
			'the forward-only mode',
			{ mode: 'forwardOnly' },
			{ lacksForwardOnly: true, hidesLinks: true },
			['forward-only', 'by page'],
		],
	])('reads another way from a server that does not know %s', async (_, request, quirks, ways) => {
		expect(await waysOf(request, quirks)).toEqual(ways);
	});

	it('asks for an order where it ends up with page numbers', async () => {
		const quirks = { ignoresConditions: true, lacksForwardOnly: true, hidesLinks: true };
		const list = createMemoryList(toRows(upTo(25)), { quirks });
		expect(idsOf(await readList(list.source, listRequest()))).toEqual(upTo(25));
		expect(list.requests.filter(({ query }) => query.page !== undefined)[0]?.query.orderBy).toBe(
			'id asc',
		);
	});

	it('says when it had to read another way', async () => {
		const list = createMemoryList(toRows(upTo(25)), { quirks: { ignoresConditions: true } });
		expect(idsOf(await readList(list.source, listRequest()))).toEqual(upTo(25));
		expect(list.notices.join()).toMatch(/another way of paging.*conditions on id/);
	});

	it('asks for an order in the mode of page numbers, and does without where it is refused', async () => {
		const ordersOf = async (quirk: (plan: RequestPlan) => Failure | undefined) => {
			const list = createMemoryList(toRows(upTo(15)), { onRequest: quirk });
			const result = await readList(list.source, listRequest({ mode: 'navigable' }));
			expect(idsOf(result)).toEqual(upTo(15));
			return list.requests.map(({ query }) => query.orderBy);
		};
		const refused = refusal(400, { message: 'id is not a recognized name.' });
		expect(await ordersOf(() => undefined)).toEqual(['id asc', 'id asc']);
		expect(await ordersOf(({ query }) => (query.orderBy ? refused : undefined))).toEqual([
			'id asc',
			undefined,
			undefined,
		]);
	});

	it('gives all records newest first', async () => {
		const list = createMemoryList(toRows(upTo(45)));
		const result = await readList(list.source, listRequest({ orderBy: 'id desc' }));
		expect(idsOf(result)).toEqual(upTo(45).reverse());
	});

	it.each(['automatic', 'forwardOnly', 'navigable'] as const)(
		'keeps to the limit in the mode %s where the server does not keep to the page size',
		async (mode) => {
			const list = createMemoryList(toRows(upTo(30)), { quirks: { ignoresPageSize: true } });
			const result = await readList(list.source, listRequest({ mode, limit: 5 }));
			expect(idsOf(result)).toEqual(upTo(5));
		},
	);

	it('says that forward-only paging cannot keep an order', async () => {
		const list = createMemoryList(toRows(upTo(3)));
		await readList(list.source, listRequest({ mode: 'forwardOnly', orderBy: 'name desc' }));
		expect(list.notices.join()).toMatch(/Order By was left out/);
		const byId = createMemoryList(toRows(upTo(3)));
		await readList(byId.source, listRequest({ mode: 'forwardOnly', orderBy: 'id' }));
		expect(byId.notices).toEqual([]);
		const quirks = { lacksForwardOnly: true, hidesLinks: true };
		const kept = createMemoryList(toRows(upTo(25)), { quirks });
		await readList(kept.source, listRequest({ mode: 'forwardOnly', orderBy: 'name desc' }));
		expect(kept.notices.join()).not.toMatch(/Order By was left out/);
		expect(kept.requests.at(-1)?.query.orderBy).toBe('name desc');
	});

	it('does not try another way after a refusal', async () => {
		const list = createMemoryList([], { onRequest: () => refusal(403) });
		expect((await readList(list.source, listRequest())).kind).toBe('failed');
		expect(list.requests).toHaveLength(1);
	});
});

describe('the requests for pages', () => {
	const conditions = `summary = "${'x'.repeat(3_000)}"`;

	it('go to the search where the conditions are too long for an address', async () => {
		const list = createMemoryList(toRows([1]));
		const source = { ...list.source, conditions, searchPath: '/service/tickets/search' };
		await readList(source, listRequest({ fields: 'name' }));
		expect(list.requests[0]).toMatchObject({
			method: 'POST',
			path: '/service/tickets/search',
			query: { pageSize: '10', fields: 'id,name' },
			body: { kind: 'json', value: { conditions, orderBy: 'id asc' } },
		});
		expect(list.requests[0]?.isRepeatable).toBe(true);
	});

	it.each([1_500, 1_650, 1_720, 1_800])(
		'all go the same way with conditions of some %i letters',
		async (length) => {
			const list = createMemoryList(toRows(upTo(95)));
			const source = {
				...list.source,
				conditions: `a = "${'x'.repeat(length)}"`,
				searchPath: '/service/tickets/search',
			};
			expect(idsOf(await readList(source, listRequest()))).toEqual(upTo(95));
			expect(list.notices).toEqual([]);
			expect(new Set(list.requests.map(({ method }) => method)).size).toBe(1);
		},
	);

	it('stay as they are where there is no search', async () => {
		const list = createMemoryList(toRows([1]));
		await readList({ ...list.source, conditions }, listRequest());
		expect(list.requests[0]).toMatchObject({ method: 'GET', query: { conditions } });
	});

	it('carry the filters of a search in its body', async () => {
		const list = createMemoryList(toRows([1]));
		const body = { kind: 'json' as const, value: { childconditions: 'x = 1' } };
		const plan: RequestPlan = { ...list.source.plan, method: 'POST', body };
		await readList({ ...list.source, plan, conditions: 'a = 1' }, listRequest());
		expect(list.requests[0]).toMatchObject({
			query: { pageSize: '10' },
			body: { value: { childconditions: 'x = 1', conditions: 'a = 1', orderBy: 'id asc' } },
		});
	});
});
