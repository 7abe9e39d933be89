import { describe, expect, it } from 'vitest';
import {
	createRange,
	splitLargest,
} from '../../../../../nodes/ConnectWiseManage/request/paging/ranges';

const HINTS = { maxId: 100_000, density: 1, pageSize: 1_000 };

describe('a reader that runs dry', () => {
	it('takes the far half behind the page under way, and the open end with it', () => {
		const ranges = [createRange(0, undefined)];
		const taken = splitLargest(ranges, HINTS);
		expect(taken).toMatchObject({ after: 50_500, upTo: undefined });
		expect(ranges.map(({ after, upTo }) => [after, upTo])).toEqual([
			[0, 50_500],
			[50_500, undefined],
		]);
	});

	it('takes all of what is not worth two requests', () => {
		const ranges = [createRange(0, 2_400)];
		expect(splitLargest(ranges, HINTS)).toMatchObject({ after: 1_000, upTo: 2_400 });
	});

	it('takes nothing where the pages under way are the last', () => {
		expect(splitLargest([createRange(0, 1_000)], HINTS)).toBeUndefined();
		expect(splitLargest([{ ...createRange(0, 90_000), isDone: true }], HINTS)).toBeUndefined();
	});

	it('goes by rows, not by ids: a dense stretch before a longer thin one', () => {
		const dense = { ...createRange(0, 20_000), density: 1 };
		const thin = { ...createRange(50_000, 90_000), density: 0.1 };
		const ranges = [dense, thin];
		const taken = splitLargest(ranges, { ...HINTS, density: 0.1 });
		expect(taken?.upTo).toBe(20_000);
		expect(ranges[1]).toBe(taken);
	});
});
