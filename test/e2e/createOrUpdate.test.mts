import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readExamples, withCredential, withHeaderAuth } from '../../tools/demo/workflows.mts';
import type { WorkflowDocument, WorkflowNode } from '../../tools/hosts/n8nCli.mts';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import type { N8nRestClient } from '../../tools/hosts/restClient.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { takeSeat } from './editor/seat.mts';
import { assertChromium, provideHost, provideTarball } from './host/environment.mts';
import { prepareN8n } from './host/n8nWithNode.mts';
import { Executions } from './host/executions.mts';
import { CREDENTIAL, HEADER_CREDENTIAL, headerCredential } from './around/localConnectWise.mts';

const NODE = 'n8n-nodes-connectwise-manage.connectWiseManage';
const HEADERS = { 'content-type': 'application/json', 'X-Part-Key': 'e2e' };
const PUBLISHED_WITHIN_MS = 30_000;
const POLL_MS = 500;
const AT_ONCE = 8;

assertChromium();
const hosts = [await provideHost(NEWEST_N8N), await provideHost(OLDEST_N8N)];
const prepared = { hosts, tarball: await provideTarball() };

const ours = (name: string, at: number, parameters: WorkflowNode['parameters']): WorkflowNode => ({
	id: name.toLowerCase().replaceAll(' ', '-'),
	name,
	type: NODE,
	typeVersion: 1,
	position: [at, 0],
	parameters,
});

const locator = (value: string) => ({ __rl: true, mode: 'id', value });
const upsert = (settings: Readonly<Record<string, unknown>>) => ({
	operation: 'mutate',
	operationId: locator("={{ $('Find').first().json.operationId }}"),
	itemsMode: 'json',
	itemsJson: "={{ $('Called').first().json.body.ticket }}",
	ifExists: "={{ $('Called').first().json.body.ifExists }}",
	matchFields: ['externalXRef'],
	settings,
});
const linked = (...names: string[]) =>
	Object.fromEntries(
		names
			.slice(1)
			.map((node, index) => [names[index], { main: [[{ node, type: 'main', index: 0 }]] }]),
	);

/** Finds the operation by words, previews the write, and writes. */
const lookFirst: WorkflowDocument = {
	id: 'cwLookFirst',
	name: 'Look before you write',
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			id: 'called',
			name: 'Called',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			position: [0, 0],
			parameters: { httpMethod: 'POST', path: 'look-first', responseMode: 'lastNode', options: {} },
			webhookId: 'b9c8e6a0-0f5c-4a2e-9b57-0c1d2e3f4a5b',
		},
		ours('Find', 220, { operation: 'find', query: 'create service ticket', maxOperations: 1 }),
		ours('Preview', 440, upsert({ preview: true })),
		ours('Write', 660, upsert({})),
	],
	connections: linked('Called', 'Find', 'Preview', 'Write'),
};

const form: WorkflowDocument = {
	id: 'cwUpsertForm',
	name: 'Create or Update by hand',
	settings: { executionOrder: 'v1' },
	nodes: [
		ours('Write Ticket', 0, {
			operation: 'mutate',
			operationId: locator('postServiceTickets'),
			itemsMode: 'json',
			itemsJson: '{ "summary": "Made by hand", "company": { "id": 2 }, "externalXRef": "by-hand" }',
		}),
	],
	connections: {},
};

interface Alert {
	readonly id: string;
	readonly state: 'raised' | 'cleared';
	readonly text?: string;
	readonly company?: number;
}

