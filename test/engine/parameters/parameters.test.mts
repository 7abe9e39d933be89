import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { startScriptedServer } from '../../support/scriptedServer.mts';
import { connectTo, credentialsFor, failed, idsOf } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { runNode } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 40 });

const TICKET = { summary: 'x', company: { id: 2 } };
type Mistake = [
	name: string,
	kind: string,
	id: string,
	call: CallOptions,
	message: string,
	hint: string,
];

const OPERATION_MISTAKES: Mistake[] = [
	[
		'an unknown id',
		'query',
		'getNothing',
		{},
		'"getNothing" is not an operation',
		'Choose one from the list',
	],
	[
		'an id in other case',
		'query',
		'={{ "GETSERVICETICKETS" }}',
		{},
		'is not an operation',
		'case count',
	],
	[
		'an id of Mutate',
		'query',
		'postServiceTickets',
		{},
		'belongs to Mutate, not to Query',
		'Set Operation to Mutate',
	],
	[
		'an id of Query',
		'mutate',
		'getServiceTickets',
		{},
		'belongs to Query, not to Mutate',
		'Set Operation to Query',
	],
	[
		'an id of Delete',
		'query',
		'deleteServiceTicketsById',
		{},
		'belongs to Delete',
		'Set Operation to Delete',
	],
	[
		'a search in Mutate',
		'mutate',
		'postServiceTicketsSearch',
		{},
		'belongs to Query',
		'Set Operation to Query',
	],
	[
		'an id that an expression left empty',
		'query',
		'={{ $json.nothing }}',
		{},
		'Operation ID is empty',
		'check the expression',
	],
	['blanks for an id', 'query', '={{ "  " }}', {}, 'Operation ID is empty', 'check the expression'],
	['a number for an id', 'query', '={{ 5 }}', {}, '"5" is not an operation', 'Choose one'],
	[
		'a name of an object',
		'query',
		'={{ "constructor" }}',
		{},
		'"constructor" is not an operation',
		'Choose one',
	],
];

const OPTION_MISTAKES: Mistake[] = [
	[
		'a missing path id',
		'query',
		'getServiceTicketsById',
		{},
		'Options is missing',
		'check the expression',
	],
	[
		'a path id that is null',
		'query',
		'getServiceTicketsById',
		{ options: { id: null } },
		'Options is missing',
		'Fill it in',
	],
	[
		'a path id that an expression left out',
		'query',
		'getServiceTicketsById',
		{ options: '={{ { id: $json.nothing } }}' },
		'Options is missing',
		'Fill it in',
	],
	[
		'a path id of two dots',
		'query',
		'getSystemReportsByReportName',
		{ options: { reportName: '..' } },
		'Report Name (reportName)',
		'ID of an existing record',
	],
	[
		'a path id with steps in it (..back..)',
		'query',
		'getSystemReportsByReportName',
		{ options: { reportName: '..\\..' } },
		'Report Name (reportName)',
		'ID of an existing record',
	],
	[
		'a path id with steps in it (a/../../b)',
		'query',
		'getSystemReportsByReportName',
		{ options: { reportName: 'a/../../b' } },
		'Report Name (reportName)',
		'ID of an existing record',
	],
	[
		'a path id of a dot',
		'query',
		'getSystemReportsByReportName',
		{ options: { reportName: ' . ' } },
		'Report Name (reportName)',
		'ID of an existing record',
	],
	[
		'a path id that is no number',
		'query',
		'getServiceTicketsById',
		{ options: { id: '7/notes' } },
		'Ticket ID (id) must be a whole number',
		'Correct the value',
	],
	[
		'a path id with a fraction',
		'query',
		'getServiceTicketsById',
		{ options: { id: 1.5 } },
		'Ticket ID (id) must be a whole number',
		'Correct the value',
	],
	[
		'an unknown option',
		'query',
		'getServiceTickets',
		{ options: { condition: 'id = 1' } },
		'Options has "condition"',
		'It takes conditions',
	],
	[
		'an option of __proto__',
		'query',
		'getServiceTickets',
		{ options: '{"__proto__": {"conditions": "id = 1"}}' },
		'Options has "__proto__"',
		'It takes conditions',
	],
	[
		'page',
		'query',
		'getServiceTickets',
		{ options: { page: 2 } },
		'paging is handled by the node',
		'Return All',
	],
	[
		'pageId',
		'query',
		'getServiceTickets',
		{ options: { pageId: 2 } },
		'paging is handled by the node',
		'Return All',
	],
	[
		'a page size that is none',
		'query',
		'getServiceTickets',
		{ options: { pageSize: 'many' } },
		'Page Size (pageSize) must be a whole number',
		'Correct',
	],
	[
		'a wrong type',
		'query',
		'getSystemDocuments',
		{ options: { recordType: 'Ticket', recordId: 'x' } },
		'Record ID (recordId) must be a whole number, not "x"',
		'Correct',
	],
	[
		'an object for text',
		'query',
		'getServiceTickets',
		{ options: { conditions: { id: 1 } } },
		'Conditions (conditions) must be text',
		'Correct',
	],
	[
		'a bad boolean',
		'query',
		'getCompanyContactsByIdImage',
		{ options: { id: 11, useDefaultFlag: 'perhaps' } },
		'Use Default Flag (useDefaultFlag) must be true or false',
		'Correct',
	],
	[
		'a value that the enum lacks',
		'query',
		'getSystemAudittrail',
		{ options: { type: 'Nothing' } },
		'Type (type) cannot be "Nothing"',
		'Choose one of None, Ticket',
	],
	[
		'options that are no JSON',
		'query',
		'getServiceTickets',
		{ options: '{ "conditions": "status/name = "New"" }' },
		'Options is not valid JSON',
		'Check quotes',
	],
	[
		'options that are a list',
		'query',
		'getServiceTickets',
		{ options: '[1]' },
		'Options must be one JSON object',
		'Write it like',
	],
	[
		'options that are text',
		'query',
		'getServiceTickets',
		{ options: '"id = 1"' },
		'Options must be one JSON object',
		'Write it like',
	],
];

