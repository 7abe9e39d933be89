import { describe, expect, it } from 'vitest';
import { PEERS } from '../../../tools/bench/jobs.mts';
import { cellsOf, FULL_PLAN, leftOutOf } from '../../../tools/bench/plan.mts';
import type { Plan } from '../../../tools/bench/plan.mts';
import { logScale, plotReads } from '../../../tools/bench/plot.mts';
import { renderReport } from '../../../tools/bench/report.mts';
import type { BenchResults, ReadFigures } from '../../../tools/bench/results.mts';
import { countDrift, median } from '../../../tools/bench/statistics.mts';
import { judgeTargets } from '../../../tools/bench/targets.mts';

const read = (given: Partial<ReadFigures>): ReadFigures => ({
	peer: 'node',
	size: 100_000,
	latencyMs: 150,
	setUpMs: 0,
	inFlight: 4,
	rounds: 3,
	wallMs: 1_000,
	cpuMs: 1_000,
	peakBytes: 120,
	heldBytes: 100,
	requestCount: 100,
	isComplete: true,
	...given,
});

const verdicts = (results: BenchResults) => judgeTargets(results).map(({ isReached }) => isReached);

describe('the median', () => {
	it.each([
		[[3, 1, 2], 2],
		[[4, 1, 2, 3], 2.5],
		[[7], 7],
	])('of %j is %d', (values, expected) => {
		expect(median(values)).toBe(expected);
	});

	it('of nothing is no number', () => {
		expect(median([])).toBeNaN();
	});
});

describe('the count of lost and repeated rows', () => {
	it('excuses rows that left meanwhile, and counts each surplus', () => {
		expect(countDrift([1, 2, 3, 4], [2], [1, 4, 4, 4, 9])).toEqual({ lost: 1, repeated: 2 });
	});
});

describe('the targets', () => {
	it('are open where nothing was measured', () => {
		expect(verdicts({})).toEqual(Array(8).fill(undefined));
	});

	it('compare with the best sequential reader, not the worst', () => {
		const reads = [
			read({}),
			read({ peer: 'httpRequest', wallMs: 9_000 }),
			read({ peer: 'connectwiseRest', wallMs: 3_000 }),
		];
		expect(judgeTargets({ reads })[0]).toMatchObject({
			isReached: false,
			figures: '3.00× (100,000 at 150 ms)',
		});
	});

	it('hold the lists of a form to what they add to it', () => {
		const form = { latencyMs: 150, rounds: 1, requestCount: 0 };
		const forms = (wallMs: number) => [
			{ ...form, lists: 'none', wallMs: 40 } as const,
			{ ...form, lists: 'all', wallMs } as const,
		];
		expect(judgeTargets({ forms: forms(1_500) }).at(-1)).toMatchObject({
			isReached: true,
			figures: '1460 ms',
		});
		expect(judgeTargets({ forms: forms(1_600) }).at(-1)?.isReached).toBe(false);
		expect(judgeTargets({ forms: forms(1_600).slice(1) }).at(-1)?.isReached).toBeUndefined();
		expect(renderReport({ forms: forms(700) })).toContain('| 700 ms |');
	});

	it('take one miss for a miss', () => {
		const reads = [
			read({ wallMs: 1_100 }),
			read({ peer: 'bareLoop' }),
			read({ latencyMs: 50, wallMs: 1_200 }),
			read({ latencyMs: 50, peer: 'bareLoop' }),
		];
		expect(judgeTargets({ reads })[1]?.isReached).toBe(false);
	});

	it('do not compare across different costs of a connection', () => {
		const reads = [read({}), read({ peer: 'bareLoop', setUpMs: 300 })];
		expect(judgeTargets({ reads })[1]?.isReached).toBeUndefined();
	});

	it('do not call a limited server finished when rows are missing', () => {
		const limit = { limit: 'one', size: 10, requestCount: 100, refusedCount: 0, wallMs: 1 };
		expect(verdicts({ limits: [{ ...limit, isComplete: true }] }).at(-2)).toBe(true);
		expect(verdicts({ limits: [{ ...limit, isComplete: false }] }).at(-2)).toBe(false);
	});
});

describe('the plan', () => {
	const readersOf = (plan: Plan) =>
		new Set(
			cellsOf(1_000_000, plan)
				.flat()
				.map((cell) => cell.peer),
		);

	it('reads a million tickets by those that do not take minutes, unless asked for the whole', () => {
		expect([...readersOf(FULL_PLAN)]).toEqual(['node', 'bareLoop']);
		expect(readersOf({ ...FULL_PLAN, isWhole: true }).size).toBe(5);
	});

	it('says what was left out', () => {
		const reads = [read({}), ...PEERS.map((peer) => read({ peer, latencyMs: 0 }))];
		expect(leftOutOf(reads)).toEqual([
			'100,000 tickets at 150 ms by: HTTP Request node; connectwise-rest; bare loop, keep-alive; bare loop, a connection each',
		]);
	});
});

describe('the plot', () => {
	it('places values between the powers of ten around them', () => {
		const { ticks, place } = logScale([0.5, 20], 0, 300);
		expect(ticks).toEqual([0.1, 1, 10, 100]);
		expect(place(1)).toBeCloseTo(100);
	});

	it('has a panel for each latency and a line for each reader', () => {
		const svg = plotReads({ reads: [read({}), read({ latencyMs: 0, peer: 'bareLoop' })] });
		expect(svg?.match(/ms latency/g)).toHaveLength(2);
		expect(svg?.match(/<polyline/g)).toHaveLength(2);
	});

	it('is none without figures', () => {
		expect(plotReads({})).toBeUndefined();
	});
});

describe('the report', () => {
	it('shows ratios to the bare loop, and why figures are missing', () => {
		const reads = [
			read({ wallMs: 1_500 }),
			read({ peer: 'bareLoop' }),
			read({ peer: 'httpRequest', problem: 'out of memory' }),
		];
		const report = renderReport({ reads });
		expect(report).toContain('| this node | 1.50× | 1.00× | 1.20 | 1.50 s |');
		expect(report).toContain('out of memory');
	});
});
