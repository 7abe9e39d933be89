import { createHash } from 'node:crypto';
import type { ExportFigures } from '../figures/results.mts';
import { runJob } from '../jobs/runJob.mts';
import type { BenchServer } from '../server.mts';
import type { Report } from './reads.mts';

const LATENCY_MS = 50;

/** All tickets into files and as items, and whether each came once, by a checksum of the ids. */
export async function measureExports(
	server: BenchServer,
	report: Report,
): Promise<ExportFigures[]> {
	await server.prepare(0);
	const hash = createHash('sha256');
	for (const id of await server.ids()) hash.update(`${id}\n`);
	const checksum = hash.digest('hex');
	const figures: ExportFigures[] = [];
	for (const output of ['files', 'items'] as const) {
		await server.prepare(LATENCY_MS);
		const { url, apiRoot } = server;
		const result = await runJob({ kind: 'export', output, url, apiRoot });
		const { requestCount } = await server.traffic();
		const { wallMs, cpuMs, peakBytes, rowCount } = result;
		report(
			`  ${rowCount.toLocaleString('en')} tickets as ${output}: ${(wallMs / 1_000).toFixed(1)} s, growth ${Math.round(peakBytes / 1e6)} MB`,
		);
		figures.push({
			output,
			size: server.size,
			latencyMs: LATENCY_MS,
			wallMs,
			cpuMs,
			peakBytes,
			requestCount,
			isRight: rowCount === server.size && result.checksum === checksum,
		});
	}
	return figures;
}
