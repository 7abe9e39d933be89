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

	it('shows the record and what is done with it in front, and finds by label, id and path', async () => {
		const expected = {
			name: 'Tickets › Get Many (Service)',
			value: 'getServiceTickets',
			description: 'GET /service/tickets',
		};
		for (const words of [
			'Service › Tickets › Get Many',
			'getServiceTickets',
			'GET /service/tickets',
		])
			expect((await search('query', words)).results[0]).toEqual(expected);
	});

	it.each([
		['query', 'create ticket', 'Under Mutate: Tickets › Create (Service)', 'postServiceTickets'],
		[
			'delete',
			'create company',
			'Under Mutate: Companies › Create (Company)',
			'postCompanyCompanies',
		],
		[
			'mutate',
			'getServiceTickets',
			'Under Query: Tickets › Get Many (Service)',
			'getServiceTickets',
		],
		[
			'query',
			'delete ticket',
			'Under Delete: Tickets › Delete (Service)',
			'deleteServiceTicketsById',
		],
	] as const)('under %s, says where %o is to be found', async (kind, words, name, value) => {
		expect((await search(kind, words)).results).toEqual([{ name, value }]);
	});

	it('ends where nothing is found', async () => {
		expect(await search('query', 'zzzz')).toEqual({ results: [] });
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
