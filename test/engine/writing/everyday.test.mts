import { randomUUID } from 'node:crypto';
import type { IDataObject, INodeParameters, ResourceMapperField } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import { credentialsFor, failed, idsOf, requestsOf, succeeded } from '../connectWise.mts';
import {
	bytesOf,
	runListSearch,
	runLoadOptions,
	runNode,
	runResourceMapping,
	toBinary,
} from '../harness.mts';
import type { NodeOptions } from '../harness.mts';

let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 60 });
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const locator = (value: unknown) => ({ __rl: true, mode: 'id', value });
const form = (value: IDataObject) => ({ mappingMode: 'defineBelow', value });

interface JobCall extends Omit<NodeOptions, 'parameters'> {
	readonly id?: unknown;
	/** Items as the form fills them in. */
	readonly fields?: IDataObject;
	readonly more?: IDataObject;
}

function parametersOf(resource: string, operation: string, call: JobCall = {}): INodeParameters {
	const { id, fields, more } = call;
	return {
		resource,
		operation,
		...(id !== undefined && { recordId: locator(id) }),
		...(fields && { items: form(fields) }),
		...more,
	} as unknown as INodeParameters;
}

/** One everyday job as a workflow holds it: no operation ID, and nothing that its form does not show. */
async function run(resource: string, operation: string, call: JobCall = {}) {
	const { id: _id, fields: _fields, more: _more, ...rest } = call;
	return await runNode({
		...rest,
		parameters: parametersOf(resource, operation, call),
		credentials: credentialsFor(sandbox.url),
	});
}

const store = (path: string) => sandbox.store(path);
const firstOf = (path: string) => store(path).all()[0] ?? expect.fail(`no ${path}`);
const ticketId = () => Number(firstOf('service/tickets').id);
const writes = () => requestsOf(sandbox).filter((line) => !line.startsWith('GET'));
const bodies = () =>
	sandbox.journal
		.entries()
		.filter(({ method }) => method !== 'GET')
		.map(({ body }) => body);
const FILE = Buffer.from('Sample log, line 1\n');

describe('the verbs', () => {
	it('Create sends the fields, with references by name', async () => {
		const company = firstOf('company/companies');
		const fields = { summary: 'Printer offline', company: company.identifier };
		const { json } = succeeded(await run('ticket', 'create', { fields: fields as IDataObject }));
		expect(json).toMatchObject([{ summary: 'Printer offline', company: { id: company.id } }]);
		expect(writes()).toEqual(['POST /service/tickets']);
	});

	it('Create or Update finds the record by its usual fields, and makes no second one', async () => {
		const fields = { name: 'Example Bakery', identifier: 'ExampleBakery' };
		const before = store('company/companies').size;
		const [created] = succeeded(await run('company', 'upsert', { fields })).json;
		const changed = { ...fields, website: 'https://bakery.example' };
		const [updated] = succeeded(await run('company', 'upsert', { fields: changed })).json;
		expect([created?.outcome, updated?.outcome]).toEqual(['created', 'updated']);
		expect(updated).toMatchObject({ id: created?.id, changed: ['website'] });
		expect(store('company/companies').size).toBe(before + 1);
	});

	it('Create or Update goes by Match Fields that are chosen', async () => {
		const summary = 'Disk of EXAMPLE-01 is full';
		const fields = { summary, company: String(firstOf('company/companies').identifier) };
		const more = { matchFields: ['summary'] };
		const [created] = succeeded(await run('ticket', 'upsert', { fields, more })).json;
		const [found] = succeeded(await run('ticket', 'upsert', { fields, more })).json;
		expect(found).toMatchObject({ id: created?.id, outcome: 'unchanged' });
	});

	it('Get reads the record, whole or as chosen', async () => {
		const id = ticketId();
		expect(succeeded(await run('ticket', 'get', { id })).json[0]).toMatchObject({ id });
		const more = { returnFields: ['id', 'summary'] };
		const { json } = succeeded(await run('ticket', 'get', { id, more }));
		expect(json).toEqual([{ id, summary: firstOf('service/tickets').summary }]);
		expect(requestsOf(sandbox)).toEqual([
			`GET /service/tickets/${id}`,
			`GET /service/tickets/${id}`,
		]);
	});

	it('Get Many filters, orders, limits and takes options', async () => {
		const more = {
			filterCombination: 'all',
			filters: { rows: [{ recordField: 'id|number', numberOperator: 'greater', value: '0' }] },
			orderByFields: { rows: [{ field: 'id', direction: 'desc' }] },
			limit: 3,
		};
		const ids = store('service/tickets')
			.all()
			.map(({ id }) => Number(id));
		expect(idsOf(succeeded(await run('ticket', 'getAll', { more })))).toEqual(
			ids.sort((left, right) => right - left).slice(0, 3),
		);
		const all = { returnAll: true, optionsMode: 'json', optionsJson: '{ "fields": "id" }' };
		expect(idsOf(succeeded(await run('ticket', 'getAll', { more: all })))).toHaveLength(ids.length);
	});

	it('Get Many gives files as well', async () => {
		const more = { output: 'files', fileFormat: 'csv', returnAll: true };
		const { main } = succeeded(await run('timeEntry', 'getAll', { more }));
		expect(main).toHaveLength(1);
		expect(main[0]?.json.rows).toBe(store('time/entries').size);
	});

	it('Update changes the fields given', async () => {
		const id = ticketId();
		const fields = { summary: 'Printer online' };
		const { json } = succeeded(await run('ticket', 'update', { id, fields }));
		expect(json).toMatchObject([{ id, summary: 'Printer online' }]);
		expect(bodies()).toEqual([[{ op: 'replace', path: 'summary', value: 'Printer online' }]]);
	});

	it('Delete deletes the record', async () => {
		const id = Number(firstOf('schedule/entries').id);
		const { json } = succeeded(await run('scheduleEntry', 'deleteRecord', { id }));
		expect(json).toEqual([{ deleted: true, id }]);
		expect(store('schedule/entries').get(id)).toBeUndefined();
	});

	it('Count counts what the filter leaves', async () => {
		const rows = [
			{ recordField: 'id|number', numberOperator: 'equals', value: String(ticketId()) },
		];
		const counts = [
			await run('ticket', 'count'),
			await run('ticket', 'count', { more: { filters: { rows } } }),
		].map((result) => succeeded(result).json);
		expect(counts).toEqual([[{ count: store('service/tickets').size }], [{ count: 1 }]]);
	});
});

