import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../../tools/hosts/n8nCli.mts';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import type { N8nRestClient } from '../../tools/hosts/restClient.mts';
import { clientOf } from '../sandbox/client.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { takeSeat } from './editor/seat.mts';
import { assertChromium, provideHost, provideTarball } from './host/environment.mts';
import { Executions } from './host/executions.mts';
import { CREDENTIAL } from './around/localConnectWise.mts';
import { prepareN8n, type StartN8n } from './host/n8nWithNode.mts';
import { byTestId } from './editor/locators.mts';

const NODE = 'ConnectWise Manage (PSA) Polling';
const TRIGGER = 'Changed Tickets';
const WORKFLOW_ID = 'cwPolling';
const EVERY_SECONDS = 4;
/** Two polls, in which nothing comes. */
const QUIET_MS = 2 * EVERY_SECONDS * 1_000 + 1_000;

/** n8n takes no interval below a minute, but several times in each minute. */
const pollTimes = Array.from({ length: 60 / EVERY_SECONDS }, (_, index) => ({
	mode: 'custom',
	cronExpression: `${index * EVERY_SECONDS} * * * * *`,
}));

const workflow: WorkflowDocument = {
	id: WORKFLOW_ID,
	name: 'Polling',
	settings: { executionOrder: 'v1' },
	nodes: [
		{
			id: 'changed-tickets',
			name: TRIGGER,
			type: 'n8n-nodes-connectwise-manage.connectWiseManagePollingTrigger',
			typeVersion: 1,
			position: [0, 0],
			parameters: {
				event: 'both',
				operation: 'query',
				operationId: {
					__rl: true,
					mode: 'list',
					value: 'getServiceTickets',
					cachedResultName: 'Service › Tickets › Get Many',
				},
				pollTimes: { item: pollTimes },
			},
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

/** The same, as one would set it up by hand. */
const form: WorkflowDocument = {
	...workflow,
	id: 'cwPollingForm',
	name: 'Polling form',
	nodes: workflow.nodes.map((node) =>
		node.name === TRIGGER
			? {
					...node,
					parameters: {
						...node.parameters,
						pollTimes: { item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] },
						pollOptions: { watchFields: 'status/name, priority/name' },
					},
				}
			: node,
	),
};

assertChromium();
// The pictures of the last one are kept.
const hosts = [await provideHost(OLDEST_N8N), await provideHost(NEWEST_N8N)];
const prepared = { hosts, tarball: await provideTarball() };

// One life of a workflow: each step starts where the one before ended.
describe.each(prepared.hosts)('the polling trigger in n8n $version', (host) => {
	let sandbox: Sandbox;
	let n8n: RunningN8n;
	let rest: N8nRestClient;
	let start: StartN8n;
	let ticketId = 0;

	beforeAll(async () => {
		sandbox = await startSandbox({ size: 60 });
		ticketId = Number(sandbox.store('service/tickets').all()[0]?.['id']);
		start = await prepareN8n({
			host,
			tarball: prepared.tarball,
			folderName: `polling-${host.version}`,
			siteUrl: sandbox.url,
			workflows: [workflow, form],
		});
		({ n8n, rest } = await start());
	});

	afterAll(async () => {
		await n8n?.stop();
		await sandbox?.close();
	});

	const change = async (summary: string) => {
		const body = [{ op: 'replace', path: 'summary', value: summary }];
		const call = clientOf(sandbox.apiRoot);
		expect((await call('PATCH', `/service/tickets/${ticketId}`, { body })).status).toBe(200);
	};
	const pollCount = () =>
		sandbox.journal.entries({ method: 'GET', path: '/service/tickets' }).length;
	const isPolling = async () => {
		const before = pollCount();
		await expect.poll(pollCount, { timeout: 60_000 }).toBeGreaterThan(before);
	};
	/** The items of all executions, in the order in which they came. */
	const arrived = async () => {
		const executions = new Executions(rest, WORKFLOW_ID);
		const lists = (await executions.list()).map(({ id }) => executions.items(id, 'Done'));
		return (await Promise.all(lists)).flat();
	};
	const summaries = async () => (await arrived()).map(({ summary }) => summary);

	describe('in the editor', () => {
		const seat = takeSeat(() => n8n.url);

		it('lists its events in the panel of nodes', async () => {
			await seat.editor.newWorkflow();
			await seat.editor.searchNodes('connectwise');
			const actions = await seat.editor.listActions(NODE);
			await seat.screenshot(`polling-events-${host.version}`);
			expect(actions).toEqual([
				'On new records of any list (polling)',
				'On new or changed records of any list (polling)',
				'On changed records of any list (polling)',
			]);
		});

		it('offers the lists of ConnectWise, and the times of n8n', async () => {
			await seat.editor.openWorkflow('cwPollingForm');
			await seat.editor.openNode(TRIGGER);
			const { panel } = seat.editor;
			expect(await panel.listChoices('event')).toEqual(
				expect.arrayContaining([expect.stringContaining('Created and Updated')]),
			);
			await seat.screenshot(`polling-form-${host.version}`);
			await panel.searchOperationId('time entries');
			const found = () => byTestId(seat.editor.page, 'rlc-item').allInnerTexts();
			// What the list showed before the search holds the first of them too.
			await expect.poll(found).toContain('Time Entries › Get Many (Tickets, Service)');
			expect(await found()).toContain('Entries › Get Many (Time)');
		});
	});

	it('starts nothing while nothing changes', async () => {
		await rest.activateWorkflow(WORKFLOW_ID);
		await isPolling();
		await isPolling();
		expect(await new Executions(rest, WORKFLOW_ID).list()).toEqual([]);
	});

	it('runs the workflow once with the changed record', async () => {
		await change('Printer on fire');
		const [execution] = await new Executions(rest, WORKFLOW_ID).waitFor(1);
		expect(execution?.status).toBe('success');
		await delay(QUIET_MS);
		expect(await arrived()).toMatchObject([
			{
				id: ticketId,
				summary: 'Printer on fire',
				event: { action: 'updated', type: 'ticket', recordId: ticketId, complete: true },
			},
		]);
		const [item] = await arrived();
		expect(item).toHaveProperty('event.id', expect.stringContaining(`ticket:${ticketId}@`));
	});

	it('brings what changed while n8n was down once it is up again, and only once', async () => {
		await n8n.kill();
		await change('Printer is out');
		({ n8n, rest } = await start());
		await expect.poll(summaries, { timeout: 60_000 }).toContain('Printer is out');
		await delay(QUIET_MS);
		const count = (text: string, found: readonly unknown[]) =>
			found.filter((it) => it === text).length;
		const found = await summaries();
		expect(count('Printer is out', found)).toBe(1);
		// The record is in its new state by now: there is nothing of the old one left to repeat.
		expect(count('Printer on fire', found)).toBe(1);
	});

	it('asks no more at deactivation', async () => {
		await rest.deactivateWorkflow(WORKFLOW_ID);
		await delay(1_000);
		const before = pollCount();
		await delay(QUIET_MS);
		expect(pollCount()).toBe(before);
	});
});
