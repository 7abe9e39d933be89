import type { BudgetFigures } from '../figures/results.mts';
import { runJob } from '../jobs/runJob.mts';
import type { BenchServer } from '../server.mts';
import type { Report } from './reads.mts';

const PER_MINUTE = 1_000;
const MINUTE_MS = 60_000;
const LATENCY_MS = 20;
/** So small that the tickets make the wanted number of requests. */
const PAGE_SIZE = 25;

/** A few requests find nothing: where shares of the list meet. */
const SPARE = 50;

export const ticketsForRequests = (requestCount: number): number =>
	(requestCount - SPARE) * PAGE_SIZE;

/**
 * Return All on a server that refuses what is more than ConnectWise takes in a minute. Nobody can do it
 * in less than the whole minutes that the requests before the last thousand take up, and the time in
 * which the server answers a thousand.
 */
export async function measureBudget(server: BenchServer, report: Report): Promise<BudgetFigures> {
	await server.prepare(LATENCY_MS);
	await server.limit({ perMinute: PER_MINUTE });
	const { url, apiRoot } = server;
	const result = await runJob({
		kind: 'read',
		peer: 'nodeAutomatic',
		inFlight: 0,
		isCold: true,
		pageCount: 0,
		pageSize: PAGE_SIZE,
		fields: 'id',
		wantsIds: false,
		url,
		apiRoot,
	});
	const { entries, requestCount, refusedCount } = await server.traffic();
	const [first] = entries;
	const last = entries[Math.min(PER_MINUTE, entries.length) - 1];
	const burstMs = (last?.at ?? 0) - (first?.at ?? 0);
	const wholeMinutes = Math.ceil(requestCount / PER_MINUTE) - 1;
	report(
		`  ${requestCount} requests at ${PER_MINUTE} a minute: ${(result.wallMs / 1_000).toFixed(1)} s, ${refusedCount} refused`,
	);
	return {
		perMinute: PER_MINUTE,
		requestCount,
		refusedCount,
		wallMs: result.wallMs,
		boundMs: wholeMinutes * MINUTE_MS + burstMs,
		isComplete: result.uniqueCount === server.size,
	};
}