describe('the jobs of tickets', () => {
	const FLAGS = ['detailDescriptionFlag', 'internalAnalysisFlag', 'resolutionFlag'] as const;

	it.each([
		['discussion', 'detailDescriptionFlag'],
		['internal', 'internalAnalysisFlag'],
		['resolution', 'resolutionFlag'],
	])('Add Note of type %s sets %s and no other flag', async (noteType, flag) => {
		const call = { id: ticketId(), fields: { text: 'Toner ordered' }, more: { noteType } };
		const { json } = succeeded(await run('ticket', 'addNote', call));
		expect(json).toMatchObject([{ text: 'Toner ordered', [flag]: true }]);
		expect(writes()).toEqual([`POST /service/tickets/${call.id}/notes`]);
		const [sent] = bodies() as Array<Record<string, unknown>>;
		expect(FLAGS.filter((name) => sent?.[name] === true)).toEqual([flag]);
	});

	it('Add Note is for staff only unless told otherwise', async () => {
		succeeded(await run('ticket', 'addNote', { id: ticketId(), fields: { text: 'Toner' } }));
		expect(bodies()).toMatchObject([{ internalAnalysisFlag: true, detailDescriptionFlag: false }]);
	});

	it.each(['detailDescriptionFlag', '/DetailDescriptionFlag'])(
		'Add Note shows nobody outside what is Internal, though its JSON has %s',
		async (name) => {
			const itemsJson = JSON.stringify({ text: 'Toner', [name]: true });
			const more = { noteType: 'internal', itemsMode: 'json', itemsJson };
			const result = await run('ticket', 'addNote', { id: ticketId(), more });
			expect(failed(result).message).toMatch(
				/Detail Description Flag .* is false by the operation/,
			);
			expect(writes()).toEqual([]);
		},
	);

	it('Add Note serves project tickets, companies, opportunities and projects', async () => {
		const cases = [
			['projectTicket', 'project/tickets'],
			['company', 'company/companies'],
			['opportunity', 'sales/opportunities'],
			['project', 'project/projects'],
		] as const;
		for (const [resource, path] of cases) {
			const id = Number(firstOf(path).id);
			const { json } = succeeded(
				await run(resource, 'addNote', { id, fields: { text: 'Called' } }),
			);
			expect(json).toMatchObject([{ text: 'Called' }]);
			expect(writes().at(-1)).toBe(`POST /${path}/${id}/notes`);
		}
	});

	it.each([
		['ticket', 'service/tickets', 'allNotes'],
		['projectTicket', 'project/tickets', 'allNotes'],
		['company', 'company/companies', 'notes'],
	])('Get Notes of a %s reads all of them', async (resource, path, list) => {
		const id = Number(firstOf(path).id);
		const { json } = succeeded(await run(resource, 'getNotes', { id, more: { returnAll: true } }));
		expect(json.length).toBeGreaterThan(0);
		expect(json.some(({ text }) => typeof text === 'string')).toBe(true);
		expect(new Set(requestsOf(sandbox))).toEqual(new Set([`GET /${path}/${id}/${list}`]));
	});

	it.each([
		['ticket', 'service/tickets', 'ServiceTicket'],
		['projectTicket', 'project/tickets', 'ProjectTicket'],
	])('Log Time on a %s', async (resource, path, chargeToType) => {
		const id = Number(firstOf(path).id);
		const fields = {
			timeStart: '2026-03-02T09:00:00Z',
			timeEnd: '2026-03-02T09:45:00Z',
			notes: 'Replaced the toner',
		};
		const { json } = succeeded(await run(resource, 'logTime', { id, fields }));
		expect(json).toMatchObject([{ chargeToId: id, chargeToType, notes: 'Replaced the toner' }]);
		expect(bodies()).toMatchObject([{ chargeToId: id, chargeToType }]);
	});

	it('Log Time charges the ticket chosen, not another one of the input', async () => {
		const [own, other] = store('service/tickets').all();
		const items = [{ chargeToId: Number(other?.id), timeStart: '2026-03-02T09:00:00Z' }];
		const call = { id: own?.id, items, more: { itemsMode: 'input' } };
		expect(failed(await run('ticket', 'logTime', call)).message).toMatch(/Charge To ID/);
		expect(writes()).toEqual([]);
	});

	it('Attach File and Get Files, then Download of the document', async () => {
		const id = ticketId();
		const items = [{ json: {}, binary: { data: toBinary(FILE, 'sample.log', 'text/plain') } }];
		const call = { id, items, fields: { file: 'data', title: 'Sample log' } };
		const [attached] = succeeded(await run('ticket', 'attachFile', call)).json;
		expect(attached).toMatchObject({ title: 'Sample log' });
		const files = succeeded(await run('ticket', 'getFiles', { id, more: { returnAll: true } }));
		expect(idsOf(files)).toContain(attached?.id);
		const [{ query }] = sandbox.journal.entries({ method: 'GET' }).slice(-1);
		expect(query).toMatchObject({ recordType: 'Ticket', recordId: String(id) });
		const [item] = succeeded(await run('document', 'download', { id: attached?.id })).main;
		expect(item && bytesOf(item).equals(FILE)).toBe(true);
	});

	it('Merge puts other tickets into the one chosen', async () => {
		const [into, from] = store('service/tickets').all();
		const fields = { mergeTicketIds: String(from?.id), status: 1 };
		succeeded(await run('ticket', 'merge', { id: into?.id, fields }));
		expect(writes()).toEqual([`POST /service/tickets/${String(into?.id)}/merge`]);
		expect(bodies()).toEqual([{ mergeTicketIds: [from?.id], status: { id: 1 } }]);
	});
});

