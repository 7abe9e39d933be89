import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExamples, withCredential } from '../../tools/demo/workflows.mts';
import type { WorkflowDocument } from '../../tools/hosts/n8nCli.mts';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import type { N8nRestClient } from '../../tools/hosts/restClient.mts';
import { clientOf } from '../sandbox/client.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { provideHost, provideTarball } from './host/environment.mts';
import { Executions } from './host/executions.mts';
import { CREDENTIAL } from './around/localConnectWise.mts';
import { prepareN8n, type StartN8n } from './host/n8nWithNode.mts';

const WORKFLOW_ID = 'cwCallbacks';
const EXAMPLE_ID = 'cwTicketStatus';
const TRIGGER = 'On Ticket Change';
const APART_MS = 3_000;
/** n8n 2 answers before it has registered, or removed, the webhooks of a workflow. */
const SOON = { timeout: 30_000 };
const FOREIGN = {
	type: 'ticket',
	level: 'owner',
	objectId: 1,
	url: 'https://other.example/hook?recordId=',
	description: 'other integration',
	inactiveFlag: false,
	memberId: 243,
};

const workflow: WorkflowDocument = {
	id: WORKFLOW_ID,
	name: 'Callbacks',
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			id: 'on-ticket-change',
			name: TRIGGER,
			type: 'n8n-nodes-connectwise-manage.connectWiseManageTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: '00000000-0000-4000-8000-0000000000a7',
			parameters: { event: 'ticket', options: { includeChanges: true } },
			credentials: { connectWiseManagePsaApi: CREDENTIAL },
		},
		{
			id: 'done',
			name: 'Done',
			type: 'n8n-nodes-base.noOp',
			typeVersion: 1,
			position: [220, 0],
			parameters: {},
		},
	],
	connections: { [TRIGGER]: { main: [[{ node: 'Done', type: 'main', index: 0 }]] } },
};

const prepared = {
	tarball: await provideTarball(),
	hosts: [await provideHost(NEWEST_N8N), await provideHost(OLDEST_N8N)],
};

