import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	createRange,
	cutBefore,
	sharePages,
	splitLargest,
	type IdRange,
} from '../../../../../../nodes/ConnectWiseManage/request/paging/byId/ranges.ts';

const HINTS = { maxId: 1_000, density: 1, pageSize: 10 };

/** The ids of each range as `[after, upTo]`. */
const limits = (ranges: ReadonlyArray<IdRange<unknown>>) =>
	ranges.map(({ after, upTo }) => [after, upTo]);

describe('splitLargest', () => {
	it('takes the far half, behind the page that is under way and whole pages', () => {
		const ranges = [createRange(0, undefined)];
		splitLargest(ranges, HINTS);
		expect(limits(ranges)).toEqual([
			[0, 510],
			[510, undefined],
		]);
	});

	it('takes from the largest remainder and keeps the order', () => {
		const ranges = [createRange(0, 100), createRange(100, 900), createRange(900, undefined)];
		splitLargest(ranges, HINTS);
		expect(limits(ranges)).toEqual([
			[0, 100],
			[100, 510],
			[510, 900],
			[900, undefined],
		]);
	});

	it('counts on more ids for a page where ids are sparse', () => {
		const ranges = [createRange(0, undefined)];
		splitLargest(ranges, { ...HINTS, density: 0.1 });
		expect(limits(ranges)[0]).toEqual([0, 600]);
	});

	it('goes by rows, not by ids: a dense stretch before a longer thin one', () => {
		const dense = { ...createRange(0, 20_000), density: 1 };
		const thin = { ...createRange(50_000, 90_000), density: 0.1 };
		const ranges = [dense, thin];
		const taken = splitLargest(ranges, { maxId: 100_000, density: 0.1, pageSize: 1_000 });
		expect(taken?.upTo).toBe(20_000);
		expect(ranges[1]).toBe(taken);
	});

	it('takes all that is left rather than make two requests of one', () => {
		const ranges = [createRange(0, 24)];
		splitLargest(ranges, HINTS);
		expect(limits(ranges)).toEqual([
			[0, 10],
			[10, 24],
		]);
	});

	it.each([
		['there are no ranges', []],
		['all are read', [{ ...createRange(0, 900), isDone: true }]],
		['one page will do', [createRange(990, undefined)]],
		['the last id was passed', [createRange(2_000, undefined)]],
	])('has nothing to give when %s', (_, ranges) => {
		const before = limits(ranges);
		expect(splitLargest(ranges, HINTS)).toBeUndefined();
		expect(limits(ranges)).toEqual(before);
	});

	it('never loses an id, and never gives one to two readers', () => {
		const step = fc.record({
			density: fc.double({ min: 0.001, max: 1, noNaN: true }),
			pageSize: fc.integer({ min: 1, max: 100 }),
			reader: fc.nat(),
			count: fc.integer({ min: 1, max: 100 }),
		});
		const maxId = 5_000;
		fc.assert(
			fc.property(fc.nat({ max: 4_000 }), fc.array(step, { maxLength: 60 }), (start, steps) => {
				const ranges = [createRange<unknown>(start, undefined)];
				const readBy = new Map<number, number>();
				const read = (range: IdRange<unknown>, count: number) => {
					const end = Math.min(range.after + count, range.upTo ?? maxId);
					for (let id = range.after + 1; id <= end; id++) {
						readBy.set(id, (readBy.get(id) ?? 0) + 1);
					}
					range.after = Math.max(range.after, end);
					range.isDone = range.after === (range.upTo ?? maxId);
				};
				for (const { density, pageSize, reader, count } of steps) {
					splitLargest(ranges, { maxId, density, pageSize });
					const range = ranges[reader % ranges.length];
					if (range) read(range, count);
				}
				for (const range of ranges) read(range, Infinity);
				expect(readBy.size).toBe(maxId - start);
				expect(Math.max(...readBy.values())).toBe(1);
			}),
		);
	});
});

describe('cutBefore', () => {
	it('begins a range with the id, behind the one it lay in', () => {
		const ranges = [createRange(0, 100), createRange(100, undefined)];
		const taken = cutBefore(ranges, 60);
		expect(limits(ranges)).toEqual([
			[0, 59],
			[59, 100],
			[100, undefined],
		]);
		expect(ranges[1]).toBe(taken);
	});

	it('takes the first and the last id of a range', () => {
		const ranges = [createRange(0, 100)];
		cutBefore(ranges, 100);
		cutBefore(ranges, 1);
		expect(limits(ranges)).toEqual([
			[0, 0],
			[0, 99],
			[99, 100],
		]);
	});

	it.each([
		['has been read', 40],
		['lies in a range that is done', 150],
	])('gives nothing where the id %s', (_, id) => {
		const ranges = [createRange(40, 100), { ...createRange(100, undefined), isDone: true }];
		expect(cutBefore(ranges, id)).toBeUndefined();
		expect(ranges).toHaveLength(2);
	});
});

describe('sharePages', () => {
	it.each([
		[2, 5, [2]],
		[3, 5, [2]],
		[4, 5, [2, 4]],
		[10, 5, [2, 4, 6, 8, 10]],
		[100, 5, [2, 22, 42, 62, 82]],
		[100, 1, [2]],
	])('shares the pages up to %i out among %i readers', (lastPage, readerCount, firstPages) => {
		expect(sharePages(lastPage, readerCount)).toEqual(firstPages);
	});

	it('leaves no share of one page but the last, and none much larger than another', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 2, max: 5_000 }),
				fc.integer({ min: 1, max: 17 }),
				(last, n) => {
					const starts = [...sharePages(last, n), last + 1];
					const sizes = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
					expect(sizes.length).toBeLessThanOrEqual(n);
					expect(sizes.slice(0, -1).every((size) => size >= 2)).toBe(true);
					expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
				},
			),
		);
	});
});