describe.each(prepared.hosts)('Create or Update in n8n $version', (host) => {
	let sandbox: Sandbox;
	let n8n: RunningN8n;
	let rest: N8nRestClient;

	const post = async (path: string, body: unknown): Promise<Response> =>
		await fetch(`${n8n.url}/webhook/${path}`, {
			method: 'POST',
			headers: HEADERS,
			body: JSON.stringify(body),
		});

	/** n8n 2 publishes a workflow a moment after it said so. */
	const publish = async (id: string, path: string, harmless: unknown): Promise<void> => {
		await rest.activateWorkflow(id);
		const end = Date.now() + PUBLISHED_WITHIN_MS;
		while ((await post(path, harmless)).status === 404) {
			if (Date.now() > end) throw new Error(`The webhook ${path} is not there`);
			await delay(POLL_MS);
		}
	};

	const ticketsOf = (key: string) =>
		sandbox
			.store('service/tickets')
			.all()
			.filter(({ externalXRef }) => externalXRef === key);
	const writes = () => sandbox.journal.entries().filter(({ method }) => method !== 'GET');

	beforeAll(async () => {
		sandbox = await startSandbox({ size: 60 });
		const example = (await readExamples()).get('alerts-to-tickets.json');
		if (!example) throw new Error('The example is missing');
		const start = await prepareN8n({
			host,
			tarball: prepared.tarball,
			folderName: `upsert-${host.version}`,
			siteUrl: sandbox.url,
			credentials: [headerCredential()],
			workflows: [example, lookFirst, form].map((it) =>
				withHeaderAuth(withCredential(it, CREDENTIAL), HEADER_CREDENTIAL),
			),
		});
		({ n8n, rest } = await start());
	});

	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	describe('alerts that become tickets', () => {
		const alert = (more: Partial<Alert> = {}): Alert => ({
			id: 'storage-1',
			state: 'raised',
			text: 'Disk full on SRV1',
			company: 2,
			...more,
		});
		const send = async (...alerts: readonly Alert[]) => {
			const responses = await Promise.all(
				alerts.map(async (one) => await post('connectwise-alerts', one)),
			);
			expect(responses.map(({ status }) => status)).toEqual(alerts.map(() => 200));
		};
		const many = (one: Alert) => Array.from({ length: AT_ONCE }, () => one);

		beforeAll(async () => {
			await publish('cwAlerts', 'connectwise-alerts', { id: 'nothing', state: 'cleared' });
		});
		beforeEach(() => sandbox.journal.clear());

		it('let nobody in without the header', async () => {
			const url = `${n8n.url}/webhook/connectwise-alerts`;
			const { status } = await fetch(url, { method: 'POST', body: '{}' });
			expect(status).toBe(403);
			expect(sandbox.journal.entries()).toEqual([]);
		});

		it('make one ticket of one alert that comes many times at once', async () => {
			sandbox.faults.add({ action: { kind: 'latency', ms: 20, jitterMs: 60 } });
			await send(...many(alert()), ...many(alert({ id: 'storage-2' })));
			sandbox.faults.clear();
			expect(ticketsOf('storage-1')).toHaveLength(1);
			expect(ticketsOf('storage-2')).toHaveLength(1);
			expect(writes().map(({ method }) => method)).toEqual(['POST', 'POST']);
		});

		it('make no second one where the answer to the first was lost', async () => {
			sandbox.faults.add({ method: 'POST', times: 1, action: { kind: 'reset', when: 'after' } });
			await send(...many(alert({ id: 'storage-3' })));
			expect(ticketsOf('storage-3')).toHaveLength(1);
		});

		it('send nothing where nothing differs, and only what does', async () => {
			await send(alert());
			expect(writes()).toEqual([]);
			await send(alert({ text: 'Disk full on SRV1: 99 %' }));
			expect(writes().map(({ body }) => body)).toEqual([
				[{ op: 'replace', path: 'summary', value: 'Disk full on SRV1: 99 %' }],
			]);
		});

		it('close their ticket once, and open the same one again', async () => {
			await send(...many(alert({ state: 'cleared' })));
			expect(ticketsOf('storage-1')).toMatchObject([
				{ closedFlag: true, status: { name: 'Closed' } },
			]);
			expect(writes()).toHaveLength(1);
			const [{ id } = { id: 0 }] = ticketsOf('storage-1');
			await send(...many(alert()));
			expect(ticketsOf('storage-1')).toMatchObject([
				{ id, closedFlag: false, status: { name: 'New' } },
			]);
		});

		it('make nothing of a clearing without a ticket', async () => {
			await send(alert({ id: 'never-raised', state: 'cleared' }));
			expect(ticketsOf('never-raised')).toEqual([]);
			expect(writes()).toEqual([]);
		});
	});

	describe('a workflow that finds, previews and writes', () => {
		const ticket = { summary: 'Looked first', company: { id: 2 }, externalXRef: 'look-1' };

		beforeAll(async () => {
			await publish(lookFirst.id ?? '', 'look-first', { ticket: {}, ifExists: 'update' });
		});

		const run = async (body: unknown) => {
			sandbox.journal.clear();
			const executions = new Executions(rest, lookFirst.id ?? '');
			const before = (await executions.list()).length;
			const response = await post('look-first', body);
			const execution = (await executions.waitFor(before + 1)).at(-1);
			const itemsOf = async (name: string) => await executions.items(execution?.id ?? '', name);
			return { response, itemsOf };
		};

		it('shows that it would create, creates, then shows that nothing differs', async () => {
			const { response, itemsOf } = await run({ ticket, ifExists: 'update' });
			expect(response.status).toBe(200);
			expect(await response.json()).toMatchObject({ ...ticket, outcome: 'created' });
			expect(await itemsOf('Find')).toMatchObject([{ operationId: 'postServiceTickets' }]);
			expect(await itemsOf('Preview')).toMatchObject([
				{ preview: true, expected: 'created', method: 'POST', path: '/service/tickets' },
			]);
			const again = await run({ ticket, ifExists: 'update' });
			expect(await again.itemsOf('Preview')).toMatchObject([
				{ expected: 'unchanged', method: null },
			]);
			expect(await again.itemsOf('Write')).toMatchObject([{ outcome: 'unchanged', changed: [] }]);
			expect(writes()).toEqual([]);
		});

		it('shows old and new values before it updates', async () => {
			const changed = { ...ticket, summary: 'Looked twice' };
			const { itemsOf } = await run({ ticket: changed, ifExists: 'update' });
			expect(await itemsOf('Preview')).toMatchObject([
				{
					expected: 'updated',
					changes: [{ field: 'summary', old: 'Looked first', new: 'Looked twice' }],
				},
			]);
			expect(await itemsOf('Write')).toMatchObject([{ outcome: 'updated', changed: ['summary'] }]);
			expect(ticketsOf('look-1')).toHaveLength(1);
		});

		it('leaves, or reports, what is there', async () => {
			const left = await run({ ticket: { ...ticket, summary: 'X' }, ifExists: 'leave' });
			expect(await left.itemsOf('Write')).toMatchObject([
				{ outcome: 'left', summary: 'Looked twice' },
			]);
			const { response } = await run({ ticket, ifExists: 'error' });
			expect(response.status).toBe(500);
			expect(writes()).toEqual([]);
		});
	});

	describe('the form in a browser', () => {
		const seat = takeSeat(() => n8n.url);

		it('creates once, by a match field chosen from the list', async () => {
			await seat.editor.openWorkflow(form.id ?? '');
			await seat.editor.openNode('Write Ticket');
			const { panel } = seat.editor;
			await panel.choose('ifExists', 'Update It');
			await panel.tick('matchFields', 'External XRef', () =>
				seat.screenshot('create-or-update-fields'),
			);
			await seat.screenshot('create-or-update-form');
			await panel.execute();
			await panel.output().getByText('created').first().waitFor();
			await seat.screenshot('create-or-update-created');
			await panel.execute();
			await panel.output().getByText('unchanged').first().waitFor();
			expect(ticketsOf('by-hand')).toHaveLength(1);
		});
	});
});
