import { expect, it } from 'vitest';
import { createPatience } from '../../../../../nodes/ConnectWiseManage/request/wire/patience.ts';

function createBench(longestMs: number) {
	let time = 0;
	const patience = createPatience(longestMs, () => time);
	return {
		...patience,
		pass: (ms: number) => {
			time += ms;
		},
	};
}

it('bears waits up to its end, and none beyond', () => {
	const { bears, pass } = createBench(100);
	expect(bears(60)).toBe(true);
	pass(60);
	expect(bears(50)).toBe(false);
	expect(bears(40)).toBe(true);
	pass(1_000);
	expect(bears(1)).toBe(false);
	expect(bears(0)).toBe(true);
});

it('counts waits once that pass together', () => {
	const { bears, pass } = createBench(100);
	expect([bears(60), bears(60), bears(30)]).toEqual([true, true, true]);
	pass(30);
	expect(bears(60)).toBe(true);
	pass(60);
	expect(bears(11)).toBe(false);
});
