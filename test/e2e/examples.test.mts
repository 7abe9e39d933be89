import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExamples, withCredential, withHeaderAuth } from '../../tools/demo/workflows.mts';
import { installCommunityPackage } from '../../tools/hosts/communityPackage.mts';
import { N8nCli, type CliExecution, type WorkflowDocument } from '../../tools/hosts/n8nCli.mts';
import { startN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import { N8nRestClient } from '../../tools/hosts/restClient.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { freshUserFolder, provideHost, provideTarball } from './host/environment.mts';
import {
	connectWiseCredential,
	CREDENTIAL,
	HEADER_CREDENTIAL,
	headerCredential,
	MODEL_CREDENTIAL,
	modelCredential,
	readAllTicketIds,
} from './around/localConnectWise.mts';
import { OWNER } from './host/owner.mts';
import { startScriptedModel, type ScriptedModel } from './around/scriptedModel.mts';

/** What a model may be given for one tool call: a few thousand tokens. */
const TOOL_ANSWER_CHARACTERS = 8_000;

const TYPES = [
	'n8n-nodes-connectwise-manage.connectWiseManage',
	'n8n-nodes-connectwise-manage.connectWiseManageTool',
];

const prepared = {
	tarball: await provideTarball(),
	hosts: [await provideHost(NEWEST_N8N), await provideHost(OLDEST_N8N)],
};

function withModel(workflow: WorkflowDocument): WorkflowDocument {
	const nodes = workflow.nodes.map((node) =>
		node.type.endsWith('.lmChatOpenAi')
			? { ...node, credentials: { openAiApi: MODEL_CREDENTIAL } }
			: node,
	);
	return { ...workflow, nodes };
}

describe.each(prepared.hosts)('the packed package in n8n $version', (host) => {
	let sandbox: Sandbox;
	let model: ScriptedModel;
	let cli: N8nCli;
	let userFolder: string;

	beforeAll(async () => {
		sandbox = await startSandbox({});
		model = await startScriptedModel({ conditions: 'closedFlag = false' });
		userFolder = await freshUserFolder(`examples-${host.version}`);
		await installCommunityPackage(userFolder, prepared.tarball);
		cli = new N8nCli(host, userFolder);
		await cli.importCredentials([
			connectWiseCredential(sandbox.url),
			headerCredential(),
			modelCredential(model.url),
		]);
		const examples = [...(await readExamples()).values()];
		await cli.importWorkflows(
			examples.map((it) =>
				withModel(withHeaderAuth(withCredential(it, CREDENTIAL), HEADER_CREDENTIAL)),
			),
		);
	});

	afterAll(async () => {
		await sandbox?.close();
		await model?.close();
	});

	async function execute(workflowId: string): Promise<CliExecution> {
		const execution = await cli.execute(workflowId);
		expect(execution.error, execution.command.stderr).toBeUndefined();
		expect(execution.isSuccess, execution.command.stdout.slice(-2000)).toBe(true);
		return execution;
	}

	it('loads the node and its tool without a warning about them, and publishes a workflow', async () => {
		const n8n = await startN8n({ installation: host, userFolder });
		try {
			const rest = new N8nRestClient(n8n.url);
			await rest.signIn(OWNER);
			const names = (await rest.nodeTypes()).map(({ name }) => name);
			expect(names).toEqual(expect.arrayContaining(TYPES));
			if (!host.version.startsWith('1.')) await rest.publishWorkflow('cwFanOutPart');
		} finally {
			await n8n.stop();
		}
		expect(n8n.log()).toContain('Editor is now accessible');
		expect(
			n8n
				.log()
				.split('\n')
				.filter((line) => /connectwise/i.test(line)),
		).toEqual([]);
		expect(n8n.log()).not.toMatch(/could not load|failed to load|unrecognized node/i);
	});

	it('counts the open tickets per board into a table', async () => {
		const execution = await execute('cwOpenPerBoard');
		const tickets = execution.items('Get Open Tickets');
		const boards = execution.items('Most Open First').map(({ json }) => json);
		expect(tickets.length).toBeGreaterThan(50);
		const counted = boards.reduce((sum, board) => sum + Number(board.count_id), 0);
		expect(counted).toBe(tickets.length);
		expect(execution.items('Table as a File')[0]?.binary?.data?.fileName).toBe(
			'open-tickets-per-board.csv',
		);
	});

	it('creates company, contact and ticket that belong together', async () => {
		const execution = await execute('cwNewCustomer');
		const [company] = execution.items('Create Company');
		const [contact] = execution.items('Create Contact');
		const [ticket] = execution.items('Create Ticket');
		expect(contact?.json.company).toMatchObject({ id: company?.json.id });
		expect(ticket?.json).toMatchObject({
			summary: 'The till does not print',
			company: { id: company?.json.id },
			contact: { id: contact?.json.id },
		});
	});

	it('exports every time entry, each once', async () => {
		const execution = await execute('cwTimeExport');
		const rows = execution.items('Get All Time Entries').map(({ json }) => json);
		const ids = rows.map(({ id }) => id);
		expect(ids.length).toBe(sandbox.store('time/entries').size);
		expect(new Set(ids).size).toBe(ids.length);
		expect(rows.filter((row) => Object.values(row).some((it) => typeof it === 'object'))).toEqual(
			[],
		);
		expect(execution.items('Export File')).toHaveLength(1);
	});

	it('exports every ticket into files, each once', async () => {
		const execution = await execute('cwTicketFiles');
		const files = execution.items('Store Each File');
		const rowCount = files.reduce((sum, { json }) => sum + Number(json.rows), 0);
		expect(rowCount).toBe(sandbox.store('service/tickets').size);
		expect(files[0]?.binary?.data?.fileName).toBe('service-tickets-0001.csv');
	});

	it('updates the tickets of a spreadsheet and sends the wrong row to the error branch', async () => {
		const execution = await execute('cwUpdateTickets');
		const wanted = execution.items('Three Tickets to Try With').map(({ json }) => json.id);
		expect(execution.items('Updated').map(({ json }) => json.ticketId)).toEqual(wanted);
		const failed = execution.items('Not Updated').map(({ json }) => json);
		expect(failed).toHaveLength(1);
		expect(failed[0]?.ticketId).toBe(999999999);
		expect(String(failed[0]?.reason)).toMatch(/not found|999999999/i);
	});

	it('attaches a file to a ticket and downloads the same bytes', async () => {
		const execution = await execute('cwAttachFile');
		const [text] = execution.items('Text to Attach');
		const [read] = execution.items('Read the Text');
		expect(read?.json.data).toBe(text?.json.text);
	});

	it('joins the parts of the fan-out to what one direct read gives', async () => {
		const execution = await execute('cwFanOutSync');
		const ids = execution.items('All Tickets').map(({ json }) => Number(json.id));
		const direct = await readAllTicketIds(sandbox.url);
		expect(execution.items('Split into Id Ranges').length).toBeGreaterThan(4);
		expect(ids.toSorted((a, b) => a - b)).toEqual(direct);
	});

	it('lets an agent query through the tool and gives the model a small answer', async () => {
		const before = model.requests.length;
		const execution = await execute('cwAiAgent');
		const [question, followUp] = model.requests.slice(before);
		const [tool] = question?.tools ?? [];
		expect(Object.keys(tool?.function.parameters.properties ?? {})).toContain('conditions');
		const answer = followUp?.messages.find(({ role }) => role === 'tool');
		const text = JSON.stringify(answer?.content);
		expect(text).toContain('summary');
		expect(text.length).toBeLessThan(TOOL_ANSWER_CHARACTERS);
		expect(execution.items('AI Agent')[0]?.json.output).toBe('Here is what I found.');
	});
});
