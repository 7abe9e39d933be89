import type { JobResult, PeerName, Target } from '../jobs/jobs.mts';
import { PEER_LABELS, SEQUENTIAL_PEERS } from '../jobs/jobs.mts';
import type { ReadFigures } from '../figures/results.mts';
import { runJob } from '../jobs/runJob.mts';
import type { BenchServer } from '../server.mts';
import { startRelay } from '../server.mts';
import { median } from '../figures/statistics.mts';

export const PAGE_SIZE = 1_000;
export const IN_FLIGHT = 4;
/** 0 where the reader goes by what the server bears. */
function inFlightOf(peer: PeerName): number {
	if (peer === 'nodeAutomatic') return 0;
	return SEQUENTIAL_PEERS.includes(peer) ? 1 : IN_FLIGHT;
}

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
async function readOnce(server: BenchServer, cell: Cell, target: Target = server): Promise<Round> {
	await server.prepare(cell.latencyMs);
	const result = await runJob({
		kind: 'read',
		peer: cell.peer,
		inFlight: inFlightOf(cell.peer),
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
		inFlight: inFlightOf(peer),
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

interface Progress {
	readonly cell: Cell;
	readonly target: Target;
	readonly rounds: Round[];
	problem?: unknown;
}

async function measureRound(server: BenchServer, progress: Progress, report: Report) {
	const { cell, target, rounds } = progress;
	const name = `${server.size.toLocaleString('en')} tickets, ${cell.latencyMs} ms, ${PEER_LABELS[cell.peer]}`;
	try {
		const result = await readOnce(server, cell, target);
		rounds.push(result);
		const seconds = (result.wallMs / 1_000).toFixed(2);
		report(`  ${name}: ${seconds} s (${rounds.length} of ${cell.rounds})`);
	} catch (error) {
		progress.problem = error;
		report(`  ${name}: ${error instanceof Error ? error.message.split('\n')[0] : 'failed'}`);
	}
}

/** Return All of every ticket; the readers take turns, so that a busy machine troubles them alike. */
export async function measureReads(
	server: BenchServer,
	cells: readonly Cell[],
	report: Report,
): Promise<ReadFigures[]> {
	const setUpMs = Math.max(0, ...cells.map((cell) => cell.setUpMs ?? 0));
	const relay = setUpMs > 0 ? await startRelay(server, setUpMs) : undefined;
	const all = cells.map((cell): Progress => ({ cell, target: relay ?? server, rounds: [] }));
	for (let round = 1; round <= Math.max(0, ...cells.map(({ rounds }) => rounds)); round++) {
		for (const progress of all) {
			if (round <= progress.cell.rounds && progress.problem === undefined) {
				await measureRound(server, progress, report);
			}
		}
	}
	await relay?.close();
	return all.map(({ cell, rounds, problem }) =>
		problem === undefined ? summarize(server, cell, rounds) : failed(server, cell, problem),
	);
}