describe('the jobs of other records', () => {
	it('Upload files a document', async () => {
		const items = [{ json: {}, binary: { data: toBinary(FILE, 'sample.log', 'text/plain') } }];
		const recordId = Number(firstOf('company/companies').id);
		const fields = { file: 'data', title: 'Sample', recordType: 'Company', recordId };
		const { json } = succeeded(await run('document', 'upload', { items, fields }));
		expect(json).toMatchObject([{ title: 'Sample' }]);
	});

	it('Attach File to a company', async () => {
		const items = [{ json: {}, binary: { data: toBinary(FILE, 'sample.log', 'text/plain') } }];
		const id = Number(firstOf('company/companies').id);
		const call = { id, items, fields: { file: 'data', title: 'Sample' } };
		expect(succeeded(await run('company', 'attachFile', call)).json).toMatchObject([
			{ title: 'Sample' },
		]);
	});

	it('Download PDF of an invoice gives a file', async () => {
		const id = Number(firstOf('finance/invoices').id);
		const { main } = succeeded(await run('invoice', 'downloadPdf', { id }));
		expect(main[0]?.binary?.data?.mimeType).toBe('application/pdf');
	});

	it('Add Addition and Get Additions of an agreement', async () => {
		const id = Number(firstOf('finance/agreements').id);
		const product = Number(firstOf('procurement/catalog').id);
		const fields = { product, quantity: 2, billCustomer: 'Billable' };
		const [added] = succeeded(await run('agreement', 'addAddition', { id, fields })).json;
		expect(added).toMatchObject({ quantity: 2 });
		const additions = await run('agreement', 'getAdditions', { id, more: { returnAll: true } });
		expect(idsOf(succeeded(additions))).toContain(added?.id);
	});
});

