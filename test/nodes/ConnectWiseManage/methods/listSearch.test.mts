import { describe, expect, it } from 'vitest';
import { searchOperations } from '../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import type { OperationKind } from '../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { searchOperationIds } from '../../../../nodes/ConnectWiseManage/methods/listSearch.ts';
import { editorWith } from './editor.mts';

const search = async (operation: OperationKind, filter?: string, token?: string) =>
	await searchOperationIds.call(editorWith({ operation }), filter, token);

describe('searchOperationIds', () => {
	it.each(['query', 'mutate', 'delete'] as const)(
		'gives every operation of %s once, page after page',
		async (kind) => {
			const found: unknown[] = [];
			let token: string | undefined;
			do {
				const page = await search(kind, undefined, token);
				expect(page.results.length).toBeLessThanOrEqual(100);
				found.push(...page.results.map(({ value }) => value));
				token = page.paginationToken as string | undefined;
			} while (token !== undefined);
			const all = (await searchOperations(kind, '')).map(({ id }) => id);
			expect(found).toEqual(all);
			expect(new Set(found).size).toBe(all.length);
		},
	);

	it('shows label, method and path, and finds by each of them', async () => {
		const name = 'Service › Tickets › Get Many — GET /service/tickets';
		const expected = { name, value: 'getServiceTickets' };
		expect((await search('query', 'getServiceTickets')).results[0]).toEqual(expected);
		expect((await search('query', 'GET /service/tickets')).results[0]).toEqual(expected);
	});

	it('ends where nothing is found', async () => {
		expect(await search('query', 'no such thing at all')).toEqual({
			results: [],
			paginationToken: undefined,
		});
	});

	it('begins anew with a token that is none of its own', async () => {
		expect(await search('query', 'ticket', 'odd')).toEqual(await search('query', 'ticket'));
	});

	it('ends behind the last page', async () => {
		expect(await search('query', '', '1000000')).toEqual({
			results: [],
			paginationToken: undefined,
		});
	});
});
