import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installCommunityPackage } from '../../tools/hosts/communityPackage.mts';
import { N8nCli } from '../../tools/hosts/n8nCli.mts';
import { NEWEST_N8N } from '../../tools/hosts/recipes.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { freshUserFolder, provideHost, provideTarball } from './host/environment.mts';
import {
	connectWiseCredential,
	CREDENTIAL,
	MODEL_CREDENTIAL,
	modelCredential,
} from './around/localConnectWise.mts';
import { startScriptedModel, type ScriptedModel } from './around/scriptedModel.mts';

const prepared = {
	tarball: await provideTarball(),
	host: await provideHost(NEWEST_N8N),
};

/** As the button with the stars writes it. */
const byModel = (argument: string, type = 'string') =>
	`={{ /*n8n-auto-generated-fromAI-override*/ $fromAI('${argument}', \`\`, '${type}') }}`;
const ticketId = { __rl: true, mode: 'id', value: byModel('Ticket_ID') };
const form = (value: object) => ({ mappingMode: 'defineBelow', value, schema: [] });

const TOOLS = [
	{
		name: 'Get many tickets in ConnectWise Manage',
		parameters: {
			operation: 'getAll',
			conditionsMode: 'text',
			conditionsText: byModel('Condition_Text'),
		},
	},
	{
		name: 'Add a note to a ticket in ConnectWise Manage',
		parameters: {
			operation: 'addNote',
			recordId: ticketId,
			noteType: 'internal',
			items: form({ text: byModel('Text') }),
		},
	},
	{
		name: 'Log time on a ticket in ConnectWise Manage',
		parameters: {
			operation: 'logTime',
			recordId: ticketId,
			items: form({
				timeStart: byModel('Time_Start'),
				timeEnd: byModel('Time_End'),
				notes: byModel('Notes'),
			}),
		},
	},
];

const at = (x: number, y: number): [number, number] => [x, y];

const workflow = {
	id: 'cwEverydayTools',
	name: 'Everyday tools',
	settings: {},
	nodes: [
		{
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: at(0, 0),
			parameters: {},
		},
		{
			id: 'agent',
			name: 'AI Agent',
			type: '@n8n/n8n-nodes-langchain.agent',
			typeVersion: 2.2,
			position: at(200, 0),
			parameters: {
				promptType: 'define',
				text: 'Log 45 minutes on the ticket.',
				options: { maxIterations: 3 },
			},
		},
		{
			id: 'model',
			name: 'Model',
			type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
			typeVersion: 1.2,
			position: at(200, 200),
			parameters: { model: { __rl: true, mode: 'id', value: 'gpt-4.1-mini' }, options: {} },
			credentials: { openAiApi: MODEL_CREDENTIAL },
		},
		...TOOLS.map(({ name, parameters }, index) => ({
			id: `tool-${index}`,
			name,
			type: 'n8n-nodes-connectwise-manage.connectWiseManageTool',
			typeVersion: 1,
			position: at(400 + index * 200, 200),
			// The description is n8n's own.
			parameters: { descriptionType: 'auto', resource: 'ticket', ...parameters },
			credentials: { connectWiseManagePsaApi: CREDENTIAL },
		})),
	],
	connections: {
		Start: { main: [[{ node: 'AI Agent', type: 'main', index: 0 }]] },
		Model: { ai_languageModel: [[{ node: 'AI Agent', type: 'ai_languageModel', index: 0 }]] },
		...Object.fromEntries(
			TOOLS.map(({ name }) => [
				name,
				{ ai_tool: [[{ node: 'AI Agent', type: 'ai_tool', index: 0 }]] },
			]),
		),
	},
};

describe('an agent with three everyday tools, described by n8n', () => {
	let sandbox: Sandbox;
	let model: ScriptedModel;
	let cli: N8nCli;
	let ticket: number;

	beforeAll(async () => {
		sandbox = await startSandbox({});
		ticket = Number(sandbox.store('service/tickets').all()[0]?.id);
		const script = {
			Ticket_ID: String(ticket),
			Time_Start: '2026-03-02T09:00:00Z',
			Time_End: '2026-03-02T09:45:00Z',
			Notes: 'Replaced the toner',
		};
		// A model that knows no API: it goes by what a tool says of itself.
		model = await startScriptedModel(script, (tools) =>
			tools.find((tool) => /log time on a ticket/i.test(tool.function.description ?? '')),
		);
		const userFolder = await freshUserFolder('everyday-tools');
		await installCommunityPackage(userFolder, prepared.tarball);
		cli = new N8nCli(prepared.host, userFolder);
		await cli.importCredentials([connectWiseCredential(sandbox.url), modelCredential(model.url)]);
		await cli.importWorkflows([workflow]);
	});

	afterAll(async () => {
		await sandbox?.close();
		await model?.close();
	});

	it('logs the time by the tool whose description says so', async () => {
		const execution = await cli.execute(workflow.id);
		expect(execution.error, execution.command.stderr).toBeUndefined();
		const [question, followUp] = model.requests;
		const offered = (question?.tools ?? []).map(({ function: tool }) => ({
			name: tool.name,
			description: tool.description,
			arguments: Object.keys(tool.parameters.properties ?? {}),
		}));
		const byName = offered.toSorted((a, b) => a.name.localeCompare(b.name));
		expect(byName).toEqual([
			{
				name: 'Add_a_note_to_a_ticket_in_ConnectWise_Manage',
				description: 'Add a note to a ticket in ConnectWise Manage',
				arguments: ['Ticket_ID', 'Text'],
			},
			{
				name: 'Get_many_tickets_in_ConnectWise_Manage',
				description: 'Get many tickets in ConnectWise Manage',
				arguments: ['Condition_Text'],
			},
			{
				name: 'Log_time_on_a_ticket_in_ConnectWise_Manage',
				description: 'Log time on a ticket in ConnectWise Manage',
				arguments: ['Ticket_ID', 'Time_Start', 'Time_End', 'Notes'],
			},
		]);
		const answer = followUp?.messages.find(({ role }) => role === 'tool');
		expect(JSON.stringify(answer?.content)).toContain('Replaced the toner');
		const written = sandbox.journal.entries().filter(({ method }) => method !== 'GET');
		expect(written.map(({ method, path }) => [method, path.replace(/^.*3\.0/, '')])).toEqual([
			['POST', '/time/entries'],
		]);
		expect(written[0]?.body).toMatchObject({
			chargeToId: ticket,
			chargeToType: 'ServiceTicket',
			notes: 'Replaced the toner',
		});
	});
});
