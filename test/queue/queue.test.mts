import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEV_FOLDER } from '../../tools/hosts/paths.mts';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N } from '../../tools/hosts/recipes.mts';
import { startCluster, type QueueCluster } from '../../tools/queue/cluster.mts';
import {
	listExecutions,
	readField,
	startedOn,
	unfinishedOn,
	waitForExecution,
	type Execution,
} from '../../tools/queue/executions.mts';
import { installFanOut, JOINED_NODE, type FanOut } from '../../tools/queue/fanOut.mts';
import { assertPostgres } from '../../tools/queue/postgres.mts';
import { assertRedis } from '../../tools/queue/redis.mts';
import { provideHost, provideTarball } from '../e2e/host/environment.mts';
import { readAllTicketIds } from '../e2e/around/localConnectWise.mts';
import { startSandboxProcess, type SandboxProcess } from '../sandbox/index.mts';

const TICKET_COUNT = 200_000;
const PART_COUNT = 8;
const RUN_TIMEOUT_MS = 180_000;
const BUSY_TIMEOUT_MS = 30_000;
const POLL_MS = 50;
/** A part has 26 pages of LATENCY_MS each. */
const INTO_A_PART_MS = 1_000;
/** Makes a part last for seconds, so that a worker can be killed in the middle of it. */
const LATENCY_MS = 150;

await assertRedis();
await assertPostgres();
const prepared = { installation: await provideHost(NEWEST_N8N), tarball: await provideTarball() };

describe('queue mode with a main, a webhook and two worker processes', () => {
	let sandbox: SandboxProcess;
	let cluster: QueueCluster;
	let fanOut: FanOut;
	let direct: readonly number[];
	let active: RunningN8n[];

	beforeAll(async () => {
		sandbox = await startSandboxProcess(['--size', String(TICKET_COUNT)]);
		const folder = join(DEV_FOLDER, 'queue');
		cluster = await startCluster({ ...prepared, folder, workerCount: 2 });
		active = [...cluster.workers];
		fanOut = await installFanOut(cluster, sandbox.url, { parts: PART_COUNT });
		direct = await readAllTicketIds(sandbox.url);
	});

	afterAll(async () => {
		await cluster?.stop();
		await sandbox?.close();
	});

	const finish = (id: number) => waitForExecution(cluster.database, id, RUN_TIMEOUT_MS);

	async function partsOf(parentId: number): Promise<readonly Execution[]> {
		return await listExecutions(cluster.database, parentId);
	}

	async function joinedIds(parentId: number): Promise<readonly number[]> {
		const ids = await readField<number>(cluster.database, parentId, JOINED_NODE, 'id');
		return ids.toSorted((a, b) => a - b);
	}

	/** A worker in the middle of a part: the one that runs the sync itself, or the other. */
	async function busyWorker(parentId: number, runsParent: boolean): Promise<RunningN8n> {
		const end = Date.now() + BUSY_TIMEOUT_MS;
		for (;;) {
			const found = active.find(
				(worker) =>
					startedOn(worker).includes(parentId) === runsParent &&
					unfinishedOn(worker).some((id) => id > parentId),
			);
			if (found) {
				await delay(INTO_A_PART_MS);
				return found;
			}
			if (Date.now() > end) throw new Error('No worker took a part of the sync');
			await delay(POLL_MS);
		}
	}

	async function killAndReplace(worker: RunningN8n): Promise<readonly number[]> {
		await worker.kill();
		const lost = unfinishedOn(worker);
		active = [...active.filter((one) => one !== worker), await cluster.addWorker()];
		return lost;
	}

	it('executes on the workers only', async () => {
		const { main, webhook, workers } = cluster;
		expect(new Set([main, webhook, ...workers].map(({ pid }) => pid)).size).toBe(4);
		const id = await fanOut.start();
		expect(await finish(id)).toMatchObject({ status: 'success' });
		const started = workers.flatMap(startedOn);
		expect(started.filter((one) => one === id)).toEqual([id]);
		expect([startedOn(main), startedOn(webhook)]).toEqual([[], []]);
	});

	it('joins the parts of both workers to exactly what one direct read gives', async () => {
		const id = await fanOut.start();
		expect(await finish(id)).toMatchObject({ status: 'success' });
		const parts = await partsOf(id);
		expect(parts.map(({ status }) => status)).toEqual(Array(PART_COUNT).fill('success'));
		for (const worker of active) {
			expect(startedOn(worker).filter((one) => one > id).length).toBeGreaterThan(0);
		}
		expect(direct).toHaveLength(TICKET_COUNT);
		expect(await joinedIds(id)).toEqual(direct);
	});

	it('asks again for the parts of a killed worker, and for no others', async () => {
		await sandbox.control('PUT', '/latency', { latencyMs: LATENCY_MS });
		const id = await fanOut.start();
		const lost = await killAndReplace(await busyWorker(id, false));
		expect(await finish(id)).toMatchObject({ status: 'success' });
		const parts = await partsOf(id);
		const failed = parts.filter(({ status }) => status === 'error').map((part) => part.id);
		expect(failed.length).toBeGreaterThan(0);
		expect(failed).toEqual(lost.toSorted((a, b) => a - b));
		expect(parts).toHaveLength(PART_COUNT + failed.length);
		expect(await joinedIds(id)).toEqual(direct);
	});

	it('ends a sync whose own worker was killed as an error, and a new start gives everything', async () => {
		await sandbox.control('PUT', '/latency', { latencyMs: LATENCY_MS });
		const id = await fanOut.start();
		const lost = await killAndReplace(await busyWorker(id, true));
		expect(lost).toContain(id);
		expect(await finish(id)).toMatchObject({ status: 'error' });
		const again = await fanOut.start();
		expect(await finish(again)).toMatchObject({ status: 'success' });
		expect(await joinedIds(again)).toEqual(direct);
	});
});
