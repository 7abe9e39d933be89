import type { JobResult, PeerName, Target } from '../jobs.mts';
import { PEER_LABELS, SEQUENTIAL_PEERS } from '../jobs.mts';
import type { ReadFigures } from '../results.mts';
import { runJob } from '../runJob.mts';
import type { BenchServer } from '../server.mts';
import { startRelay } from '../server.mts';
import { median } from '../statistics.mts';

export const PAGE_SIZE = 1_000;
export const IN_FLIGHT = 4;
/** Requests of each reader's first reading, which finds no rows. */
const WARM_UP_COUNT = 1;

export type Report = (line: string) => void;

export interface Cell {
	readonly peer: PeerName;
	readonly latencyMs: number;
	readonly rounds: number;
	readonly setUpMs?: number;
}

interface Round extends JobResult {
	readonly requestCount: number;
}

const pageCountOf = ({ size }: BenchServer): number => Math.max(1, Math.ceil(size / PAGE_SIZE));

/** One reading of all tickets in a process of its own, on a sandbox as at its start. */
export async function readOnce(
	server: BenchServer,
	cell: Cell,
	target: Target = server,
): Promise<Round> {
	await server.prepare(cell.latencyMs);
	const result = await runJob({
		kind: 'read',
		peer: cell.peer,
		inFlight: IN_FLIGHT,
		pageCount: pageCountOf(server),
		wantsIds: false,
		url: target.url,
		apiRoot: target.apiRoot,
	});
	const { requestCount } = await server.traffic();
	return { ...result, requestCount: requestCount - WARM_UP_COUNT };
}

function summarize(server: BenchServer, cell: Cell, rounds: readonly Round[]): ReadFigures {
	const middle = (pick: (round: Round) => number) => median(rounds.map(pick));
	const { peer, latencyMs, setUpMs = 0 } = cell;
	return {
		peer,
		size: server.size,
		latencyMs,
		setUpMs,
		inFlight: SEQUENTIAL_PEERS.includes(peer) ? 1 : IN_FLIGHT,
		rounds: rounds.length,
		wallMs: middle(({ wallMs }) => wallMs),
		cpuMs: middle(({ cpuMs }) => cpuMs),
		peakBytes: middle(({ peakBytes }) => peakBytes),
		heldBytes: middle(({ heldBytes }) => heldBytes),
		requestCount: middle(({ requestCount }) => requestCount),
		isComplete: rounds.every(
			({ rowCount, uniqueCount, isAscending }) =>
				rowCount === server.size && uniqueCount === server.size && isAscending,
		),
	};
}

function failed(server: BenchServer, cell: Cell, error: unknown): ReadFigures {
	const problem = error instanceof Error ? error.message : String(error);
	return { ...summarize(server, cell, []), isComplete: false, problem };
}

async function measureCell(
	server: BenchServer,
	cell: Cell,
	target: Target,
	report: Report,
): Promise<ReadFigures> {
	const rounds: Round[] = [];
	const name = `${server.size.toLocaleString('en')} tickets, ${cell.latencyMs} ms, ${PEER_LABELS[cell.peer]}`;
	try {
		for (let round = 1; round <= cell.rounds; round++) {
			const result = await readOnce(server, cell, target);
			rounds.push(result);
			report(`  ${name}: ${(result.wallMs / 1_000).toFixed(2)} s (${round} of ${cell.rounds})`);
		}
		return summarize(server, cell, rounds);
	} catch (error) {
		const figures = failed(server, cell, error);
		report(`  ${name}: ${figures.problem?.split('\n')[0] ?? 'failed'}`);
		return figures;
	}
}

/** Return All of every ticket, cell by cell. */
export async function measureReads(
	server: BenchServer,
	cells: readonly Cell[],
	report: Report,
): Promise<ReadFigures[]> {
	const figures: ReadFigures[] = [];
	for (const cell of cells) {
		const relay = cell.setUpMs ? await startRelay(server, cell.setUpMs) : undefined;
		figures.push(await measureCell(server, cell, relay ?? server, report));
		await relay?.close();
	}
	return figures;
}