const ITEM_MISTAKES: Mistake[] = [
	[
		'a missing field',
		'mutate',
		'postServiceTickets',
		{ body: { company: { id: 2 } } },
		'Items is missing Summary (summary)',
		'check the expression',
	],
	[
		'several missing fields',
		'mutate',
		'postServiceTickets',
		{ body: {} },
		'Items is missing Summary (summary), Company (company)',
		'Fill in what is missing',
	],
	[
		'a blank reference',
		'mutate',
		'postServiceTickets',
		{ body: { summary: 'x', company: { id: null } } },
		'Items is missing Company (company)',
		'Fill in',
	],
	[
		'a form that an expression left empty',
		'mutate',
		'postServiceTickets',
		{ bodyForm: { summary: '={{ $json.nothing }}', 'company.id': 2 } },
		'Items is missing Summary (summary)',
		'Fill in',
	],
	[
		'items that are no JSON',
		'mutate',
		'postServiceTickets',
		{ body: '{ "summary": "x"' },
		'Items is not valid JSON',
		'Check quotes',
	],
	[
		'items that are no objects',
		'mutate',
		'postServiceTickets',
		{ body: [TICKET, 5] },
		'Items must contain objects, not 5',
		'Write it like',
	],
	[
		'items that are text',
		'mutate',
		'postServiceTickets',
		{ body: '"x"' },
		'Items must contain objects',
		'Write it like',
	],
	[
		'no items',
		'mutate',
		'patchServiceTicketsById',
		{ options: { id: 7 }, body: '' },
		'Items is empty',
		'check the expression',
	],
	[
		'a change of nothing',
		'mutate',
		'patchServiceTicketsById',
		{ options: { id: 7 }, body: {} },
		'changes nothing',
		'Add the fields',
	],
	[
		'a change of the id alone',
		'mutate',
		'patchServiceTicketsById',
		{ options: { id: 7 }, body: { id: 7 } },
		'changes nothing',
		'Add the fields',
	],
	[
		'a wrong type',
		'mutate',
		'postServiceTickets',
		{ body: { ...TICKET, budgetHours: 'many' } },
		'Budget Hours (budgetHours) must be a number',
		'Correct',
	],
	[
		'a wrong type in a reference',
		'mutate',
		'postServiceTickets',
		{ body: { ...TICKET, board: { id: 'x' } } },
		'"board.id" must be a whole number',
		'Correct',
	],
	[
		'a list for a reference',
		'mutate',
		'postServiceTickets',
		{ body: { ...TICKET, board: [1] } },
		'Board (board) must be an object',
		'Correct',
	],
	[
		'a value that the enum lacks',
		'mutate',
		'postServiceTickets',
		{ body: { ...TICKET, severity: 'Huge' } },
		'Severity (severity) cannot be "Huge"',
		'Choose one of Low, Medium, High',
	],
	[
		'a date that is none',
		'mutate',
		'postServiceTickets',
		{ body: { ...TICKET, requiredDate: '2026-02-30' } },
		'Required Date (requiredDate) is not a date',
		'Enter it like',
	],
	[
		'__proto__',
		'mutate',
		'postServiceTickets',
		{ body: '{"summary":"x","company":{"id":2},"__proto__":{"a":1}}' },
		'field named "__proto__"',
		'Use field names',
	],
	[
		'a way to a prototype',
		'mutate',
		'postServiceTickets',
		{ body: { ...TICKET, 'constructor.prototype.a': 1 } },
		'constructor.prototype.a',
		'Use field names',
	],
	[
		'a value and an object of one name',
		'mutate',
		'postServiceTickets',
		{ body: { ...TICKET, contact: 5, 'contact.name': 'x' } },
		'"contact" to a value and to an object',
		'Keep one',
	],
];

