import type { SandboxProcess } from '../../test/sandbox/index.mts';
import type { QueueCluster } from './cluster.mts';
import { listExecutions, readField, waitForExecution } from './executions.mts';
import { JOINED_NODE, type FanOut } from './fanOut.mts';

const RUN_TIMEOUT_MS = 300_000;

export interface RunFigures {
	/** From the first part's start to the last one's end. */
	readonly readMs: number;
	/** The whole sync: splitting, reading, answers through the webhook process, joining, storing. */
	readonly totalMs: number;
	readonly requestCount: number;
	/** Of these, answered by 429. */
	readonly refusedCount: number;
	readonly rowCount: number;
	readonly isExact: boolean;
}

/** Runs the sync once. @throws Error if it fails */
export async function measureRun(
	{ database }: QueueCluster,
	sandbox: SandboxProcess,
	fanOut: FanOut,
): Promise<RunFigures> {
	await sandbox.control('DELETE', '/journal');
	const id = await fanOut.start();
	const parent = await waitForExecution(database, id, RUN_TIMEOUT_MS);
	if (parent.status !== 'success') throw new Error(`Execution ${id} ended as ${parent.status}`);
	const parts = await listExecutions(database, id);
	const first = Math.min(...parts.map(({ startedAt }) => startedAt.getTime()));
	const last = Math.max(...parts.map(({ stoppedAt }) => stoppedAt.getTime()));
	const { entries } = await sandbox.control<{ entries: ReadonlyArray<{ status: number }> }>(
		'GET',
		'/journal?path=/service/tickets',
	);
	const ids = await readField<number>(database, id, JOINED_NODE, 'id');
	return {
		readMs: last - first,
		totalMs: parent.stoppedAt.getTime() - parent.startedAt.getTime(),
		requestCount: entries.length,
		refusedCount: entries.filter(({ status }) => status === 429).length,
		rowCount: ids.length,
		isExact: new Set(ids).size === ids.length,
	};
}
