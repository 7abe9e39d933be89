import { describe, expect, it } from 'vitest';
import {
	findWayOfPaging,
	PAGE_BEHIND_ALL,
} from '../../../../../../nodes/ConnectWiseManage/request/paging/progress/wayOfPaging.ts';

type Server = (pageSize: number, page: number) => number | undefined;

describe('the way a server pages that sent the same page again', () => {
	it.each<[string, string, number, Server]>([
		['paged', 'has nothing behind all pages', 10, (_, page) => (page > 3 ? 0 : 10)],
		['unpaged', 'sends all, whatever is asked for', 6, () => 6],
		['unpaged', 'sends more than was asked for', 15, () => 15],
		['unpaged', 'sends its only record', 1, () => 1],
		['stuck', 'looks at the page size only', 10, (size) => Math.min(size, 10)],
		['stuck', 'sends its last page for all behind it', 10, (_, page) => (page > 3 ? 4 : 10)],
		['stuck', 'sends no list for a page behind all', 10, (_, page) => (page > 3 ? undefined : 10)],
		['stuck', 'sends no list for a smaller page', 10, (size) => (size < 10 ? undefined : 10)],
	])('is %s where it %s', async (way, _, rowCount, countRows) => {
		const asked: number[][] = [];
		const found = await findWayOfPaging({
			pageSize: 10,
			rowCount,
			countRows: async (...question) => {
				asked.push(question);
				return await Promise.resolve(countRows(...question));
			},
		});
		expect(found).toBe(way);
		expect(asked[0]).toEqual([10, PAGE_BEHIND_ALL]);
		expect(asked.length).toBeLessThanOrEqual(2);
	});

	it('is stuck where single records come again that were asked for one by one', async () => {
		const countRows = async () => await Promise.resolve(1);
		expect(await findWayOfPaging({ pageSize: 1, rowCount: 1, countRows })).toBe('stuck');
	});
});
