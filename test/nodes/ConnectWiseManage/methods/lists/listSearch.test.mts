import { describe, expect, it } from 'vitest';
import {
	loadTemplate,
	searchOperations,
} from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import type { OperationKind } from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import {
	searchLists,
	searchOperationIds,
} from '../../../../../nodes/ConnectWiseManage/methods/lists/listSearch.ts';
import { editorWith } from '../editor.mts';

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

describe('searchLists', () => {
	const pagesOf = async (filter?: string) => {
		const found: string[] = [];
		let token: string | undefined;
		do {
			const page = await searchLists.call(editorWith({}), filter, token);
			expect(page.results.length).toBeLessThanOrEqual(100);
			found.push(...page.results.map(({ value }) => String(value)));
			token = page.paginationToken as string | undefined;
		} while (token !== undefined);
		return found;
	};
	const templatesOf = async (ids: readonly string[]) =>
		await Promise.all(ids.map(async (id) => await loadTemplate(id)));

	it('gives every list of the API whose records can be told apart, once', async () => {
		const ids = await pagesOf();
		const all = await templatesOf((await searchOperations('query', '')).map(({ id }) => id));
		const lists = all.filter(
			(one) =>
				one?.method === 'GET' &&
				one.response.kind === 'array' &&
				one.isPaged &&
				one.hasIntegerId &&
				!/\/(allNotes|usages|usages\/list)$/.test(one.path),
		);
		expect(lists.length).toBeGreaterThan(500);
		expect(ids.toSorted()).toEqual(lists.map((one) => String(one?.id)).toSorted());
	});

	it('has the lists that need no id of another record first', async () => {
		const paths = (await templatesOf(await pagesOf('note'))).map((one) => String(one?.path));
		const firstNested = paths.findIndex((path) => path.includes('{'));
		expect(firstNested).toBeGreaterThan(0);
		expect(paths.slice(firstNested).every((path) => path.includes('{'))).toBe(true);
	});

	it('finds the tickets first', async () => {
		expect((await pagesOf('tickets'))[0]).toBe('getServiceTickets');
	});
});
