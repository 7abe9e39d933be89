import type { CrowdFigures } from '../figures/results.mts';
import { runJob } from '../jobs/runJob.mts';
import type { BenchServer } from '../server.mts';
import { median } from '../figures/statistics.mts';
import type { Report } from './reads.mts';
import { IN_FLIGHT } from './reads.mts';

const PAGE_SIZE = 100;
const LATENCY_MS = 100;
/** Means of so many answers in a row show what a user of the server feels. */
const ANSWERS_TOGETHER = 25;

function slowestMean(durations: readonly number[]): number {
	let slowest = 0;
	for (let end = ANSWERS_TOGETHER; end <= durations.length; end++) {
		const some = durations.slice(end - ANSWERS_TOGETHER, end);
		slowest = Math.max(slowest, some.reduce((sum, one) => sum + one, 0) / some.length);
	}
	return slowest;
}

async function readOnce(server: BenchServer, inFlight: number) {
	await server.prepare(LATENCY_MS);
	await server.switch({ crowding: 'slower' });
	const { url, apiRoot } = server;
	const { wallMs, uniqueCount } = await runJob({
		kind: 'read',
		peer: inFlight === 0 ? 'nodeAutomatic' : 'node',
		inFlight,
		pageCount: 0,
		pageSize: PAGE_SIZE,
		fields: 'id',
		wantsIds: false,
		url,
		apiRoot,
	});
	const { entries, mostInFlight } = await server.traffic();
	const answerMs = slowestMean(entries.map(({ durationMs }) => durationMs));
	return { wallMs, answerMs, mostInFlight, isComplete: uniqueCount === server.size };
}

/** A server whose answers take longer beyond four in flight: the pace found by itself, and a fixed four. */
export async function measureCrowd(
	server: BenchServer,
	rounds: number,
	report: Report,
): Promise<CrowdFigures[]> {
	const paces = [IN_FLIGHT, 0].map((inFlight) => ({
		inFlight,
		results: [] as Array<Awaited<ReturnType<typeof readOnce>>>,
	}));
	for (let round = 1; round <= rounds; round++) {
		for (const { inFlight, results } of paces) {
			const result = await readOnce(server, inFlight);
			results.push(result);
			const name = inFlight === 0 ? 'automatic' : `fixed ${inFlight}`;
			report(
				`  ${name}: ${(result.wallMs / 1_000).toFixed(2)} s, answers up to ${result.answerMs.toFixed(0)} ms, ${result.mostInFlight} in flight (${round} of ${rounds})`,
			);
		}
	}
	return paces.map(({ inFlight, results }) => ({
		inFlight,
		rounds,
		wallMs: median(results.map(({ wallMs }) => wallMs)),
		slowestMs: median(results.map(({ answerMs }) => answerMs)),
		mostInFlight: Math.max(...results.map(({ mostInFlight }) => mostInFlight)),
		isComplete: results.every(({ isComplete }) => isComplete),
	}));
}
