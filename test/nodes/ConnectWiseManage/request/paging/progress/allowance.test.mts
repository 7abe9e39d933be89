import { describe, expect, it } from 'vitest';
import {
	isSpent,
	startAllowance,
} from '../../../../../../nodes/ConnectWiseManage/request/paging/progress/allowance.ts';

/** Pages of this many rows that a list may have. */
function pagesOf(rowCount: number): number {
	const allowance = startAllowance();
	let pages = 0;
	while (!isSpent(allowance, rowCount)) pages += 1;
	return pages;
}

describe('what a list may take', () => {
	it.each([
		[0, 100_000],
		[1, 100_000],
		[25, 100_000],
		[1_000, 10_000],
		[5_000_000, 2],
		[20_000_000, 0],
	])('are, in pages of %i records, %i pages', (rowCount, pages) => {
		expect(pagesOf(rowCount)).toBe(pages);
	});
});