describe('the ID of the record', () => {
	it('is taken item by item from an expression', async () => {
		const ids = store('service/tickets')
			.all()
			.slice(0, 3)
			.map(({ id }) => Number(id));
		const items = ids.map((id) => ({ id }));
		const result = succeeded(await run('ticket', 'get', { id: '={{ $json.id }}', items }));
		expect(idsOf(result)).toEqual(ids);
		expect(result.main.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	it.each([' 17 ', '17', 17])('may be %j', async (id) => {
		store('service/tickets').insert({ id: 17, summary: 'Seventeen' });
		await run('ticket', 'get', { id });
		expect(requestsOf(sandbox)).toEqual(['GET /service/tickets/17']);
	});

	it.each([
		['={{ "" }}', /^Ticket ID is empty/],
		['={{ null }}', /^Ticket ID is empty/],
		['={{ undefined }}', /^Ticket ID is empty/],
		['abc', /^Ticket ID must be the number of a record, not "abc"/],
		['1/../2', /^Ticket ID must be/],
		['0x10', /^Ticket ID must be/],
		['1e3', /^Ticket ID must be/],
		['-5', /^Ticket ID must be/],
		['1.5', /^Ticket ID must be/],
		['99999999999999999999', /^Ticket ID must be/],
		['={{ [1, 2] }}', /^Ticket ID must be/],
		['={{ { id: 1 } }}', /^Ticket ID must be/],
		['={{ true }}', /^Ticket ID must be/],
	])('is refused as %j before anything is sent', async (id, message) => {
		for (const operation of ['get', 'deleteRecord', 'logTime']) {
			expect(failed(await run('ticket', operation, { id })).message).toMatch(message);
		}
		expect(requestsOf(sandbox)).toEqual([]);
	});

	it('is refused for its own item only where the node goes on', async () => {
		const items = [{ id: ticketId() }, { id: 'none' }];
		const { json } = succeeded(
			await run('ticket', 'get', {
				id: '={{ $json.id }}',
				items,
				onError: 'continueRegularOutput',
			}),
		);
		expect(json).toMatchObject([{ id: ticketId() }, { error: expect.stringMatching(/Ticket ID/) }]);
	});
});

describe('what is no job', () => {
	const CUSTOM = '__CUSTOM_API_CALL__';

	it.each([
		[CUSTOM, CUSTOM],
		['ticket', CUSTOM],
		['api', CUSTOM],
	])('answers Custom API Call at %s %s with what to do', async (resource, operation) => {
		const error = failed(await run(resource, operation));
		expect(error.message).toMatch(/^Custom API Call is done by the HTTP Request node/);
		expect(error.description).toMatch(/Predefined Credential Type/);
	});

	it.each([
		['ticket', 'query', /^Ticket has no operation "query"/],
		['ticket', 'downloadPdf', /^Ticket has no operation/],
		['widget', 'get', /^The resource "widget" is not known/],
		['api', 'getAll', /^The operation "getAll" is not known/],
	])('refuses %s %s', async (resource, operation, message) => {
		expect(failed(await run(resource, operation)).message).toMatch(message);
		expect(requestsOf(sandbox)).toEqual([]);
	});

	it('gives an error item for each input item where the node goes on', async () => {
		const items = [{}, {}];
		const { json } = succeeded(
			await run('widget', 'get', { items, onError: 'continueRegularOutput' }),
		);
		expect(json).toHaveLength(2);
	});
});

describe('workflows from before there was a Resource', () => {
	it('run as they did', async () => {
		const { json } = succeeded(
			await runNode({
				parameters: {
					operation: 'query',
					operationId: locator('getServiceTicketsCount'),
				} as unknown as INodeParameters,
				credentials: credentialsFor(sandbox.url),
			}),
		);
		expect(json).toEqual([{ count: store('service/tickets').size }]);
	});
});

describe('the forms', () => {
	const ask = (resource: string, operation: string, call: JobCall = {}) => ({
		parameters: parametersOf(resource, operation, call),
		credentials: credentialsFor(sandbox.url, { clientId: randomUUID() }),
	});
	const itemFields = async (...given: Parameters<typeof ask>) =>
		(await runResourceMapping('getItemFields', ask(...given))).fields;
	const shown = (fields: readonly ResourceMapperField[]) =>
		fields.filter(({ removed }) => removed !== true).map(({ id }) => id);

	it('of Log Time ask for neither the ticket nor its kind', async () => {
		const fields = await itemFields('ticket', 'logTime', { id: 1 });
		expect(shown(fields)).toEqual(['timeStart', 'timeEnd', 'notes']);
		expect(fields.map(({ id }) => id)).not.toEqual(
			expect.arrayContaining([expect.stringMatching(/^chargeTo/)]),
		);
	});

	it('of Add Note ask for the text alone', async () => {
		expect(shown(await itemFields('ticket', 'addNote', { id: 1 }))).toEqual(['text']);
	});

	it('of Attach File ask for the file and its title', async () => {
		expect(shown(await itemFields('ticket', 'attachFile', { id: 1 }))).toEqual(['file', 'title']);
	});

	it('of Update offer the statuses of the board that the chosen ticket is on', async () => {
		const ticket = firstOf('service/tickets');
		const fields = await itemFields('ticket', 'update', { id: ticket.id });
		const status = fields.find(({ id }) => id === 'status');
		expect(status?.type).toBe('options');
		expect(status?.options?.map(({ value }) => value)).toContain(
			(ticket.status as IDataObject | undefined)?.id,
		);
	});

	it('of Get Many ask for nothing in Options that the node asks for elsewhere', async () => {
		const { fields } = await runResourceMapping('getOptionFields', ask('ticket', 'getAll'));
		expect(shown(fields)).toEqual([]);
		expect(fields.map(({ id }) => id)).toEqual(['childConditions', 'customFieldConditions']);
		const documents = await runResourceMapping('getOptionFields', ask('document', 'getAll'));
		expect(shown(documents.fields)).toEqual(['recordType', 'recordId']);
	});

	it('offer fields to filter, return, order and match by, and to look up', async () => {
		const values = async (method: string, resource: string, operation: string) =>
			(await runLoadOptions(method, ask(resource, operation))).map(({ value }) => value);
		expect(await values('getFilterFields', 'ticket', 'getAll')).toContain('summary|text');
		expect(await values('getReturnFields', 'ticket', 'get')).toContain('summary');
		expect(await values('getOrderFields', 'ticket', 'getNotes')).not.toEqual([]);
		expect(await values('getMatchFields', 'company', 'upsert')).toContain('identifier');
		const lookUp = await values('getLookUpFields', 'ticket', 'logTime');
		expect(lookUp).toContain('items.member');
		expect(lookUp.filter((value) => String(value).startsWith('options.'))).toEqual([]);
	});

	it.each([
		['ticket', 'service/tickets', 'summary'],
		['projectTicket', 'project/tickets', 'summary'],
		['company', 'company/companies', 'identifier'],
		['invoice', 'finance/invoices', 'invoiceNumber'],
		['member', 'system/members', 'lastName'],
	])('search the %s by what people know', async (resource, path, name) => {
		const record = firstOf(path);
		const { results } = await runListSearch('searchResource', {
			...ask(resource, 'get'),
			filter: String(record[name]),
		});
		expect(results.map(({ value }) => value)).toContain(record.id);
	});

	it('say why records cannot be searched', async () => {
		await expect(runListSearch('searchResource', ask('document', 'get'))).rejects.toThrow(
			/cannot be listed/,
		);
		const { parameters } = ask('ticket', 'get');
		await expect(runListSearch('searchResource', { parameters })).rejects.toThrow(/credential/);
	});
});
