import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'flatted';
import type { RunningN8n } from '../hosts/n8nProcess.mts';
import type { Postgres } from './postgres.mts';

const POLL_MS = 250;

export interface Execution {
	readonly id: number;
	readonly workflowId: string;
	readonly status: string;
	readonly startedAt: Date;
	/** The epoch while it runs. */
	readonly stoppedAt: Date;
}

interface ExecutionData {
	readonly resultData: {
		readonly runData: Readonly<
			Record<string, ReadonlyArray<{ readonly data?: { readonly main: unknown[][] } }>>
		>;
	};
}

const ENDED = new Set(['success', 'error', 'crashed', 'canceled']);

/** Executions with an id above `afterId`, oldest first, as n8n has recorded them. */
export async function listExecutions(
	database: Postgres,
	afterId = 0,
): Promise<readonly Execution[]> {
	const rows = await database.query(
		`SELECT id, "workflowId", status,
			extract(epoch FROM "startedAt") * 1000, coalesce(extract(epoch FROM "stoppedAt") * 1000, 0)
		FROM execution_entity WHERE id > ${afterId} ORDER BY id`,
	);
	return rows.map(([id, workflowId, status, startedAt, stoppedAt]) => ({
		id: Number(id),
		workflowId,
		status,
		startedAt: new Date(Number(startedAt)),
		stoppedAt: new Date(Number(stoppedAt)),
	}));
}

/** @throws Error if the execution has not ended within that time */
export async function waitForExecution(
	database: Postgres,
	id: number,
	timeoutMs: number,
): Promise<Execution> {
	const end = Date.now() + timeoutMs;
	for (;;) {
		const [execution] = await listExecutions(database, id - 1);
		if (execution?.id === id && ENDED.has(execution.status)) return execution;
		if (Date.now() > end) {
			throw new Error(`Execution ${id} is still ${execution?.status} after ${timeoutMs} ms`);
		}
		await delay(POLL_MS);
	}
}

/** Values of one field of all items that a node gave, over all of its runs. */
export async function readField<T>(
	database: Postgres,
	executionId: number,
	nodeName: string,
	field: string,
): Promise<readonly T[]> {
	const [[text] = ['']] = await database.query(
		`SELECT data FROM execution_data WHERE "executionId" = ${executionId}`,
	);
	const { resultData } = parse(text) as ExecutionData;
	const runs = resultData.runData[nodeName] ?? [];
	const items = runs.flatMap(({ data }) => data?.main.flat() ?? []);
	return (items as Array<{ json: Record<string, T> }>).map(({ json }) => json[field]);
}

function idsIn(log: string, pattern: RegExp): readonly number[] {
	return [...log.matchAll(pattern)].map(([, id]) => Number(id));
}

/** Executions that a worker took from the queue, by its log. */
export function startedOn(worker: RunningN8n): readonly number[] {
	return idsIn(worker.log(), /Worker started execution (\d+)/g);
}

export function unfinishedOn(worker: RunningN8n): readonly number[] {
	const finished = new Set(idsIn(worker.log(), /Worker finished execution (\d+)/g));
	return startedOn(worker).filter((id) => !finished.has(id));
}
