import { afterAll, beforeAll, expect, it } from 'vitest';
import type { UsedMemory } from '../sandbox/control/memory.mts';
import { startSandboxProcess } from '../sandbox/process.mts';
import type { SandboxProcess } from '../sandbox/process.mts';
import { SoakWorker } from './worker.mts';

const REQUEST_COUNT = 100_000;
const WORKER_COUNT = 8;
const PROGRESS_STEP = 20_000;
const MAX_GROWTH_BYTES = 24 * 1024 * 1024;

let sandbox: SandboxProcess;

beforeAll(async () => {
	sandbox = await startSandboxProcess(['--size', '20000', '--journal', '1000']);
});
afterAll(() => sandbox.close());

const heap = async () => (await sandbox.control<UsedMemory>('GET', '/memory')).heapBytes;

it('answers 100,000 mixed requests without a wrong answer and without growing', async () => {
	const workers = Array.from(
		{ length: WORKER_COUNT },
		(_, index) => new SoakWorker(sandbox.apiRoot, index),
	);
	const sent = () => workers.reduce((sum, worker) => sum + worker.sent, 0);
	const runUntil = (count: number) =>
		Promise.all(
			workers.map(async (worker) => {
				while (sent() < count) await worker.step();
			}),
		);
	const startedAt = performance.now();
	await runUntil(PROGRESS_STEP);
	const settled = await heap();
	for (let goal = 2 * PROGRESS_STEP; goal <= REQUEST_COUNT; goal += PROGRESS_STEP) {
		await runUntil(goal);
		const rate = (sent() / (performance.now() - startedAt)) * 1_000;
		process.stdout.write(`soak: ${sent()} requests, ${rate.toFixed(0)} a second\n`);
	}
	const growth = (await heap()) - settled;
	process.stdout.write(`soak: heap grew by ${(growth / 1024 / 1024).toFixed(1)} MB\n`);
	for (const worker of workers) worker.close();
	expect(workers.flatMap(({ wrong }) => wrong)).toEqual([]);
	expect(sent()).toBeGreaterThanOrEqual(REQUEST_COUNT);
	expect(growth).toBeLessThan(MAX_GROWTH_BYTES);
});
