import { describe, expect, it } from 'vitest';
import { PEERS } from '../../../tools/bench/jobs/jobs.mts';
import { cellsOf, FULL_PLAN, leftOutOf } from '../../../tools/bench/plan.mts';
import type { Plan } from '../../../tools/bench/plan.mts';
import { logScale, plotReads } from '../../../tools/bench/figures/plot.mts';
import { renderReport } from '../../../tools/bench/figures/report.mts';
import type { BenchResults, ReadFigures } from '../../../tools/bench/figures/results.mts';
import { countDrift, median, spread } from '../../../tools/bench/figures/statistics.mts';
import { judgeTargets } from '../../../tools/bench/figures/targets.mts';

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

const verdictOn = (words: string, results: BenchResults) => {
	const found = judgeTargets(results).filter(({ target }) => target.includes(words));
	expect(found).toHaveLength(1);
	return found[0]?.isReached;
};

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

describe('the spread', () => {
	it('is that of the middle half, and none of a few', () => {
		expect(spread([9, 1, 3, 2, 5, 4, 100])).toBe(9 - 2);
		expect(spread([1, 100, 3])).toBe(0);
	});
});

describe('the count of lost and repeated rows', () => {
	it('excuses rows that left meanwhile, and counts each surplus', () => {
		expect(countDrift([1, 2, 3, 4], [2], [1, 4, 4, 4, 9])).toEqual({ lost: 1, repeated: 2 });
	});
});

describe('the targets', () => {
	it('are open where nothing was measured', () => {
		expect(new Set(verdicts({}))).toEqual(new Set([undefined]));
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
		const verdict = (measured: ReturnType<typeof forms>) =>
			verdictOn('opening of a form', { forms: measured });
		expect(verdict(forms(1_500))).toBe(true);
		expect(verdict(forms(1_600))).toBe(false);
		expect(verdict(forms(1_600).slice(1))).toBeUndefined();
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
		const verdict = (isComplete: boolean) =>
			verdictOn('429', { limits: [{ ...limit, isComplete }] });
		expect([verdict(true), verdict(false)]).toEqual([true, false]);
	});

	it('hold the pace found by itself against the best sequential reader, with and without a set-up', () => {
		const automatic = [
			read({ peer: 'nodeAutomatic', inFlight: 0, wallMs: 1_000 }),
			read({ peer: 'httpRequest', wallMs: 9_000 }),
			read({ peer: 'connectwiseRest', wallMs: 5_900 }),
			read({ peer: 'nodeAutomatic', inFlight: 0, setUpMs: 300, wallMs: 2_000 }),
			read({ peer: 'connectwiseRest', setUpMs: 300, wallMs: 6_100 }),
		];
		expect(verdictOn('pace found by itself', { automatic })).toBe(false);
		expect(verdictOn('each new connection', { automatic })).toBe(true);
	});

	it('call a crowded server spared only if its answers stayed fast', () => {
		const one = { rounds: 1, wallMs: 100, slowestMs: 100, mostInFlight: 4, isComplete: true };
		const verdict = (slowestMs: number) =>
			verdictOn('slows down', {
				crowd: [
					{ ...one, inFlight: 4 },
					{ ...one, inFlight: 0, slowestMs },
				],
			});
		expect([verdict(125), verdict(126)]).toEqual([true, false]);
	});

	it('take a single refusal for a miss of the budget', () => {
		const budget = { perMinute: 1_000, requestCount: 3_000, wallMs: 104, boundMs: 100 };
		const verdict = (refusedCount: number) =>
			verdictOn('1,000 a minute', { budget: { ...budget, refusedCount, isComplete: true } });
		expect([verdict(0), verdict(1)]).toEqual([true, false]);
	});

	it('hold single reads against what ConnectWise would take, and count their requests', () => {
		const one = { itemCount: 50, idCount: 3, latencyMs: 50, measuredPart: 1, isRight: true };
		const verdict = (requestCount: number) =>
			verdictOn('over few ids', {
				singles: [
					{ ...one, by: 'node', wallMs: 10, requestCount },
					{ ...one, by: 'atOnce', wallMs: 20, requestCount: 50 },
					{ ...one, by: 'batched', wallMs: 150, requestCount: 50 },
				],
			});
		expect([verdict(3), verdict(4)]).toEqual([true, false]);
	});

	it('call an export reached only with every row once', () => {
		const one = { size: 10, latencyMs: 50, wallMs: 1, cpuMs: 1, peakBytes: 4e8, requestCount: 1 };
		const verdict = (isRight: boolean) =>
			verdictOn('to files', {
				exports: [
					{ ...one, output: 'files', isRight },
					{ ...one, output: 'items', isRight: true },
				],
			});
		expect([verdict(true), verdict(false)]).toEqual([true, false]);
	});

	it('forgive a start that is later by less than starts differ', () => {
		const start = { rounds: 7, peakBytes: 1, spreadMs: 100 };
		const verdict = (readyMs: number) =>
			verdictOn('start of n8n', {
				starts: [
					{ ...start, hasPackage: false, readyMs: 4_000 },
					{ ...start, hasPackage: true, readyMs },
				],
			});
		expect([verdict(4_100), verdict(4_101)]).toEqual([true, false]);
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
		expect(readersOf({ ...FULL_PLAN, isWhole: true }).size).toBe(PEERS.length);
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

	it('says of each section where and when it was measured', () => {
		const here = { machine: '2 cores', measuredAt: '2026-01-02' };
		const there = { machine: '8 cores', measuredAt: '2026-01-03' };
		const measured = { drift: here, crowd: there, writes: here };
		const report = renderReport({ measured });
		expect(report).toContain('- 2026-01-02, 2 cores: drift, creating and patching\n');
		expect(report).toContain('- 2026-01-03, 8 cores: a crowded server\n');
	});

	it('holds the automatic pace against what was measured beside it only', () => {
		const automatic = [
			read({ peer: 'nodeAutomatic', wallMs: 500 }),
			read({ peer: 'bareLoop', wallMs: 1_000 }),
		];
		const reads = [read({ peer: 'bareLoop', wallMs: 10 })];
		expect(renderReport({ reads, automatic })).toContain('automatic pace | 0.50× | 1.00× |');
	});
});
