import type { SingleReader } from '../jobs/jobs.mts';
import { SINGLE_READER_LABELS } from '../jobs/jobs.mts';
import type { SinglesFigures } from '../figures/results.mts';
import { runJob } from '../jobs/runJob.mts';
import type { BenchServer } from '../server.mts';
import type { Report } from './reads.mts';

const LATENCY_MS = 50;
/** Requests of each reader's first reading of two items. */
const WARM_UP_COUNTS: Readonly<Record<SingleReader, number>> = {
	node: 2,
	combined: 1,
	batched: 2,
	atOnce: 2,
};
/** What takes minutes, at an even pace, is measured in part. */
const BATCHED_PART = 5;

export interface SinglesPlan {
	readonly itemCount: number;
	/** Different ids among the items. */
	readonly idCount: number;
	readonly readers: readonly SingleReader[];
}

/** Single tickets by their ids, one for each of many items. */
export async function measureSingles(
	server: BenchServer,
	{ itemCount, idCount, readers }: SinglesPlan,
	report: Report,
): Promise<SinglesFigures[]> {
	const all = await server.ids();
	const ids = Array.from({ length: itemCount }, (_, index) => all[index % idCount] ?? 0);
	const figures: SinglesFigures[] = [];
	for (const by of readers) {
		const part = by === 'batched' ? BATCHED_PART : 1;
		const some = ids.slice(0, Math.ceil(itemCount / part));
		await server.prepare(LATENCY_MS);
		const { url, apiRoot } = server;
		const result = await runJob({ kind: 'singles', by, ids: some, url, apiRoot });
		const { requestCount } = await server.traffic();
		const wallMs = result.wallMs * part;
		report(
			`  ${itemCount} items, ${idCount} ids, ${SINGLE_READER_LABELS[by]}: ${(wallMs / 1_000).toFixed(2)} s`,
		);
		figures.push({
			by,
			itemCount,
			idCount,
			latencyMs: LATENCY_MS,
			wallMs,
			measuredPart: 1 / part,
			requestCount: (requestCount - WARM_UP_COUNTS[by]) * part,
			isRight:
				result.rowCount === some.length && (result.ids ?? []).every((id, i) => id === some[i]),
		});
	}
	return figures;
}
