import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEV_FOLDER } from '../../tools/hosts/paths.mts';
import { NEWEST_N8N } from '../../tools/hosts/recipes.mts';
import { startCluster, type QueueCluster } from '../../tools/queue/cluster.mts';
import {
	listExecutions,
	readField,
	startedOn,
	waitForExecution,
} from '../../tools/queue/executions.mts';
import { assertPostgres } from '../../tools/queue/postgres.mts';
import { assertRedis } from '../../tools/queue/redis.mts';
import { CREDENTIAL_TYPE } from '../../tools/demo/workflows.mts';
import { provideHost, provideTarball } from '../e2e/host/environment.mts';
import { credentialData } from '../e2e/around/localConnectWise.mts';
import { clientOf } from '../sandbox/client.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';

const TRIGGER = 'On Ticket Change';
const CHANGE_COUNT = 20;
const RUN_TIMEOUT_MS = 60_000;
const POLL_MS = 250;
/** n8n answers before it has registered, or removed, the webhooks of a workflow. */
const SOON = { timeout: 30_000 };

await assertRedis();
await assertPostgres();
const prepared = { installation: await provideHost(NEWEST_N8N), tarball: await provideTarball() };

describe('the callback trigger in queue mode', () => {
	let sandbox: Sandbox;
	let cluster: QueueCluster;
	let workflowId = '';

	beforeAll(async () => {
		sandbox = await startSandbox({ size: 60 });
		const folder = join(DEV_FOLDER, 'queue-callbacks');
		cluster = await startCluster({ ...prepared, folder, workerCount: 1 });
		const data = credentialData(sandbox.url);
		const { id, name } = await cluster.rest.createCredential('Local', CREDENTIAL_TYPE, data);
		const created = await cluster.rest.createWorkflow({
			name: 'Callbacks',
			settings: { executionOrder: 'v1' },
			connections: {},
			nodes: [
				{
					id: 'on-ticket-change',
					name: TRIGGER,
					type: 'n8n-nodes-connectwise-manage.connectWiseManageTrigger',
					typeVersion: 1,
					position: [0, 0],
					webhookId: '00000000-0000-4000-8000-0000000000b7',
					parameters: { event: 'ticket' },
					credentials: { [CREDENTIAL_TYPE]: { id, name } },
				},
			],
		});
		workflowId = created.id;
	});

	afterAll(async () => {
		await cluster?.stop();
		await sandbox?.close();
	});

	const entries = () => sandbox.store('system/callbacks').all();

	async function executed(count: number) {
		const end = Date.now() + RUN_TIMEOUT_MS;
		for (;;) {
			const found = await listExecutions(cluster.database);
			if (found.length >= count) return found;
			if (Date.now() > end) throw new Error(`${found.length} of ${count} executions came`);
			await delay(POLL_MS);
		}
	}

	it('is registered with the address of the webhook process', async () => {
		await cluster.rest.activateWorkflow(workflowId);
		await expect
			.poll(() => entries().map(({ url }) => String(url)), SOON)
			.toEqual([expect.stringContaining(`${cluster.webhook.url}/webhook/`)]);
	});

	it('is received there, and every change is run by a worker', async () => {
		const call = clientOf(sandbox.apiRoot);
		const ids = sandbox
			.store('service/tickets')
			.all()
			.slice(0, CHANGE_COUNT)
			.map(({ id }) => Number(id));
		for (const id of ids) {
			const body = [{ op: 'replace', path: 'summary', value: `Changed ${id}` }];
			expect((await call('PATCH', `/service/tickets/${id}`, { body })).status).toBe(200);
		}
		const runs = await executed(CHANGE_COUNT);
		const recordIds: number[] = [];
		for (const { id } of runs) {
			const { status } = await waitForExecution(cluster.database, id, RUN_TIMEOUT_MS);
			expect(status).toBe('success');
			recordIds.push(...(await readField<number>(cluster.database, id, TRIGGER, 'id')));
		}
		expect(recordIds.toSorted((a, b) => a - b)).toEqual(ids.toSorted((a, b) => a - b));
		expect(cluster.workers.flatMap(startedOn)).toHaveLength(CHANGE_COUNT);
		expect([startedOn(cluster.main), startedOn(cluster.webhook)]).toEqual([[], []]);
		await sandbox.callbacks.settled();
		const statuses = sandbox.callbacks.deliveries.map(({ statuses: all }) => all);
		expect(statuses).toEqual(Array(CHANGE_COUNT).fill([200]));
	});

	it('is gone after deactivation', async () => {
		await cluster.rest.deactivateWorkflow(workflowId);
		await expect.poll(entries, SOON).toEqual([]);
	});
});
