import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N } from '../../tools/hosts/recipes.mts';
import { provideHost, provideTarball } from '../e2e/host/environment.mts';
import { prepareN8n, type StartN8n } from '../e2e/host/n8nWithNode.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { startRecorder, type Recorder } from './recorder.mts';
import { missingOf, until } from './waiting.mts';
import { PAIR_ID, pairWorkflow } from './workflow.mts';
import { startWriters, type Written } from './writers.mts';

const WRITER_COUNT = 5;
const CHANGE_COUNT = 80;
const WRITING_MS = 40_000;
const CHANGE_COUNT_WHILE_DOWN = 20;
const WRITING_MS_WHILE_DOWN = 4_000;
const LAST_STATES_MS = 90_000;
/** Two polls, in which nothing may come that came before. */
const QUIET_MS = 11_000;
/** Remove Duplicates looks a change up before it writes it down: two at once may both pass. */
const ONE_AT_A_TIME = { N8N_CONCURRENCY_PRODUCTION_LIMIT: '1' };

const prepared = {
	host: await provideHost(NEWEST_N8N),
	tarball: await provideTarball(),
};

const report = (text: string) => process.stdout.write(`pair: ${text}\n`);

describe('callbacks, lost and repeated, and polls joined by Remove Duplicates', () => {
	let sandbox: Sandbox;
	let recorder: Recorder;
	let n8n: RunningN8n;
	let start: StartN8n;

	beforeAll(async () => {
		sandbox = await startSandbox({ size: 2_000, journalBodies: false });
		recorder = await startRecorder();
		start = await prepareN8n({
			...prepared,
			folderName: 'pair',
			siteUrl: sandbox.url,
			workflows: [await pairWorkflow(recorder.url)],
			env: ONE_AT_A_TIME,
		});
		const signedIn = await start();
		n8n = signedIn.n8n;
		await signedIn.rest.publishWorkflow(PAIR_ID);
		const isWatched = () => sandbox.store('system/callbacks').size > 0;
		expect(await until(isWatched, LAST_STATES_MS)).toBe(true);
	});

	afterAll(async () => {
		await n8n?.stop();
		await recorder?.close();
		await sandbox?.close();
	});

	const write = (label: string, changeCount: number, durationMs: number): Written => {
		const { apiRoot } = sandbox;
		return startWriters({ apiRoot, label, writerCount: WRITER_COUNT, changeCount, durationMs });
	};

	const arrival = async (written: Written) => {
		await until(() => missingOf(written, recorder.items).length === 0, LAST_STATES_MS);
		return missingOf(written, recorder.items);
	};

	const comeTwice = () => {
		const counts = new Map<string, number>();
		for (const { event } of recorder.items) counts.set(event, (counts.get(event) ?? 0) + 1);
		return [...counts].filter(([, count]) => count > 1);
	};

	it('runs each change once, and misses none', async () => {
		sandbox.control.troubles.set({ lossRate: 0.2, twiceRate: 0.1 });
		const written = write('Pair', CHANGE_COUNT, WRITING_MS);
		await written.done;
		const missing = await arrival(written);
		await delay(QUIET_MS);
		const { lost, twice } = sandbox.control.troubles.played;
		report(`${written.count} changes of ${written.last.size} tickets`);
		report(`${lost} callbacks lost, ${twice} sent twice`);
		report(`${recorder.items.length} changes run, ${comeTwice().length} more than once`);
		report(`${missing.length} of ${written.last.size} last states lost`);
		expect(lost * twice).toBeGreaterThan(0);
		expect(missing).toEqual([]);
		expect(comeTwice()).toEqual([]);
	});

	it('runs what changed while n8n was down once, and nothing again that was run before', async () => {
		const before = recorder.items.length;
		await n8n.kill();
		const written = write('Down', CHANGE_COUNT_WHILE_DOWN, WRITING_MS_WHILE_DOWN);
		await written.done;
		({ n8n } = await start());
		const missing = await arrival(written);
		await delay(QUIET_MS);
		report(`${written.count} changes of ${written.last.size} tickets while n8n was down`);
		report(`${recorder.items.length - before} changes run, ${comeTwice().length} more than once`);
		expect(missing).toEqual([]);
		expect(comeTwice()).toEqual([]);
	});
});
