import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { JsonObject } from '../../sandbox/json.mts';
import { connectTo, credentialsFor, requestsOf, succeeded } from '../connectWise.mts';
import { runListSearch, runLoadOptions, runResourceMapping } from '../harness.mts';

const COMPANY_COUNT = 50_000;
const MEMBER_COUNT = 2_000;
const BOARD_COUNT = 30;
const STATUS_COUNT = 300;
/** A list that is read asks for one row more than a drop-down holds. */
const LARGEST_PAGE = 201;
/** Machines of tests are busy; without a search the server alone takes longer to tell them all. */
const MOST_MS = 4_000;

let sandbox: Sandbox;
let clientId: string;
let boardId: number;

const insertMany = (path: string, count: number, make: (index: number) => JsonObject) => {
	const store = sandbox.store(path);
	for (let index = 0; index < count; index++) store.insert(make(index));
};

beforeAll(async () => {
	sandbox = await startSandbox({ size: 20 });
	insertMany('company/companies', COMPANY_COUNT, (index) => ({
		name: `Large Example ${index}`,
		identifier: `large${index}`,
	}));
	insertMany('system/members', MEMBER_COUNT, (index) => ({
		identifier: `member${index}`,
		firstName: 'Large',
		lastName: `Member ${index}`,
		inactiveFlag: false,
	}));
	insertMany('service/boards', BOARD_COUNT, (index) => ({
		name: `Large Board ${index}`,
		inactiveFlag: false,
	}));
	boardId = Number(sandbox.store('service/boards').all().at(-1)?.id);
	insertMany(`service/boards/${boardId}/statuses`, STATUS_COUNT, (index) => ({
		name: `Large Status ${index}`,
		inactive: false,
	}));
}, 60_000);
beforeEach(() => {
	clientId = randomUUID();
	sandbox.journal.clear();
});
afterAll(() => sandbox.close());

const parametersOf = (operation: string, operationId: string, more: IDataObject) =>
	({
		operation,
		operationId: { __rl: true, mode: 'id', value: operationId },
		...more,
	}) as unknown as INodeParameters;
const options = (parameters: INodeParameters, path: string) => ({
	parameters,
	path: `parameters.${path}`,
	credentials: credentialsFor(sandbox.url, { clientId }),
});
const ticketForm = (items: IDataObject) =>
	parametersOf('mutate', 'postServiceTickets', {
		items: { mappingMode: 'defineBelow', value: items },
		lookUp: { records: [{ field: 'items.company', record: {} }] },
	});

/** What was asked of the server, and whether any of it was a list as a whole. */
function assertSmallReads(): void {
	const reads = sandbox.journal.entries({ method: 'GET' });
	// Definitions of custom fields are asked for by their ids.
	const lists = reads.filter(({ path }) => !path.endsWith('/system/userDefinedFields'));
	const sizes = lists.map(({ query }) => Number(query.pageSize));
	expect(Math.max(...sizes)).toBeLessThanOrEqual(LARGEST_PAGE);
	expect(reads.filter(({ query }) => Number(query.page ?? 1) > 1)).toEqual([]);
	expect(new Set(requestsOf(sandbox)).size).toBe(reads.length);
}

describe('a large tenant', () => {
	it('has its forms open as soon, with what is short as lists and the rest for Look Up', async () => {
		const started = performance.now();
		const { fields } = await runResourceMapping(
			'getItemFields',
			options(ticketForm({ board: boardId }), 'items'),
		);
		expect(performance.now() - started).toBeLessThan(MOST_MS);
		const labelOf = (id: string) => fields.find((field) => field.id === id)?.displayName;
		const board = fields.find(({ id }) => id === 'board');
		expect(board?.options?.length).toBeGreaterThan(BOARD_COUNT);
		expect(labelOf('status')).toBe('Status (many: see Look Up)');
		expect(labelOf('owner')).toBe('Owner (many: see Look Up)');
		expect(labelOf('company')).toBe('Company');
		expect(requestsOf(sandbox).join()).not.toContain('/company/companies');
		assertSmallReads();
	});

	it.each([
		['items.company', 'large 49999', 'Large Example 49999 (large49999)'],
		['items.owner', 'member 1777', 'Large Member 1777 (member1777)'],
		['items.status', 'status 277', 'Large Status 277'],
	])('is searched by page for %s', async (field, typed, name) => {
		const parameters = {
			...ticketForm({ board: boardId }),
			lookUp: { records: [{ field, record: {} }] },
		} as unknown as INodeParameters;
		const started = performance.now();
		const { results } = await runListSearch('searchRecords', {
			...options(parameters, 'lookUp.records[0].record'),
			filter: typed,
		});
		expect(results.map((one) => one.name)).toEqual([name]);
		const first = await runListSearch('searchRecords', {
			...options(parameters, 'lookUp.records[0].record'),
		});
		expect(first.results).toHaveLength(50);
		expect(first.paginationToken).toBe('2');
		expect(performance.now() - started).toBeLessThan(MOST_MS);
		expect(sandbox.journal.entries({ method: 'GET' })).toHaveLength(2);
	});

	it('is searched for the value of a filter row, and asked for names once', async () => {
		const rows = [
			{ recordField: 'status/name|name' },
			{ recordField: 'board/name|name', record: `Large Board ${BOARD_COUNT - 1}` },
		];
		const parameters = parametersOf('query', 'getServiceTickets', { filters: { rows } });
		const { results } = await runListSearch('searchFilterNames', {
			...options(parameters, 'filters.rows[0].record'),
			filter: 'status 277',
		});
		expect(results).toEqual([{ name: 'Large Status 277', value: 'Large Status 277' }]);
		await expect(
			runLoadOptions('getFilterChoices', options(parameters, 'filters.rows[0].choices')),
		).rejects.toThrow(/too long/);
	});

	it('is asked for one record by its name, not for the list', async () => {
		const items = Array.from({ length: 30 }, (_, index) => ({
			json: {
				summary: `Ticket ${index}`,
				company: `Large Example ${49_000 + (index % 3)}`,
				owner: 'Large Member 1999',
			},
		}));
		const result = await connectTo(sandbox.url).mutate('postServiceTickets', {
			parameters: { itemsMode: 'input' },
			items,
		});
		expect(succeeded(result).json).toHaveLength(30);
		const reads = sandbox.journal.entries({ method: 'GET' });
		// Three companies, the members' list that turns out to be long, and the member.
		expect(reads).toHaveLength(5);
		expect(Math.max(...reads.map(({ query }) => Number(query.pageSize)))).toBe(LARGEST_PAGE);
	});
});
