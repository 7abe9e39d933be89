import type { Rows, Run } from './jobs.mts';

const SAMPLE_MS = 20;

export interface Figures {
	readonly rows: Rows;
	readonly wallMs: number;
	readonly cpuMs: number;
	readonly peakBytes: number;
	readonly heldBytes: number;
}

function collectGarbage(): void {
	if (!global.gc) throw new Error('Start with node --expose-gc');
	// Finalizers of the first pass let the second one free more.
	global.gc();
	global.gc();
}

function liveBytes(): number {
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

const maxRssBytes = (): number => process.resourceUsage().maxRSS * 1_024;

/** Needs `--expose-gc`. The peak is sampled, and exact where it passes that of the loading before. */
export async function measure(run: Run): Promise<Figures> {
	const before = liveBytes();
	const maxBefore = maxRssBytes();
	const rssBefore = process.memoryUsage.rss();
	let sampled = rssBefore;
	const timer = setInterval(() => {
		sampled = Math.max(sampled, process.memoryUsage.rss());
	}, SAMPLE_MS);
	const cpuBefore = process.cpuUsage();
	const started = performance.now();
	const rows = await run();
	const wallMs = performance.now() - started;
	const cpu = process.cpuUsage(cpuBefore);
	clearInterval(timer);
	const maxAfter = maxRssBytes();
	const peak = maxAfter > maxBefore ? maxAfter : Math.max(sampled, process.memoryUsage.rss());
	return {
		rows,
		wallMs,
		cpuMs: (cpu.user + cpu.system) / 1_000,
		peakBytes: Math.max(0, peak - rssBefore),
		heldBytes: Math.max(0, liveBytes() - before),
	};
}
