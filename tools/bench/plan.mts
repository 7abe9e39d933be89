import type { PeerName } from './jobs/jobs.mts';
import { PEER_LABELS, PEERS, SEQUENTIAL_PEERS } from './jobs/jobs.mts';
import type { ReadFigures } from './figures/results.mts';
import { SECTIONS, type SectionName } from './sections/names.mts';
import type { Cell } from './sections/reads.mts';

export interface Plan {
	readonly sizes: readonly number[];
	readonly latencies: readonly number[];
	readonly rounds: number;
	readonly sections: readonly SectionName[];
	readonly driftSize: number;
	readonly writeCount: number;
	readonly writeLatencyMs: number;
	readonly callCount: number;
	readonly startRounds: number;
	/** Tickets that the automatic pace is shown with. */
	readonly paceSize: number;
	readonly crowdSize: number;
	/** Requests that a limit by the minute is shown with. */
	readonly budgetRequests: number;
	readonly singles: { readonly itemCount: number; readonly idCount: number };
	readonly exportSize: number;
	/** All latencies and readers of a million tickets as well: about half an hour more. */
	readonly isWhole: boolean;
}

export const FULL_PLAN: Plan = {
	sizes: [10_000, 100_000, 1_000_000],
	latencies: [0, 50, 150],
	rounds: 3,
	sections: SECTIONS,
	driftSize: 100_000,
	writeCount: 1_000,
	writeLatencyMs: 50,
	callCount: 1_000,
	startRounds: 7,
	paceSize: 100_000,
	crowdSize: 40_000,
	budgetRequests: 3_000,
	singles: { itemCount: 5_000, idCount: 300 },
	exportSize: 1_000_000,
	isWhole: false,
};

export const QUICK_PLAN: Plan = {
	...FULL_PLAN,
	sizes: [1_000, 10_000],
	rounds: 1,
	sections: SECTIONS.filter((name) => name !== 'starts' && name !== 'budget'),
	driftSize: 20_000,
	writeCount: 100,
	callCount: 100,
	paceSize: 10_000,
	crowdSize: 10_000,
	singles: { itemCount: 500, idCount: 30 },
	exportSize: 100_000,
};

const MILLION = 1_000_000;
/** Set-up of a connection: one round trip for TCP, one for TLS. */
const SET_UP_ROUND_TRIPS = 2;
const SET_UP_SIZE = 100_000;

const isFar = (latencyMs: number, { latencies }: Plan) => latencyMs === Math.max(...latencies);

function isMeasured(peer: PeerName, size: number, latencyMs: number, plan: Plan): boolean {
	if (size < MILLION || plan.isWhole) return true;
	return isFar(latencyMs, plan) && (peer === 'node' || peer === 'bareLoop');
}

/** What is measured with so many tickets, in groups that take turns. */
export function cellsOf(size: number, plan: Plan): Cell[][] {
	const groups: Cell[][] = [];
	for (const latencyMs of plan.latencies) {
		const cells: Cell[] = [];
		groups.push(cells);
		for (const peer of PEERS) {
			if (isMeasured(peer, size, latencyMs, plan)) {
				cells.push({ peer, latencyMs, rounds: plan.rounds });
			}
		}
		if (size === SET_UP_SIZE && isFar(latencyMs, plan)) {
			const setUpMs = SET_UP_ROUND_TRIPS * latencyMs;
			groups.push(PEERS.map((peer) => ({ peer, latencyMs, rounds: 1, setUpMs })));
		}
	}
	return size < MILLION ? groups : longestLast(groups);
}

/** Readings of minutes come at the end, once each, and every one is kept as soon as it is there. */
function longestLast(groups: readonly Cell[][]): Cell[][] {
	const isSequential = ({ peer }: Cell) => SEQUENTIAL_PEERS.includes(peer);
	const quick = groups.map((cells) => cells.filter((cell) => !isSequential(cell)));
	const slow = groups.flat().filter(isSequential);
	return [...quick, ...slow.map((cell) => [{ ...cell, rounds: 1 }])];
}

/** Combinations of the sizes and latencies measured that no reader's figures are there for. */
export function leftOutOf(reads: readonly ReadFigures[]): string[] {
	const shown = reads.filter(({ setUpMs }) => setUpMs === 0);
	const distinct = (values: readonly number[]) => [...new Set(values)].sort((a, b) => a - b);
	const isThere = (peer: PeerName, size: number, latencyMs: number) =>
		shown.some((read) => read.peer === peer && read.size === size && read.latencyMs === latencyMs);
	return distinct(shown.map(({ size }) => size)).flatMap((size) =>
		distinct(shown.map(({ latencyMs }) => latencyMs)).flatMap((latencyMs) => {
			const missing = PEERS.filter((peer) => !isThere(peer, size, latencyMs));
			const names = missing.map((peer) => PEER_LABELS[peer]).join('; ');
			return names ? [`${size.toLocaleString('en')} tickets at ${latencyMs} ms by: ${names}`] : [];
		}),
	);
}

/** The pace that the node finds by itself, beside the readers it is held against and a bare loop. */
export function paceCells({ latencies, rounds }: Plan): Cell[][] {
	const latencyMs = Math.max(...latencies);
	const peers: readonly PeerName[] = ['nodeAutomatic', ...SEQUENTIAL_PEERS, 'bareLoop'];
	const setUpMs = SET_UP_ROUND_TRIPS * latencyMs;
	return [
		peers.map((peer) => ({ peer, latencyMs, rounds })),
		(['nodeAutomatic', 'connectwiseRest', 'bareLoop'] as const).map((peer) => ({
			peer,
			latencyMs,
			rounds,
			setUpMs,
		})),
	];
}

/** Readers that drift is shown for; a connection each makes no difference there. */
export const DRIFT_PEERS: readonly PeerName[] = ['node', ...SEQUENTIAL_PEERS, 'bareLoop'];
