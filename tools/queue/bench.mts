import { mkdir, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { startSandboxProcess, type SandboxProcess } from '../../test/sandbox/index.mts';
import { median } from '../bench/figures/statistics.mts';
import { providePackage } from '../demo/package.mts';
import { reportAndExit } from '../hosts/environmentError.mts';
import { installHost } from '../hosts/installHost.mts';
import { DEV_FOLDER, REPOSITORY_FOLDER } from '../hosts/paths.mts';
import { NEWEST_N8N } from '../hosts/recipes.mts';
import { startCluster, type QueueCluster } from './cluster.mts';
import { installFanOut, type FanOut } from './fanOut.mts';
import { measureRun, type RunFigures } from './measure.mts';
import {
	renderQueueReport,
	type LimitedFigures,
	type QueueFigures,
	type QueueResults,
} from './report.mts';

const ROW_COUNT = 200_000;
const PART_COUNT = 36;
const LATENCY_MS = 150;
const ROUND_COUNT = 3;
const MOST_WORKERS = 2;
const REQUESTS_PER_PART = [1, 4];
const LIMIT_PER_MINUTE = 120;

const report = (line: string): void => console.log(line);

function checked(run: RunFigures): RunFigures {
	if (run.rowCount === ROW_COUNT && run.isExact) return run;
	throw new Error('Rows were lost or repeated');
}

async function measureRounds(
	cluster: QueueCluster,
	sandbox: SandboxProcess,
	fanOut: FanOut,
): Promise<Omit<QueueFigures, 'workers' | 'requestsPerPart'>> {
	const runs: RunFigures[] = [];
	for (let round = 0; round <= ROUND_COUNT; round += 1) {
		const run = checked(await measureRun(cluster, sandbox, fanOut));
		report(`  ${round === 0 ? 'warm-up' : `round ${round}`}: ${JSON.stringify(run)}`);
		if (round > 0) runs.push(run);
	}
	return {
		readMs: median(runs.map(({ readMs }) => readMs)),
		totalMs: median(runs.map(({ totalMs }) => totalMs)),
		requestCount: median(runs.map(({ requestCount }) => requestCount)),
	};
}

async function measureLimited(
	cluster: QueueCluster,
	sandbox: SandboxProcess,
	fanOut: FanOut,
): Promise<LimitedFigures> {
	report(`${MOST_WORKERS} workers, at most ${LIMIT_PER_MINUTE} requests a minute`);
	await sandbox.control('PUT', '/rateLimit', { perMinute: LIMIT_PER_MINUTE });
	const run = checked(await measureRun(cluster, sandbox, fanOut));
	return { ...run, workers: MOST_WORKERS, perMinute: LIMIT_PER_MINUTE };
}

async function measureAll(
	cluster: QueueCluster,
	sandbox: SandboxProcess,
): Promise<Pick<QueueResults, 'figures' | 'limited'>> {
	const figures: QueueFigures[] = [];
	const syncs = new Map<number, FanOut>();
	for (const requestsPerPart of REQUESTS_PER_PART) {
		const options = { parts: PART_COUNT, requestsPerPart };
		syncs.set(requestsPerPart, await installFanOut(cluster, sandbox.url, options));
	}
	for (let workers = 1; workers <= MOST_WORKERS; workers += 1) {
		if (workers > 1) await cluster.addWorker();
		for (const [requestsPerPart, fanOut] of syncs) {
			report(`${workers} worker(s), ${requestsPerPart} request(s) at a time per part`);
			const measured = await measureRounds(cluster, sandbox, fanOut);
			figures.push({ workers, requestsPerPart, ...measured });
		}
	}
	figures.sort((a, b) => a.requestsPerPart - b.requestsPerPart || a.workers - b.workers);
	const [sequential] = syncs.values();
	if (sequential === undefined) throw new Error('Nothing to measure');
	return { figures, limited: await measureLimited(cluster, sandbox, sequential) };
}

async function main(): Promise<void> {
	const folder = join(DEV_FOLDER, 'queue-bench');
	const installation = await installHost(NEWEST_N8N, report);
	await mkdir(join(DEV_FOLDER, 'queue-package'), { recursive: true });
	const { tarball } = await providePackage(join(DEV_FOLDER, 'queue-package'), report);
	const flags = ['--size', String(ROW_COUNT), '--latency', String(LATENCY_MS)];
	const sandbox = await startSandboxProcess(flags);
	try {
		report('Starting Redis, PostgreSQL and n8n in queue mode');
		const cluster = await startCluster({ installation, tarball, folder, workerCount: 1 });
		const measured = await measureAll(cluster, sandbox).finally(() => cluster.stop());
		const [cpu] = cpus();
		const text = renderQueueReport({
			rowCount: ROW_COUNT,
			parts: PART_COUNT,
			latencyMs: LATENCY_MS,
			rounds: ROUND_COUNT,
			machine: `${cpus().length} cores, ${cpu?.model.trim() ?? 'unknown'}`,
			n8nVersion: NEWEST_N8N,
			...measured,
		});
		const file = join(REPOSITORY_FOLDER, 'bench', 'results', 'queue.md');
		await mkdir(join(file, '..'), { recursive: true });
		await writeFile(file, text);
		report(`Written to ${file}`);
	} finally {
		await sandbox.close();
	}
}

try {
	await main();
} catch (error) {
	reportAndExit(error);
}
