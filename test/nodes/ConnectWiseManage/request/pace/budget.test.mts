import { describe, expect, it } from 'vitest';
import { createBudget } from '../../../../../nodes/ConnectWiseManage/request/pace/budget.ts';

const WINDOW_MS = 61_000;

describe('the budget of a minute', () => {
	it('lets its number begin at once, and each further one a minute after the third before it', () => {
		const budget = createBudget(3);
		const begins = [0, 10, 500];
		for (const begin of begins) {
			expect(budget.freeAt(begin)).toBeLessThanOrEqual(begin);
			budget.spend(begin);
		}
		for (const begin of begins) {
			const at = budget.freeAt(begins[begins.length - 1] ?? 0);
			expect(at).toBe(begin + WINDOW_MS);
			budget.spend(at);
			begins.push(at);
			if (begins.length > 9) break;
		}
	});

	it('never lets more than its number begin within a minute', () => {
		const budget = createBudget(7);
		const begins: number[] = [];
		let time = 0;
		for (let count = 0; count < 100; count++) {
			time = Math.max(time + (count % 3) * 1_000, budget.freeAt(time));
			budget.spend(time);
			begins.push(time);
		}
		for (const begin of begins) {
			const within = begins.filter((other) => other >= begin && other < begin + 60_000);
			expect(within.length).toBeLessThanOrEqual(7);
		}
	});

	it('holds nobody who goes slower', () => {
		const budget = createBudget(60);
		for (let time = 0; time < 1_000_000; time += 1_050) {
			expect(budget.freeAt(time)).toBeLessThanOrEqual(time);
			budget.spend(time);
		}
	});

	it('of 0 holds nobody', () => {
		const budget = createBudget(0);
		for (let count = 0; count < 5_000; count++) budget.spend(5);
		expect(budget.freeAt(5)).toBe(5);
	});

	it('holds nobody for an hour because the clock was set back by one', () => {
		const budget = createBudget(2);
		budget.spend(3_600_000);
		budget.spend(3_600_001);
		expect(budget.freeAt(1_000)).toBeLessThanOrEqual(1_000);
		budget.spend(1_000);
		budget.spend(1_001);
		expect(budget.freeAt(1_002)).toBe(1_000 + WINDOW_MS);
	});
});