const SETTING_MISTAKES: Mistake[] = [
	[
		'a page size of nothing',
		'query',
		'getServiceTickets',
		{ settings: { pageSize: 0 } },
		'Page Size must be a whole number',
		'Settings',
	],
	[
		'too many in parallel',
		'query',
		'getServiceTickets',
		{ settings: { maxParallelRequests: 99 } },
		'Max Parallel Requests',
		'Settings',
	],
	[
		'retries below none',
		'query',
		'getServiceTickets',
		{ settings: { retries: -1 } },
		'Retries must be',
		'Settings',
	],
	[
		'a timeout that is no number',
		'query',
		'getServiceTickets',
		{ settings: { timeout: 'long' } },
		'Timeout must be',
		'Settings',
	],
	[
		'an API version with more in it',
		'query',
		'getServiceTickets',
		{ settings: { apiVersion: '2025.16\r\nx: y' } },
		'API Version must look like',
		'Settings',
	],
];

describe('a mistake of the user', () => {
	it.each([...OPERATION_MISTAKES, ...OPTION_MISTAKES, ...ITEM_MISTAKES, ...SETTING_MISTAKES])(
		'%s (%s %s) is told before anything is sent',
		async (_name, kind, id, call, message, hint) => {
			const error = failed(await connectWise.run(kind, id, call));
			expect(error.name).toBe('NodeOperationError');
			expect(error.message).toContain(message);
			expect(error.description).toContain(hint);
			expect(error.context).toMatchObject({ itemIndex: 0 });
			expect(sandbox.journal.count()).toBe(0);
		},
	);

	it('names the item, and nothing of the others is sent', async () => {
		const error = failed(
			await connectWise.mutate('postServiceTickets', {
				items: [{ name: 'One' }, { name: 'Two' }, { other: 'Three' }],
				body: '={{ { summary: $json.name, company: { id: 2 } } }}',
			}),
		);
		expect(error.message).toContain('Items is missing Summary (summary)');
		expect(error.context).toMatchObject({ itemIndex: 2 });
		expect(sandbox.journal.count()).toBe(0);
	});

	it('in a later body of an item sends none of the earlier ones', async () => {
		const error = failed(
			await connectWise.mutate('postServiceTickets', { body: [TICKET, { summary: 'x' }] }),
		);
		expect(error.message).toContain('Items is missing Company (company)');
		expect(sandbox.journal.count()).toBe(0);
	});

	it('fails only its own item when the node continues', async () => {
		const [a, b] = sandbox
			.store('service/tickets')
			.all()
			.map(({ id }) => Number(id));
		const call = { items: [{ id: a }, { id: 'x' }, { id: b }], options: '={{ { id: $json.id } }}' };
		const regular = await connectWise.query('getServiceTicketsById', {
			...call,
			onError: 'continueRegularOutput',
		});
		expect(regular.json.map(({ id, error }) => id ?? error)).toEqual([
			a,
			expect.stringContaining('Ticket ID (id) must be a whole number'),
			b,
		]);
		expect(regular.json[1]).toMatchObject({
			details: { itemIndex: 1, description: expect.stringContaining('Correct the value') },
		});
		const split = await connectWise.query('getServiceTicketsById', {
			...call,
			onError: 'continueErrorOutput',
		});
		expect(idsOf(split)).toEqual([a, b]);
		expect(split.errorOutput).toMatchObject([
			{ json: { error: expect.stringContaining('whole number') }, pairedItem: { item: 1 } },
		]);
	});

	it('in an operation that does not exist is told', async () => {
		const error = failed(await connectWise.run('merge', 'getServiceTickets'));
		expect(error.message).toBeTruthy();
		expect(sandbox.journal.count()).toBe(0);
	});

	it('in the Site URL is told, with what to enter', async () => {
		const error = failed(await connectTo('http://connect.example.com').query('getServiceTickets'));
		expect(error.message).toContain('https');
	});
});

describe('a path value', () => {
	it.each(['a/b', 'a?x=1', 'a#b', '100%', 'ü & "q"', '%2e%2e', '.../'])(
		'of %j stays one segment',
		async (reportName) => {
			const server = await startScriptedServer();
			await connectTo(server.url).query('getSystemReportsByReportName', {
				options: { reportName },
			});
			await server.close();
			const { pathname, searchParams } = new URL(server.received[0]?.url ?? '', server.url);
			expect(pathname).toMatch(/\/apis\/3\.0\/system\/reports\/[^/]+$/);
			expect(decodeURIComponent(pathname.split('/').at(-1) ?? '')).toBe(reportName);
			expect(searchParams.has('x')).toBe(false);
		},
	);
});

it('parameters of a saved workflow without the newer ones run with the defaults', async () => {
	const parameters: INodeParameters = { operation: 'query', operationId: 'getServiceTickets' };
	const result = await runNode({ parameters, credentials: credentialsFor(sandbox.url) });
	expect(result.error).toBeUndefined();
	expect(result.main).toHaveLength(40);
});
