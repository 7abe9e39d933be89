import type { PeerName } from '../jobs/jobs.mts';
import { SEQUENTIAL_PEERS, SINGLE_READER_LABELS } from '../jobs/jobs.mts';
import { firstSearchMs, type BenchResults, type ReadFigures } from './results.mts';

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
const MIN_AUTOMATIC_SPEED_UP = 6;
const MIN_SET_UP_SPEED_UP = 3;
const MAX_CROWD_RATIO = 1.1;
const MAX_ANSWER_RATIO = 1.25;
const MAX_BOUND_RATIO = 1.05;
const MIN_SHARED_SPEED_UP = 15;
const MIN_COMBINED_SPEED_UP = 50;
const MOST_COMBINED_REQUESTS = 30;
const MAX_EXPORT_BYTES = 400e6;
const MAX_EXPORT_RATIO = 1.15;
const MAX_DESCRIPTION_BYTES = 30_000;
const MAX_FIRST_SEARCH_MS = 10;

const count = (value: number): string => value.toLocaleString('en');
const times = (value: number): string => `${value.toFixed(2)}×`;

type Where = Pick<ReadFigures, 'size' | 'latencyMs' | 'setUpMs'>;

const label = ({ size, latencyMs }: Where): string => `${count(size)} at ${latencyMs} ms`;

/** Figures of another peer under the same conditions. */
export function figuresOf(
	reads: readonly ReadFigures[] | undefined,
	peer: PeerName,
	{ size, latencyMs, setUpMs }: Where,
): ReadFigures | undefined {
	return reads?.find(
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
		const other = figuresOf(results.reads, peer, read);
		return other ? [{ where: label(read), value: pick(read) / pick(other) }] : [];
	});
}

function speedUps(results: BenchResults): Ratio[] {
	return nodeReads(results, (read) => isLarge(read) && read.latencyMs === 150).flatMap((read) => {
		const others = SEQUENTIAL_PEERS.flatMap((peer) => figuresOf(results.reads, peer, read) ?? []);
		if (others.length === 0) return [];
		const best = Math.min(...others.map(({ wallMs }) => wallMs));
		return [{ where: label(read), value: best / read.wallMs }];
	});
}

