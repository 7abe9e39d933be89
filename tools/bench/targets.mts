import type { PeerName } from './jobs.mts';
import { SEQUENTIAL_PEERS } from './jobs.mts';
import type { BenchResults, ReadFigures } from './results.mts';

export interface TargetResult {
	readonly target: string;
	/** Undefined: this run did not measure what it needs. */
	readonly isReached: boolean | undefined;
	readonly figures: string;
}

const LARGE_SIZE = 100_000;
const MIN_SPEED_UP = 3.5;
const MAX_WALL_RATIO = 1.15;
const MAX_CPU_RATIO = 1.5;
const MAX_MEMORY_RATIO = 1.3;
const MAX_GROWTH_RATIO = 1.15;
const MAX_REFUSED_SHARE = 0.02;
const MAX_LISTS_MS = 1_500;

const count = (value: number): string => value.toLocaleString('en');
const times = (value: number): string => `${value.toFixed(2)}×`;

type Where = Pick<ReadFigures, 'size' | 'latencyMs' | 'setUpMs'>;

const label = ({ size, latencyMs }: Where): string => `${count(size)} at ${latencyMs} ms`;

/** Figures of another peer under the same conditions. */
export function figuresOf(
	results: BenchResults,
	peer: PeerName,
	{ size, latencyMs, setUpMs }: Where,
): ReadFigures | undefined {
	return results.reads?.find(
		(read) =>
			read.peer === peer &&
			read.size === size &&
			read.latencyMs === latencyMs &&
			read.setUpMs === setUpMs &&
			!read.problem,
	);
}

interface Ratio {
	readonly where: string;
	readonly value: number;
}

function judge(
	target: string,
	ratios: readonly Ratio[],
	isGood: (value: number) => boolean,
): TargetResult {
	return {
		target,
		isReached: ratios.length === 0 ? undefined : ratios.every(({ value }) => isGood(value)),
		figures: ratios.map(({ where, value }) => `${times(value)} (${where})`).join(', '),
	};
}

const nodeReads = (results: BenchResults, isWanted: (read: ReadFigures) => boolean) =>
	(results.reads ?? []).filter(
		(read) => read.peer === 'node' && read.setUpMs === 0 && !read.problem && isWanted(read),
	);

const isLarge = ({ size }: ReadFigures): boolean => size >= LARGE_SIZE;

function against(
	results: BenchResults,
	peer: PeerName,
	pick: (read: ReadFigures) => number,
	isWanted: (read: ReadFigures) => boolean,
): Ratio[] {
	return nodeReads(results, isWanted).flatMap((read) => {
		const other = figuresOf(results, peer, read);
		return other ? [{ where: label(read), value: pick(read) / pick(other) }] : [];
	});
}

function speedUps(results: BenchResults): Ratio[] {
	return nodeReads(results, (read) => isLarge(read) && read.latencyMs === 150).flatMap((read) => {
		const others = SEQUENTIAL_PEERS.flatMap((peer) => figuresOf(results, peer, read) ?? []);
		if (others.length === 0) return [];
		const best = Math.min(...others.map(({ wallMs }) => wallMs));
		return [{ where: label(read), value: best / read.wallMs }];
	});
}

function growth(results: BenchResults): Ratio[] {
	return nodeReads(results, isLarge).flatMap((read) => {
		const smaller = figuresOf(results, 'node', { ...read, size: read.size / 10 });
		if (!smaller) return [];
		const where = `${count(smaller.size)} to ${label(read)}`;
		return [{ where, value: read.wallMs / smaller.wallMs / 10 }];
	});
}

function driftTarget({ drift = [] }: BenchResults): TargetResult {
	const own = drift.filter(({ peer }) => peer === 'node');
	const all = drift.map(({ peer, lost, repeated }) => `${peer} ${lost} lost, ${repeated} repeated`);
	return {
		target: 'Under drift no row lost or repeated',
		isReached:
			own.length === 0
				? undefined
				: own.every(({ lost, repeated }) => lost === 0 && repeated === 0),
		figures: all.join('; '),
	};
}

function limitTarget({ limits = [] }: BenchResults): TargetResult {
	const share = ({ refusedCount, requestCount }: (typeof limits)[number]) =>
		refusedCount / requestCount;
	return {
		target: 'A 429-limited server finished with under 2 % of requests refused',
		isReached:
			limits.length === 0
				? undefined
				: limits.every((limit) => limit.isComplete && share(limit) < MAX_REFUSED_SHARE),
		figures: limits
			.map((one) => `${one.limit}: ${(share(one) * 100).toFixed(1)} % of ${one.requestCount}`)
			.join('; '),
	};
}

function formTarget({ forms = [] }: BenchResults): TargetResult {
	const timeOf = (wanted: string) => forms.find(({ lists }) => lists === wanted)?.wallMs;
	const [plain, listed] = [timeOf('none'), timeOf('all')];
	const isMeasured = plain !== undefined && listed !== undefined;
	return {
		target: 'Lists add at most 1.5 s to the opening of a form at 150 ms',
		isReached: isMeasured ? listed - plain <= MAX_LISTS_MS : undefined,
		figures: isMeasured ? `${Math.round(listed - plain)} ms` : '',
	};
}

/** What the node is held to, and whether the measured figures meet it. */
export function judgeTargets(results: BenchResults): TargetResult[] {
	const memory = nodeReads(results, isLarge).map((read) => ({
		where: label(read),
		value: read.peakBytes / read.heldBytes,
	}));
	return [
		judge(
			'At 150 ms at least 3.5 times as fast as the best sequential peer',
			speedUps(results),
			(value) => value >= MIN_SPEED_UP,
		),
		judge(
			'Wall time within 1.15 of the bare loop, 100,000 rows and more',
			against(results, 'bareLoop', ({ wallMs }) => wallMs, isLarge),
			(value) => value <= MAX_WALL_RATIO,
		),
		judge(
			'CPU at most 1.5 times the bare loop',
			against(results, 'bareLoop', ({ cpuMs }) => cpuMs, isLarge),
			(value) => value <= MAX_CPU_RATIO,
		),
		judge(
			'Peak memory at most 1.3 times what the items take',
			memory,
			(value) => value <= MAX_MEMORY_RATIO,
		),
		judge(
			'Growth linear (time a row, ten times as many rows)',
			growth(results),
			(value) => value <= MAX_GROWTH_RATIO,
		),
		driftTarget(results),
		limitTarget(results),
		formTarget(results),
	];
}
