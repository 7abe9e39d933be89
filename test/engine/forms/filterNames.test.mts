import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters, INodePropertyOptions } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import type { JsonObject } from '../../sandbox/json.mts';
import { connectTo, credentialsFor, idsOf, requestsOf, succeeded } from '../connectWise.mts';
import { runListSearch, runLoadOptions } from '../harness.mts';

let sandbox: Sandbox;
/** Forms keep what they read for some minutes: another Client ID begins anew. */
let clientId: string;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 40 });
});
beforeEach(() => {
	clientId = randomUUID();
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const HELP_DESK = 'Help Desk Example';
const tickets = () => sandbox.store('service/tickets').all();
const boards = () => sandbox.store('service/boards').all();
const nameOf = (value: unknown) => (value as { name?: unknown } | undefined)?.name;
const locator = (value: string) => ({ __rl: true, mode: 'list', value });

interface Form {
	readonly rows: readonly IDataObject[];
	readonly operationId?: string;
	readonly options?: IDataObject;
	readonly hasCredential?: boolean;
	readonly filter?: string;
	readonly token?: string;
}

const methodOptions = (
	{ rows, operationId = 'getServiceTickets', options = {}, hasCredential = true }: Form,
	field: string,
) => ({
	parameters: {
		operation: 'query',
		operationId: { __rl: true, mode: 'id', value: operationId },
		filters: { rows },
		options: { mappingMode: 'defineBelow', value: options },
	} as unknown as INodeParameters,
	...(hasCredential && { credentials: credentialsFor(sandbox.url, { clientId }) }),
	path: `parameters.filters.rows[0].${field}`,
});

const fieldsOf = async (operationId: string): Promise<INodePropertyOptions[]> =>
	await runLoadOptions(
		'getFilterFields',
		methodOptions({ rows: [{}], operationId }, 'recordField'),
	);
/** What the value of the first row offers. */
const search = async ({ filter, token, ...form }: Form) =>
	await runListSearch('searchFilterNames', { ...methodOptions(form, 'record'), filter, token });
const several = async (form: Form) =>
	await runLoadOptions('getFilterChoices', methodOptions(form, 'choices'));
const valuesOf = (results: ReadonlyArray<{ readonly value: unknown }>) =>
	results.map(({ value }) => value);

const insertMany = (path: string, count: number, make: (index: number) => JsonObject) => {
	for (let index = 0; index < count; index++) sandbox.store(path).insert(make(index));
};

describe('the fields of a filter', () => {
	it('tell which values are names that the tenant has', async () => {
		const values = valuesOf(await fieldsOf('getServiceTickets'));
		expect(values).toEqual(
			expect.arrayContaining([
				'board/name|name',
				'status/name|name',
				'owner/identifier|name',
				'owner/name|name',
				'company/name|record',
				'company/identifier|record',
				'board/id|number',
				'summary|text',
			]),
		);
		expect(requestsOf(sandbox)).toEqual([]);
	});

	it('are the same for a count', async () => {
		expect(valuesOf(await fieldsOf('getServiceTicketsCount'))).toContain('board/name|name');
	});
});

describe('the value of a row', () => {
	const board = { recordField: 'board/name|name' };

	it('is chosen from the tenant’s own boards, read once', async () => {
		const { results, paginationToken } = await search({ rows: [board] });
		expect(valuesOf(results)).toEqual(boards().map(nameOf).toSorted());
		expect(paginationToken).toBeUndefined();
		const found = await search({ rows: [board], filter: 'desk HELP' });
		expect(found.results).toEqual([{ name: HELP_DESK, value: HELP_DESK }]);
		expect((await search({ rows: [board], filter: 'no such board' })).results).toEqual([]);
		expect(valuesOf(await several({ rows: [board] }))).toEqual(valuesOf(results));
		expect(requestsOf(sandbox)).toEqual(['GET /service/info/boards']);
	});

	it.each([
		['name', { ...board, textOperator: 'equals', record: locator(HELP_DESK) }],
		['name that was typed', { ...board, record: HELP_DESK.toLowerCase() }],
		['names', { ...board, textOperator: 'in', choices: [HELP_DESK] }],
		['text', { recordField: 'board/name|text', value: HELP_DESK }],
		['id', { recordField: 'board/id|number', numberOperator: 'equals' }],
	])('is a status of the board that another row gives by %s', async (given, row) => {
		const id = boards().find(({ name }) => name === HELP_DESK)?.id;
		const told = given === 'id' ? { ...row, value: String(id) } : row;
		const rows = [{ recordField: 'status/name|name' }, told as IDataObject];
		const statuses = valuesOf(await several({ rows }));
		expect(statuses).toContain('Waiting for Client');
		expect(statuses).toHaveLength(6);
		expect(valuesOf((await search({ rows, filter: 'wait' })).results)).toContain(
			'Waiting for Client',
		);
	});

	it('has the statuses of several boards, each name once', async () => {
		const [first, second] = boards();
		const choices = [nameOf(first), nameOf(second)] as string[];
		const rows = [{ recordField: 'status/name|name' }, { ...board, textOperator: 'in', choices }];
		const statuses = valuesOf(await several({ rows }));
		expect(statuses.length).toBeGreaterThan(0);
		expect(new Set(statuses).size).toBe(statuses.length);
	});

	it.each([
		['none', {}],
		['another one', { ...board, textOperator: 'notEquals', record: locator(HELP_DESK) }],
		['an expression', { ...board, record: locator('={{ $json.board }}') }],
		['one that is not there', { ...board, record: locator('No Such Board') }],
	])('is not guessed where the rows give %s as the board', async (_, row) => {
		const rows = [{ recordField: 'status/name|name' }, row as IDataObject];
		await expect(search({ rows })).rejects.toThrow(/Add a row that says which Board it is/);
		await expect(several({ rows })).rejects.toThrow(/Board Name Equals/);
	});

	it('is searched on the server among 1,000 companies, page by page', async () => {
		insertMany('company/companies', 1_000, (index) => ({
			name: `Searched Example ${String(index).padStart(4, '0')}`,
			identifier: `searched${index}`,
		}));
		const rows = [{ recordField: 'company/name|record' }];
		const first = await search({ rows, filter: 'searched' });
		expect(first.results).toHaveLength(50);
		expect(first.results[0]).toEqual({
			name: 'Searched Example 0000 (searched0)',
			value: 'Searched Example 0000',
		});
		const second = await search({ rows, filter: 'searched', token: first.paginationToken });
		expect(second.results[0]?.value).toBe('Searched Example 0050');
		const byIdentifier = [{ recordField: 'company/identifier|record' }];
		const { results } = await search({ rows: byIdentifier, filter: 'example 0777' });
		expect(valuesOf(results)).toEqual(['searched777']);
		expect(requestsOf(sandbox)).toHaveLength(3);
	});

	it('is searched where a list has grown long', async () => {
		insertMany('service/boards', 300, (index) => ({
			name: `Long Board ${index}`,
			inactiveFlag: false,
		}));
		expect(valuesOf((await search({ rows: [board], filter: 'board 277' })).results)).toEqual([
			'Long Board 277',
		]);
		await expect(several({ rows: [board] })).rejects.toThrow(/too long to choose from/);
	});

	it.each([
		['no credential', false, /Choose a credential that works, or enter the value by name/],
		['no rights', true, /security role lacks the right/],
	])('can be typed where there is %s, and the form says why', async (_, hasCredential, message) => {
		if (hasCredential) {
			const action = { kind: 'status', status: 403 } as const;
			sandbox.faults.add({ action, path: '/service/info/boards' });
		}
		await expect(search({ rows: [board], hasCredential })).rejects.toThrow(message);
		await expect(several({ rows: [board], hasCredential })).rejects.toThrow(message);
	});

	it.each([['={{ $json.field }}'], ['summary|text'], [''], [null], [{}]])(
		'says to choose the field first where it is %j',
		async (recordField) => {
			const rows = [{ recordField } as unknown as IDataObject];
			await expect(search({ rows })).rejects.toThrow(/Choose the field first/);
			expect(await several({ rows })).toEqual([]);
		},
	);
});

describe('a filter by names', () => {
	const read = async (rows: IDataObject[]) =>
		idsOf(
			succeeded(
				await connectTo(sandbox.url).query('getServiceTickets', {
					parameters: { filters: { rows }, returnAll: true } as unknown as INodeParameters,
				}),
			),
		);
	const idsWhere = (isMet: (ticket: JsonObject) => boolean) =>
		tickets()
			.filter(isMet)
			.map(({ id }) => id);

	it('reads the records that have the name which was chosen, typed or given by an expression', async () => {
		const expected = idsWhere(({ board }) => nameOf(board) === HELP_DESK);
		expect(expected.length).toBeGreaterThan(0);
		for (const record of [
			locator(HELP_DESK),
			{ __rl: true, mode: 'name', value: HELP_DESK },
			locator(`={{ ${JSON.stringify(HELP_DESK)} }}`),
		]) {
			const row = { recordField: 'board/name|name', textOperator: 'equals', record };
			expect(await read([row])).toEqual(expected);
		}
	});

	it('reads those with one of several, none of several, or a part of the name', async () => {
		const row = { recordField: 'board/name|name' };
		const is = (ticket: JsonObject) => nameOf(ticket.board) === HELP_DESK;
		expect(await read([{ ...row, textOperator: 'in', choices: [HELP_DESK] }])).toEqual(
			idsWhere(is),
		);
		expect(await read([{ ...row, textOperator: 'notIn', choices: [HELP_DESK] }])).toEqual(
			idsWhere((ticket) => !is(ticket)),
		);
		expect(await read([{ ...row, textOperator: 'startsWith', value: 'Help D' }])).toEqual(
			idsWhere(is),
		);
	});
});
