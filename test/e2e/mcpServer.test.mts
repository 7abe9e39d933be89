import { setTimeout as delay } from 'node:timers/promises';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readExamples, withCredential, withHeaderAuth } from '../../tools/demo/workflows.mts';
import type { WorkflowDocument } from '../../tools/hosts/n8nCli.mts';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { provideHost, provideTarball } from './host/environment.mts';
import { prepareN8n } from './host/n8nWithNode.mts';
import { Executions } from './host/executions.mts';
import { CREDENTIAL, HEADER_CREDENTIAL, headerCredential } from './around/localConnectWise.mts';
import { approvalLink, SMTP_CREDENTIAL, startMailbox, type Mailbox } from './around/mailbox.mts';

const SERVER = 'mcp-server.json';
const CHANGE = 'mcp-server-change.json';
const TOOLS = ['Change', 'Find_Operations', 'Query'];
const HEADERS = { 'X-Part-Key': 'e2e' };
/** n8n takes no click from what looks like a program that looks into mails. */
const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/140.0' };
/** In which an approval that was not given might wrongly be taken as given. */
const QUIET_MS = 2_000;
const PUBLISHED_WITHIN_MS = 30_000;
const POLL_MS = 500;

const prepared = {
	hosts: [await provideHost(NEWEST_N8N), await provideHost(OLDEST_N8N)],
	tarball: await provideTarball(),
};

function withMailbox(workflow: WorkflowDocument): WorkflowDocument {
	const nodes = workflow.nodes.map((node) =>
		node.type.endsWith('.emailSend') ? { ...node, credentials: { smtp: SMTP_CREDENTIAL } } : node,
	);
	return { ...workflow, nodes };
}

async function readWorkflow(file: string): Promise<WorkflowDocument> {
	const workflow = (await readExamples()).get(file);
	if (!workflow) throw new Error(`There is no ${file}`);
	return withMailbox(withHeaderAuth(withCredential(workflow, CREDENTIAL), HEADER_CREDENTIAL));
}

interface TextContent {
	readonly type: string;
	readonly text?: string;
}

