import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N } from '../../tools/hosts/recipes.mts';
import { provideHost, provideTarball } from '../e2e/host/environment.mts';
import { prepareN8n, type StartN8n } from '../e2e/host/n8nWithNode.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { startRecorder, type Recorder } from './recorder.mts';
import { missingOf, until } from './waiting.mts';
import { pollingWorkflow } from './workflow.mts';
import { startWriters } from './writers.mts';

const CHANGE_COUNT = 5_000;
const WRITER_COUNT = 5;
const WRITING_MS = 120_000;
const KILL_AT = [0.2, 0.5, 0.8];
const CLOCK_SKEW_SECONDS = 90;
/** Several polls, and the overlap of none of them. */
const QUIET_MS = 25_000;
const LAST_STATES_MS = 90_000;

const prepared = {
	host: await provideHost(NEWEST_N8N),
	tarball: await provideTarball(),
};

const report = (text: string) => process.stdout.write(`loss: ${text}\n`);

describe('5,000 changes while n8n is killed three times', () => {
	let sandbox: Sandbox;
	let recorder: Recorder;
	let n8n: RunningN8n;
	let start: StartN8n;

	beforeAll(async () => {
		sandbox = await startSandbox({ size: 2_000, journalBodies: false });
		sandbox.switches.set('clockSkewSeconds', CLOCK_SKEW_SECONDS);
		recorder = await startRecorder();
		start = await prepareN8n({
			...prepared,
			folderName: 'loss',
			siteUrl: sandbox.url,
			workflows: [pollingWorkflow(recorder.url)],
		});
		const signedIn = await start();
		n8n = signedIn.n8n;
		await signedIn.rest.publishWorkflow('lossPolling');
	});

	afterAll(async () => {
		await n8n?.stop();
		await recorder?.close();
		await sandbox?.close();
	});

	function addFaults(): void {
		const path = '/service/tickets';
		const reading = { method: 'GET', path } as const;
		const rateLimit = { kind: 'rateLimit', retryAfterSeconds: 2 } as const;
		const gateway = { kind: 'gateway', status: 503 } as const;
		sandbox.faults.add({ ...reading, action: rateLimit, probability: 0.15, seed: 1 });
		sandbox.faults.add({ ...reading, action: gateway, probability: 0.15, seed: 2 });
	}

	/** In turn at any time, and in the middle of an execution whose work is then not done. */
	async function kill(isInTheMiddle: boolean): Promise<void> {
		if (isInTheMiddle) {
			const isCut = { value: false };
			recorder.cutOffNext(() => (isCut.value = true));
			expect(await until(() => isCut.value, LAST_STATES_MS)).toBe(true);
		}
		await n8n.kill();
		({ n8n } = await start());
	}

	it('delivers every changed record at its last state', async () => {
		const begun = performance.now();
		const written = startWriters({
			apiRoot: sandbox.apiRoot,
			label: 'Polling',
			writerCount: WRITER_COUNT,
			changeCount: CHANGE_COUNT,
			durationMs: WRITING_MS,
		});
		const kills = async () => {
			for (const [index, share] of KILL_AT.entries()) {
				await until(() => written.count >= share * CHANGE_COUNT, WRITING_MS * 2);
				await kill(index % 2 === 0);
			}
		};
		// The writers' own first reading is spared.
		const isWriting = until(() => written.count > 0, WRITING_MS).then(addFaults);
		await Promise.all([written.done, isWriting, kills()]);
		await until(() => missingOf(written, recorder.items).length === 0, LAST_STATES_MS);
		const missing = missingOf(written, recorder.items);
		await delay(QUIET_MS);

		const events = new Set(recorder.items.map(({ event }) => event));
		const statuses = sandbox.journal.entries({ method: 'GET', path: '/service/tickets' });
		const playedCount = (status: number) =>
			statuses.filter((entry) => entry.status === status).length;
		const seconds = ((performance.now() - begun) / 1_000).toFixed(0);
		report(`${written.count} changes of ${written.last.size} tickets in ${seconds} s`);
		report(`${written.createdCount} of them new, ${KILL_AT.length} times killed`);
		report(`${playedCount(429)} answers 429, ${playedCount(503)} answers 503`);
		report(`${recorder.items.length} items in ${recorder.executionCount} executions`);
		report(`${events.size} different states, ${recorder.items.length - events.size} repeats`);
		report(`${missing.length} of ${written.last.size} last states lost`);
		expect(written.count).toBe(CHANGE_COUNT);
		expect(playedCount(429) * playedCount(503)).toBeGreaterThan(0);
		expect(missing).toEqual([]);
		expect(recorder.items.length - events.size).toBeLessThan(CHANGE_COUNT);
	});
});
