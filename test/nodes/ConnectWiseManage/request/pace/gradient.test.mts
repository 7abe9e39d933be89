import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	createGradient,
	type Gradient,
} from '../../../../../nodes/ConnectWiseManage/request/pace/gradient.ts';

/** Rounds of answers, each as slow as this says for the requests in flight; gives the limits. */
function rounds(gradient: Gradient, count: number, msOf: (inFlight: number) => number): number[] {
	const limits: number[] = [];
	for (let round = 0; round < count; round++) {
		const { limit } = gradient;
		for (let answer = 0; answer < limit; answer++) gradient.answered(msOf(limit), limit, limit);
		limits.push(gradient.limit);
	}
	return limits;
}

const create = () => createGradient({ first: 4, most: 12 });

describe('the gradient', () => {
	it('takes a quarter more after each round that was no slower, up to the most', () => {
		expect(rounds(create(), 8, () => 100)).toEqual([5, 6, 8, 10, 12, 12, 12, 12]);
	});

	it('goes back where five are slower than four, and tries again ever more seldom', () => {
		const limits = rounds(create(), 100, (inFlight) => 100 * Math.max(1, inFlight / 4));
		expect(Math.max(...limits)).toBe(5);
		const tries = limits.flatMap((limit, round) => (limit === 5 ? [round] : []));
		const gaps = tries.slice(1).map((round, index) => round - (tries[index] ?? 0));
		const rests = gaps.filter((gap) => gap > 1);
		expect(rests.length).toBeGreaterThan(2);
		expect(rests).toEqual([...rests].sort((a, b) => a - b));
		expect(tries.length).toBeLessThan(14);
	});

	it.each([6, 8, 10])('stays near %i where more are slower', (borne) => {
		const limits = rounds(create(), 60, (inFlight) => 100 * Math.max(1, inFlight / borne));
		const settled = limits.slice(20);
		expect(Math.max(...limits)).toBeLessThanOrEqual(borne + 2);
		expect(Math.min(...settled)).toBeGreaterThanOrEqual(borne - 1);
	});

	it('goes back when the server gets slower later, never below the first', () => {
		const gradient = create();
		rounds(gradient, 10, () => 100);
		expect(gradient.limit).toBe(12);
		rounds(gradient, 1, () => 119);
		expect(gradient.limit).toBe(12);
		rounds(gradient, 1, () => 119);
		expect(gradient.limit).toBe(10);
		rounds(gradient, 5, () => 5_000);
		expect(gradient.limit).toBe(4);
	});

	it('goes back after three answers that are far slower', () => {
		const gradient = create();
		rounds(gradient, 10, () => 100);
		for (let answer = 0; answer < 2; answer++) gradient.answered(200, 12, 12);
		expect(gradient.limit).toBe(12);
		gradient.answered(200, 12, 12);
		expect(gradient.limit).toBe(6);
	});

	it('does not go back after a few answers where they always vary as much', () => {
		const gradient = create();
		const uneven = [40, 160, 60, 140];
		let answer = 0;
		while (gradient.limit < 8) {
			gradient.answered(uneven[answer++ % 4] ?? 0, gradient.limit, gradient.limit);
		}
		for (const ms of [140, 150, 130]) gradient.answered(ms, 8, 8);
		expect(gradient.limit).toBe(8);
	});

	it.each([
		[0.2, 0],
		[0.3, 0],
		[0.5, 10],
	])('is seldom misled by answers that vary by %d of their time', (share, mostMisled) => {
		let seed = 1;
		const random = () => {
			seed = (seed * 16_807) % 2_147_483_647;
			return seed / 2_147_483_647;
		};
		let misled = 0;
		for (let run = 0; run < 200; run++) {
			const limits = rounds(create(), 40, () => 100 * (1 + share * (2 * random() - 1)));
			if ((limits[39] ?? 0) < 8) misled += 1;
		}
		expect(misled).toBeLessThanOrEqual(mostMisled);
	});

	it('gets used to records that take longer', () => {
		const gradient = create();
		rounds(gradient, 10, () => 100);
		rounds(gradient, 30, () => 400);
		expect(rounds(gradient, 60, () => 400)).toContain(12);
	});

	it.each([
		['begun under another limit', 3, 4],
		['with places free, as near the end', 4, 3],
	])('learns nothing of answers %s', (_name, limitAtStart, inFlight) => {
		const gradient = create();
		for (let answer = 0; answer < 100; answer++) gradient.answered(1, limitAtStart, inFlight);
		expect(gradient.limit).toBe(4);
	});

	it('keeps within its bounds whatever the clock says', () => {
		const answers = fc.array(fc.tuple(fc.integer({ min: -1_000, max: 100_000 }), fc.boolean()), {
			maxLength: 300,
		});
		fc.assert(
			fc.property(answers, (given) => {
				const gradient = create();
				for (const [ms, isFull] of given) {
					gradient.answered(ms, gradient.limit, isFull ? gradient.limit : 1);
					expect(gradient.limit).toBeGreaterThanOrEqual(4);
					expect(gradient.limit).toBeLessThanOrEqual(12);
				}
			}),
		);
	});
});