describe.each(prepared.hosts)('the MCP server in n8n $version', (host) => {
	let sandbox: Sandbox;
	let mailbox: Mailbox;
	let n8n: RunningN8n;
	let client: Client;
	let changes: Executions;

	const connect = async (headers: Readonly<Record<string, string>>) => {
		const connecting = new Client({ name: 'e2e', version: '1.0.0' });
		const url = new URL('/mcp/connectwise', n8n.url);
		await connecting.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
		return connecting;
	};

	/** n8n 2 publishes a workflow a moment after it said so. */
	const connectSoon = async (): Promise<Client> => {
		const end = Date.now() + PUBLISHED_WITHIN_MS;
		for (;;) {
			try {
				return await connect(HEADERS);
			} catch (error) {
				if (Date.now() > end) throw error;
				await delay(POLL_MS);
			}
		}
	};

	/** JSON goes as text: n8n's own JSON arguments refuse an empty object. */
	const call = async (name: string, args: Record<string, unknown>): Promise<string> => {
		const texts = Object.entries(args).map(([key, value]) => [
			key,
			typeof value === 'object' ? JSON.stringify(value) : value,
		]);
		const asText = Object.fromEntries(texts) as Record<string, unknown>;
		const { content } = await client.callTool({ name, arguments: asText });
		return (content as TextContent[]).map(({ text }) => text ?? '').join('\n');
	};

	const writes = () => sandbox.journal.entries().filter(({ method }) => method !== 'GET');

	const click = async (mail: string | undefined, isApproved: boolean) => {
		const link = approvalLink(mail ?? '', isApproved);
		const response = await fetch(link, { headers: BROWSER });
		expect(response.status).toBe(200);
	};

	beforeAll(async () => {
		sandbox = await startSandbox({ size: 60 });
		mailbox = await startMailbox();
		const workflows = [await readWorkflow(CHANGE), await readWorkflow(SERVER)];
		const start = await prepareN8n({
			host,
			tarball: prepared.tarball,
			folderName: `mcp-${host.version}`,
			siteUrl: sandbox.url,
			credentials: [headerCredential(), mailbox.credential()],
			workflows,
		});
		const { n8n: started, rest } = await start();
		n8n = started;
		for (const { id = '' } of workflows) await rest.activateWorkflow(id);
		changes = new Executions(rest, workflows[0]?.id ?? '');
		client = await connectSoon();
	});

	afterAll(async () => {
		await client?.close();
		await n8n?.stop();
		await mailbox?.close();
		await sandbox?.close();
	});

	it('lets nobody in without its header', async () => {
		await expect(connect({})).rejects.toThrow();
		await expect(connect({ 'X-Part-Key': 'other' })).rejects.toThrow();
	});

	it('lists its tools, each with what it takes', async () => {
		const { tools } = await client.listTools();
		expect(tools.map(({ name }) => name).toSorted()).toEqual(TOOLS);
		const takes = Object.fromEntries(
			tools.map(({ name, inputSchema }) => [name, Object.keys(inputSchema.properties ?? {})]),
		);
		expect(takes).toEqual({
			Change: ['operationId', 'options', 'items'],
			Find_Operations: ['words'],
			Query: ['operationId', 'options', 'limit'],
		});
		expect(JSON.stringify(tools).length).toBeLessThan(6_000);
	});

	it('finds the operation for what is to be done, without a request to ConnectWise', async () => {
		sandbox.journal.clear();
		const found = await call('Find_Operations', { words: 'create service ticket' });
		expect(found).toContain('postServiceTickets');
		expect(found).toContain('summary');
		expect(sandbox.journal.entries()).toEqual([]);
	});

	it('reads tickets, and says that there are more', async () => {
		const read = await call('Query', {
			operationId: 'getServiceTickets',
			options: { fields: 'id,summary', orderBy: 'id desc' },
			limit: 3,
		});
		expect(read.match(/summary/g)).toHaveLength(3);
		expect(read).toMatch(/Only the first 3/);
		const count = await call('Query', { operationId: 'getServiceTicketsCount', options: {} });
		expect(count).toContain('60');
	});

	it('tells a model what to do next where it asks for what is not there', async () => {
		const refused = await call('Query', { operationId: 'getServiceTicket', options: {} });
		expect(refused).toMatch(/getServiceTickets/);
	});

	it('refuses a change that cannot be made, and asks nobody', async () => {
		const refused = await call('Change', {
			operationId: 'postServiceTickets',
			options: {},
			items: { company: { id: 2 } },
		});
		expect(refused).toMatch(/Refused/);
		expect(refused).toMatch(/Summary/);
		expect(mailbox.mails).toEqual([]);
	});

	it('writes nothing without an approval', async () => {
		sandbox.journal.clear();
		const answer = await call('Change', {
			operationId: 'postServiceTickets',
			options: {},
			items: { summary: 'Not to be made', company: { id: 2 } },
		});
		expect(answer).toMatch(/Waiting for a person/);
		expect(answer).toContain('Not to be made');
		const [mail] = await mailbox.waitFor(1);
		expect(mail).toContain('POST /service/tickets');
		expect(mail).toContain('Not to be made');
		await delay(QUIET_MS);
		expect(writes()).toEqual([]);
		const before = (await changes.list()).length;
		await click(mail, false);
		await changes.waitFor(before + 1);
		expect(writes()).toEqual([]);
	});

	it('writes once what was approved', async () => {
		const id = Number(sandbox.store('service/tickets').all()[0]?.['id']);
		const answer = await call('Change', {
			operationId: 'patchServiceTicketsById',
			options: { id },
			items: { summary: 'Changed with consent' },
		});
		expect(answer).toMatch(/Waiting for a person/);
		const mail = (await mailbox.waitFor(2))[1];
		expect(mail).toContain(`PATCH /service/tickets/${id}`);
		const before = (await changes.list()).length;
		expect(writes()).toEqual([]);
		await click(mail, true);
		await changes.waitFor(before + 1);
		expect(writes().map(({ method, body }) => [method, body])).toEqual([
			['PATCH', [{ op: 'replace', path: 'summary', value: 'Changed with consent' }]],
		]);
		expect(sandbox.store('service/tickets').get(id)?.['summary']).toBe('Changed with consent');
		await fetch(approvalLink(mail ?? '', true), { headers: BROWSER });
		await delay(QUIET_MS);
		expect(writes()).toHaveLength(1);
	});
});