// One life of a workflow: each step starts where the one before ended.
describe.each(prepared.hosts)('the callback trigger in n8n $version', (host) => {
	let sandbox: Sandbox;
	let chat: Server;
	let n8n: RunningN8n;
	let rest: N8nRestClient;
	let start: StartN8n;
	let ticketId = 0;
	const posted: string[] = [];

	beforeAll(async () => {
		sandbox = await startSandbox({ size: 60, switches: { callbackMatch: 'withUrl' } });
		sandbox.store('system/callbacks').insert(FOREIGN);
		ticketId = Number(sandbox.store('service/tickets').all()[0]?.['id']);
		chat = createServer(async (request, response) => {
			posted.push(await text(request));
			response.end('ok');
		}).listen(0, '127.0.0.1');
		await once(chat, 'listening');
		start = await prepareN8n({
			host,
			tarball: prepared.tarball,
			folderName: `callbacks-${host.version}`,
			siteUrl: sandbox.url,
			workflows: [workflow, await example()],
		});
		({ n8n, rest } = await start());
	});

	afterAll(async () => {
		await n8n?.stop();
		chat?.close();
		await sandbox?.close();
	});

	async function example(): Promise<WorkflowDocument> {
		const found = (await readExamples()).get('ticket-moved-to-status.json');
		if (!found) throw new Error('The example is not there');
		const url = `http://127.0.0.1:${(chat.address() as AddressInfo).port}/`;
		const nodes = found.nodes.map((node) =>
			node.name === 'Post Message' ? { ...node, parameters: { ...node.parameters, url } } : node,
		);
		return withCredential({ ...found, nodes }, CREDENTIAL);
	}

	const entries = () => sandbox.store('system/callbacks').all();
	const executions = () => new Executions(rest, WORKFLOW_ID);
	const urlOf = (path: string) =>
		`${n8n.url}/${path}/00000000-0000-4000-8000-0000000000a7/webhook?recordId=`;
	const unsignedStatus = async () => {
		const body = JSON.stringify({ Action: 'updated', ID: ticketId, Type: 'ticket' });
		const headers = { 'content-type': 'application/json' };
		return (await fetch(urlOf('webhook'), { method: 'POST', body, headers })).status;
	};
	const change = async (path: string, value: unknown) => {
		const body = [{ op: 'replace', path, value: value as never }];
		const call = clientOf(sandbox.apiRoot);
		expect((await call('PATCH', `/service/tickets/${ticketId}`, { body })).status).toBe(200);
	};

	it('registers at activation, beside the entry of somebody else', async () => {
		await rest.activateWorkflow(WORKFLOW_ID);
		await expect.poll(entries, SOON).toMatchObject([
			FOREIGN,
			{
				type: 'ticket',
				level: 'owner',
				objectId: 1,
				url: urlOf('webhook'),
				description: `n8n:${WORKFLOW_ID}:on-ticket-change`,
			},
		]);
	});

	it('runs the workflow with the changed record', async () => {
		await change('summary', 'Printer on fire');
		const [execution] = await executions().waitFor(1);
		expect(execution?.status).toBe('success');
		const items = await executions().items(execution?.id ?? '', 'Done');
		expect(items).toMatchObject([
			{
				id: ticketId,
				summary: 'Printer on fire',
				event: {
					action: 'updated',
					type: 'ticket',
					recordId: ticketId,
					complete: true,
					changes: [{ newValue: 'Printer on fire' }],
				},
			},
		]);
		expect(items[0]).toHaveProperty('customFields');
	});

	it('turns away what nobody signed, and says so in the log', async () => {
		await expect.poll(unsignedStatus, SOON).toBe(401);
		await expect.poll(() => n8n.log()).toContain('was rejected with 401');
		expect(await executions().list()).toHaveLength(1);
	});

	it('needs no second entry after n8n was killed and started again', async () => {
		await n8n.kill();
		({ n8n, rest } = await start());
		await expect.poll(unsignedStatus, SOON).toBe(401);
		expect(entries()).toHaveLength(2);
		await change('summary', 'Printer is out');
		const [, second] = await executions().waitFor(2);
		expect(second?.status).toBe('success');
	});

	it('listens on a test URL of its own, which is gone after the test', async () => {
		await rest.call('POST', `/rest/workflows/${WORKFLOW_ID}/run`, {
			workflowData: await rest.call('GET', `/rest/workflows/${WORKFLOW_ID}`),
			triggerToStartFrom: { name: TRIGGER },
		});
		expect(entries().map(({ url }) => url)).toEqual([
			FOREIGN.url,
			urlOf('webhook'),
			urlOf('webhook-test'),
		]);
		await change('summary', 'Printer under test');
		await executions().waitFor(4);
		await expect.poll(() => entries().length, SOON).toBe(2);
		expect(entries().map(({ url }) => url)).toEqual([FOREIGN.url, urlOf('webhook')]);
	});

	it('posts a message for a ticket that reached a status, and for no other change', async () => {
		await change('status', { name: 'New' });
		await rest.activateWorkflow(EXAMPLE_ID);
		await expect.poll(() => entries().length, SOON).toBe(3);
		await change('status', { name: 'Completed' });
		await sandbox.callbacks.settled();
		expect(sandbox.callbacks.deliveries.at(-1)?.statuses).toEqual([200]);
		await expect.poll(() => posted.length, SOON).toBe(1);
		expect(JSON.parse(posted[0] ?? '{}')).toEqual({
			text: expect.stringMatching(
				/is Completed \(apimember\)\n[^]*- Status changed from "New" to "Completed"/,
			) as string,
		});
		const example = new Executions(rest, EXAMPLE_ID);
		const { length } = await example.list();
		// Changes of one second belong together.
		await delay(APART_MS);
		await change('summary', 'Printer repaired');
		await example.waitFor(length + 1);
		expect(posted).toHaveLength(1);
		await rest.deactivateWorkflow(EXAMPLE_ID);
		await expect.poll(() => entries().length, SOON).toBe(2);
	});

	it('leaves nothing behind at deactivation but the entry of somebody else', async () => {
		await rest.deactivateWorkflow(WORKFLOW_ID);
		await expect.poll(() => entries().length, SOON).toBe(1);
		expect(entries()).toMatchObject([FOREIGN]);
	});
});
