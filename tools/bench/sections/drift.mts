import type { PeerName } from '../jobs/jobs.mts';
import { PEER_LABELS } from '../jobs/jobs.mts';
import type { DriftFigures, LimitFigures } from '../figures/results.mts';
import { runJob } from '../jobs/runJob.mts';
import type { BenchServer } from '../server.mts';
import { countDrift } from '../figures/statistics.mts';
import type { Report } from './reads.mts';
import { IN_FLIGHT, PAGE_SIZE } from './reads.mts';

const CONDITIONS = 'closedFlag = false';
/** Every tenth of a second: an office at work. */
const STEP = { insert: 1, close: 2, delete: 1, from: 'random', everyMs: 100 } as const;

/** Reads the open tickets while others close, delete and insert some. */
export async function measureDrift(
	server: BenchServer,
	peer: PeerName,
	latencyMs: number,
	report: Report,
): Promise<DriftFigures> {
	await server.prepare(latencyMs);
	const before = await server.ids(CONDITIONS);
	await server.startWriter(STEP);
	const result = await runJob({
		kind: 'read',
		peer,
		inFlight: IN_FLIGHT,
		pageCount: Math.ceil(before.length / PAGE_SIZE),
		conditions: CONDITIONS,
		wantsIds: true,
		url: server.url,
		apiRoot: server.apiRoot,
	});
	const { inserted, closed, deleted } = await server.stopWriter();
	const count = countDrift(before, [...closed, ...deleted], result.ids ?? []);
	report(
		`  ${before.length.toLocaleString('en')} open tickets under drift, ${PEER_LABELS[peer]}: ` +
			`${count.lost} lost, ${count.repeated} repeated`,
	);
	return {
		peer,
		size: before.length,
		latencyMs,
		...count,
		inserted: inserted.length,
		closed: closed.length,
		deleted: deleted.length,
		wallMs: result.wallMs,
	};
}

export interface LimitPlan {
	readonly name: string;
	readonly limit: Readonly<Record<string, number>>;
	readonly latencyMs: number;
	readonly pageSize: number;
}

/** Return All of this node on a server that answers 429 beyond its limit. */
export async function measureLimit(
	server: BenchServer,
	plan: LimitPlan,
	report: Report,
): Promise<LimitFigures> {
	await server.prepare(plan.latencyMs);
	await server.limit(plan.limit);
	const job = {
		kind: 'read',
		peer: 'node',
		inFlight: IN_FLIGHT,
		pageCount: 0,
		pageSize: plan.pageSize,
		fields: 'id',
		wantsIds: false,
		url: server.url,
		apiRoot: server.apiRoot,
	} as const;
	const outcome = await runJob(job).catch((error: Error) => error);
	const { requestCount, refusedCount } = await server.traffic();
	report(`  ${plan.name}: ${refusedCount} of ${requestCount} requests refused`);
	const common = { limit: plan.name, size: server.size, requestCount, refusedCount };
	return outcome instanceof Error
		? { ...common, wallMs: NaN, isComplete: false, problem: outcome.message }
		: { ...common, wallMs: outcome.wallMs, isComplete: outcome.uniqueCount === server.size };
}
