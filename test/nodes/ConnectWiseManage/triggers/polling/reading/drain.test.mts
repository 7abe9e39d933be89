import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import {
	drain,
	type Taker,
} from '../../../../../../nodes/ConnectWiseManage/triggers/polling/reading/drain.ts';

const AMPLE = { totalMs: 1e9, leftMs: () => 1e9 };

/** A list of so many records, and the requests that were made of it. */
function listOf(count: number, failAfter = Infinity) {
	const asked: Array<{ after: number; limit: number }> = [];
	return {
		asked,
		async read(conditions: string, limit: number) {
			const after = Number(conditions);
			asked.push({ after, limit });
			if (asked.length > failAfter) return { isRead: false, error: new Error('busy') } as const;
			const length = Math.max(0, Math.min(limit, count - after));
			const rows = Array.from({ length }, (_, index): IDataObject => ({ id: after + index + 1 }));
			return { isRead: true, rows } as const;
		},
	};
}

function takerOf(most: number): Taker & { readonly taken: unknown[] } {
	const taken: unknown[] = [];
	return {
		taken,
		conditionAfter: (lastId) => String(lastId ?? 0),
		wantedCount: () => most - taken.length,
		take({ id }) {
			if (taken.length >= most) return false;
			taken.push(id);
			return true;
		},
	};
}

describe('a list', () => {
	it.each([
		['without a row', 0, 9_999, 1, true],
		['of one part', 3_999, 9_999, 1, true],
		['that ends with a part', 4_000, 9_999, 2, true],
		['of several parts', 9_000, 99_999, 3, true],
		['that has more than is wanted', 9_000, 5_000, 2, false],
		['that has just what is wanted', 5_000, 5_000, 2, false],
	])('%s', async (_, count, most, requestCount, isWhole) => {
		const list = listOf(count);
		const taker = takerOf(most);
		const drained = await drain(list, AMPLE, taker);
		const expected = Math.min(count, most);
		expect(drained).toEqual({ isWhole, lastId: expected === 0 ? null : expected });
		expect(taker.taken).toEqual(Array.from({ length: expected }, (__, index) => index + 1));
		expect(list.asked).toHaveLength(requestCount);
	});

	it('is left off before the time runs out, by the slowest part so far', async () => {
		const times = [100, 45];
		const budget = { totalMs: 100, leftMs: () => times.shift() ?? 45 };
		const list = listOf(20_000);
		const drained = await drain(list, budget, takerOf(20_000));
		expect(drained).toEqual({ isWhole: false, lastId: 4_000 });
		expect(list.asked).toHaveLength(1);
	});

	it('keeps what was read before a part fails', async () => {
		const drained = await drain(listOf(9_000, 1), AMPLE, takerOf(9_000));
		expect(drained).toMatchObject({ isWhole: false, lastId: 4_000, error: { message: 'busy' } });
	});

	it('fails where the first part does', async () => {
		await expect(drain(listOf(9_000, 0), AMPLE, takerOf(9_000))).rejects.toThrow('busy');
	});
});
