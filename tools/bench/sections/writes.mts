import type { CallFigures, WriteFigures } from '../figures/results.mts';
import { runJob } from '../jobs/runJob.mts';
import type { BenchServer } from '../server.mts';
import { median } from '../figures/statistics.mts';
import type { Report } from './reads.mts';

interface WritePlan {
	readonly verb: 'create' | 'patch';
	readonly count: number;
	readonly latencyMs: number;
	readonly inFlight: number;
}

/** Creates or patches tickets by this node. */
export async function measureWrite(
	server: BenchServer,
	plan: WritePlan,
	report: Report,
): Promise<WriteFigures> {
	await server.prepare(plan.latencyMs);
	const ids = (await server.ids()).slice(0, plan.count);
	const { url, apiRoot } = server;
	const result = await runJob({ kind: 'write', ...plan, ids, url, apiRoot });
	const { mostInFlight } = await server.traffic();
	report(
		`  ${plan.verb} ${plan.count} tickets, ${plan.inFlight} in flight: ${(result.wallMs / 1_000).toFixed(2)} s`,
	);
	const isWanted = (id: number, index: number) => plan.verb === 'create' || id === ids[index];
	return {
		...plan,
		mostInFlight,
		wallMs: result.wallMs,
		cpuMs: result.cpuMs,
		isInOrder: result.rowCount === plan.count && (result.ids ?? []).every(isWanted),
	};
}

/** What a single call costs, by the node and by n8n's request helper alone. */
export async function measureCalls(
	server: BenchServer,
	by: CallFigures['by'],
	count: number,
	rounds: number,
	report: Report,
): Promise<CallFigures> {
	await server.prepare(0);
	const { url, apiRoot } = server;
	const ids = (await server.ids()).slice(0, count);
	const results = [];
	for (let round = 0; round < rounds; round++) {
		results.push(await runJob({ kind: 'call', by, ids, url, apiRoot }));
	}
	const wallMsPerCall = median(results.map(({ wallMs }) => wallMs)) / count;
	report(`  ${count} calls by ${by}: ${wallMsPerCall.toFixed(2)} ms each`);
	return {
		by,
		count,
		wallMsPerCall,
		cpuMsPerCall: median(results.map(({ cpuMs }) => cpuMs)) / count,
	};
}
