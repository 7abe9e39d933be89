import type { INodeParameters, INodeType } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { connectTo, credentialsFor, failed, succeeded } from '../connectWise.mts';
import { runNode } from '../harness.mts';
import { nodeTypeName, shippedNodes } from '../package.mts';
import { withSandbox } from '../servers.mts';

const { sandbox } = await withSandbox({ size: 60 });

const TOOL_TYPE = `${nodeTypeName('connectWiseManage')}Tool`;

/** The node as n8n derives a tool from it: under another name, by which it knows that it is one. */
function toolOf(): INodeType {
	const node = new Map(shippedNodes()).get(nodeTypeName('connectWiseManage'));
	if (!node) throw new Error('The node is not built');
	const tool = Object.create(node) as INodeType;
	tool.description = { ...node.description, name: `${node.description.name}Tool` };
	return tool;
}

const runTool = async (parameters: INodeParameters, credentials = credentialsFor(sandbox.url)) =>
	await runNode({
		node: TOOL_TYPE,
		nodeTypes: { [TOOL_TYPE]: toolOf() },
		parameters,
		credentials,
	});

const tickets = (more: INodeParameters = {}): INodeParameters => ({
	operation: 'query',
	operationId: { __rl: true, mode: 'id', value: 'getServiceTickets' },
	optionsMode: 'json',
	...more,
});

/** A model's own argument, which n8n does not check. */
const asked = (value: string) => ({
	__rl: true,
	mode: 'id',
	value: `={{ ${JSON.stringify(value)} }}`,
});

describe('the node as a tool of a model', () => {
	it('reads twenty simplified records, and says that there may be more', async () => {
		const { json } = succeeded(await runTool(tickets()));
		expect(json).toHaveLength(21);
		expect(Object.keys(json[0] ?? {}).length).toBeLessThan(12);
		expect(json[20]).toEqual({
			notice: expect.stringMatching(/^Only the first 20 .* ask getServiceTicketsCount/) as unknown,
		});
	});

	it.each<readonly [string, INodeParameters, number]>([
		['all were read', { returnAll: true }, 60],
		['fewer came than were asked for', { limit: 100 }, 60],
		['none came', { optionsJson: '{ "conditions": "id < 0" }' }, 0],
	])('adds no notice where %s', async (_, parameters, count) => {
		const { json } = succeeded(await runTool(tickets(parameters)));
		expect(json).toHaveLength(count);
		expect(json.some((record) => 'notice' in record)).toBe(false);
	});

	it('adds no notice to a single record', async () => {
		const id = Number(sandbox.store('service/tickets').all()[0]?.id);
		const operationId = { __rl: true, mode: 'id', value: 'getServiceTicketsById' };
		const parameters = tickets({ operationId, limit: 1, optionsJson: JSON.stringify({ id }) });
		expect(succeeded(await runTool(parameters)).json).toMatchObject([{ id }]);
	});

	it('adds no notice where it is no tool', async () => {
		const { json } = succeeded(
			await connectTo(sandbox.url).query('getServiceTickets', { limit: 5 }),
		);
		expect(json).toHaveLength(5);
	});

	it.each<readonly [string, INodeParameters, RegExp]>([
		[
			'an empty Operation ID',
			tickets({ operationId: { __rl: true, mode: 'id', value: '={{ "" }}' } }),
			/Operation ID is empty\. Choose an operation/,
		],
		[
			'empty Items',
			{
				operation: 'mutate',
				operationId: { __rl: true, mode: 'id', value: 'postServiceTickets' },
				itemsMode: 'json',
				itemsJson: '{}',
			},
			/Items is missing Summary \(summary\), Company \(company\).*required by .*\. Fill in/,
		],
		[
			'empty words',
			{ operation: 'find', query: '={{ "" }}' },
			/is empty\. Enter words .*getServiceTickets/,
		],
	])('tells a model what is required, given %s', async (_, parameters, message) => {
		const error = failed(await runTool(parameters));
		expect(error.message).toMatch(message);
	});

	it.each([
		['getServiceTicket', 'getServiceTickets'],
		['getservicetickets', 'getServiceTickets'],
		['listServiceTickets', 'getServiceTickets'],
		['getCompanyCompany', 'getCompanyCompanies'],
		['get_time_entries', 'getTimeEntries'],
		['tickets', 'getServiceTickets'],
	])('names for the unknown operation %s the one that may be meant', async (value, likely) => {
		const { message } = failed(await runTool(tickets({ operationId: asked(value) })));
		expect(message).toMatch(
			new RegExp(`Did you mean [^?]*\\b${likely}\\b[^?]*\\? .*Find Operations`),
		);
	});

	it.each(['{}', 'x'.repeat(5_000), '$$$', 'get', '🎟'])(
		'says of %j, which is like none, where to look',
		async (value) => {
			const { message } = failed(await runTool(tickets({ operationId: asked(value) })));
			expect(message).toMatch(/is not an operation of ConnectWise.*Find Operations/);
			expect(message.length).toBeLessThan(500);
		},
	);

	it('tells a model of a refusal whole, once', async () => {
		sandbox.faults.add({ action: { kind: 'status', status: 403 }, path: '/service/tickets' });
		const { message, description } = failed(await runTool(tickets()));
		expect(message).toContain('ConnectWise answered 403');
		expect(message.split('Service Desk > Service Tickets, Inquire Level')).toHaveLength(2);
		expect(description ?? '').toBe('');
	});

	it('sends 0 and false as the values that they are', async () => {
		const company = Number(sandbox.store('company/companies').all()[0]?.id);
		const values = { budgetHours: 0, automaticEmailContactFlag: false };
		succeeded(
			await runTool({
				operation: 'mutate',
				operationId: { __rl: true, mode: 'id', value: 'postServiceTickets' },
				itemsMode: 'json',
				itemsJson: `={{ ${JSON.stringify({ summary: 'x', company: { id: company }, ...values })} }}`,
			}),
		);
		expect(sandbox.journal.entries({ method: 'POST' })[0]?.body).toMatchObject(values);
	});

	it('takes 0 for the id of a record, not for nothing', async () => {
		const operationId = { __rl: true, mode: 'id', value: 'getServiceTicketsById' };
		const { message } = failed(await runTool(tickets({ operationId, optionsJson: '{"id":0}' })));
		expect(message).toContain('404');
	});

	it('keeps message and description apart where it is no tool', async () => {
		const { message, description } = failed(await connectTo(sandbox.url).query('={{ "" }}'));
		expect(message).toBe('Operation ID is empty');
		expect(description).toMatch(/Choose an operation/);
	});
});