function growth(results: BenchResults): Ratio[] {
	return nodeReads(results, isLarge).flatMap((read) => {
		const smaller = figuresOf(results.reads, 'node', { ...read, size: read.size / 10 });
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

function automaticSpeedUps(results: BenchResults, hasSetUp: boolean): Ratio[] {
	const peers = hasSetUp ? (['connectwiseRest'] as const) : SEQUENTIAL_PEERS;
	const all = results.automatic ?? [];
	const reads = all.filter(
		({ peer, size, latencyMs, setUpMs, problem }) =>
			peer === 'nodeAutomatic' &&
			size >= LARGE_SIZE &&
			latencyMs === 150 &&
			setUpMs > 0 === hasSetUp &&
			!problem,
	);
	return reads.flatMap((read) => {
		const others = peers.flatMap((peer) => figuresOf(all, peer, read) ?? []);
		if (others.length === 0) return [];
		const best = Math.min(...others.map(({ wallMs }) => wallMs));
		return [{ where: label(read), value: best / read.wallMs }];
	});
}

function crowdTarget({ crowd = [] }: BenchResults): TargetResult {
	const fixed = crowd.find(({ inFlight }) => inFlight > 0);
	const own = crowd.find(({ inFlight }) => inFlight === 0);
	const target =
		'On a server that slows down beyond 4 in flight within 1.1 of a fixed 4, answers at most 25 % slower';
	if (!fixed || !own) return { target, isReached: undefined, figures: '' };
	const time = own.wallMs / fixed.wallMs;
	const answers = own.slowestMs / fixed.slowestMs;
	return {
		target,
		isReached:
			time <= MAX_CROWD_RATIO && answers <= MAX_ANSWER_RATIO && own.isComplete && fixed.isComplete,
		figures: `${times(time)} the time, slowest answers ${times(answers)}, at most ${own.mostInFlight} in flight`,
	};
}

function budgetTarget({ budget }: BenchResults): TargetResult {
	const target = '3,000 requests at 1,000 a minute without a refusal, within 1.05 of the bound';
	if (!budget) return { target, isReached: undefined, figures: '' };
	const ratio = budget.wallMs / budget.boundMs;
	return {
		target,
		isReached: budget.refusedCount === 0 && ratio <= MAX_BOUND_RATIO && budget.isComplete,
		figures: `${times(ratio)}, ${budget.refusedCount} of ${count(budget.requestCount)} refused`,
	};
}

function singlesTarget(
	{ singles = [] }: BenchResults,
	by: 'node' | 'combined',
	{ least, mostRequests }: { readonly least: number; readonly mostRequests?: number },
): TargetResult {
	const own = singles.find((one) => one.by === by);
	const others = singles.filter(
		({ by: other, idCount }) => other !== by && idCount === own?.idCount && other !== 'node',
	);
	const way = by === 'node' ? 'over few ids' : 'of different ids, combined,';
	const target = `Single reads ${way} at least ${least} times as fast as n8n's HTTP Request node`;
	const batched = others.find((one) => one.by === 'batched');
	if (!own || !batched) return { target, isReached: undefined, figures: '' };
	const ratios = others.map(
		(other) => `${times(other.wallMs / own.wallMs)} (${SINGLE_READER_LABELS[other.by]})`,
	);
	return {
		target,
		isReached:
			own.isRight &&
			own.requestCount <= (mostRequests ?? own.idCount) &&
			batched.wallMs / own.wallMs >= least,
		figures: `${ratios.join(', ')}; ${count(own.requestCount)} requests for ${count(own.itemCount)} items`,
	};
}

function exportTarget({ exports = [] }: BenchResults): TargetResult {
	const files = exports.find(({ output }) => output === 'files');
	const items = exports.find(({ output }) => output === 'items');
	const target =
		'Tickets to files: growth at most 400 MB, at most 1.15 of the time of items, every row once';
	if (!files || !items) return { target, isReached: undefined, figures: '' };
	const ratio = files.wallMs / items.wallMs;
	return {
		target,
		isReached:
			files.peakBytes <= MAX_EXPORT_BYTES &&
			ratio <= MAX_EXPORT_RATIO &&
			files.isRight &&
			items.isRight,
		figures: `${Math.round(files.peakBytes / 1e6)} MB (items ${Math.round(items.peakBytes / 1e6)} MB), ${times(ratio)}, ${files.isRight ? 'every row once' : 'rows missing or repeated'}, ${count(files.size)} tickets`,
	};
}

function startTarget({ starts = [] }: BenchResults): TargetResult {
	const own = starts.find(({ hasPackage }) => hasPackage);
	const bare = starts.find(({ hasPackage }) => !hasPackage);
	const target =
		'What the package adds to the start of n8n is less than starts differ by themselves';
	if (!own || !bare || bare.spreadMs === undefined) {
		return { target, isReached: undefined, figures: '' };
	}
	const more = own.readyMs - bare.readyMs;
	const spreadMs = Math.max(bare.spreadMs, own.spreadMs ?? 0);
	return {
		target,
		isReached: more <= spreadMs,
		figures: `${more.toFixed(0)} ms more, spread ${spreadMs.toFixed(0)} ms, medians of ${own.rounds}`,
	};
}

function editorTargets({ descriptionBytes, catalogue }: BenchResults): TargetResult[] {
	const firstMs = firstSearchMs(catalogue);
	return [
		{
			target: 'Description of all nodes at most 30 kB',
			isReached:
				descriptionBytes === undefined ? undefined : descriptionBytes <= MAX_DESCRIPTION_BYTES,
			figures: descriptionBytes === undefined ? '' : `${(descriptionBytes / 1_000).toFixed(1)} kB`,
		},
		{
			target: 'First search of a session at most 10 ms',
			isReached: Number.isNaN(firstMs) ? undefined : firstMs <= MAX_FIRST_SEARCH_MS,
			figures: Number.isNaN(firstMs) ? '' : `${firstMs.toFixed(1)} ms`,
		},
	];
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
		judge(
			'At 150 ms, at the pace found by itself, at least 6 times the best sequential peer',
			automaticSpeedUps(results, false),
			(value) => value >= MIN_AUTOMATIC_SPEED_UP,
		),
		judge(
			'The same with 300 ms for each new connection at least 3 times connectwise-rest',
			automaticSpeedUps(results, true),
			(value) => value >= MIN_SET_UP_SPEED_UP,
		),
		crowdTarget(results),
		budgetTarget(results),
		singlesTarget(results, 'node', { least: MIN_SHARED_SPEED_UP }),
		singlesTarget(results, 'combined', {
			least: MIN_COMBINED_SPEED_UP,
			mostRequests: MOST_COMBINED_REQUESTS,
		}),
		exportTarget(results),
		startTarget(results),
		...editorTargets(results),
	];
}
