import { describe, expect, it } from 'vitest';
import {
	createLines,
	type Row,
} from '../../../../../../nodes/ConnectWiseManage/actions/query/export/lines.ts';
import {
	createParts,
	type Part,
} from '../../../../../../nodes/ConnectWiseManage/actions/query/export/parts.ts';

const lineOf = (id: number) => `${id}\n`;

function rowsFrom(first: number, count: number): Row[] {
	const toRow = createLines();
	return Array.from({ length: count }, (_, index) => toRow(first + index, lineOf(first + index)));
}

/** Cuts rows that come in batches of these sizes; gives what was stored. */
async function cut(batches: readonly number[], rowsPerFile: number, header = '') {
	const stored: Part[] = [];
	const parts = createParts({ header, rowsPerFile }, async (part) => {
		await Promise.resolve();
		stored.push({ ...part, data: Buffer.from(part.data) });
	});
	let next = 1;
	for (const count of batches) {
		await parts.add(rowsFrom(next, count));
		next += count;
	}
	await parts.end();
	return stored;
}

describe('parts', () => {
	it.each<[readonly number[], number, readonly number[]]>([
		[[], 10, [0]],
		[[0], 10, [0]],
		[[9], 10, [9]],
		[[10], 10, [10]],
		[[11], 10, [10, 1]],
		[[3, 3, 3, 3], 10, [10, 2]],
		[[25], 10, [10, 10, 5]],
		[[10, 10], 10, [10, 10]],
		[[2], 1, [1, 1]],
		[[1_200, 1_300], 1_000, [1_000, 1_000, 500]],
		[[2_500], 10_000, [2_500]],
	])('of batches %j by %i are %j', async (batches, rowsPerFile, counts) => {
		const stored = await cut(batches, rowsPerFile, 'head\n');
		expect(stored.map(({ rowCount }) => rowCount)).toEqual(counts);
		expect(stored.map(({ number }) => number)).toEqual(counts.map((_, index) => index + 1));
		const texts = stored.map(({ data }) => data.toString());
		expect(texts.every((text) => text.startsWith('head\n'))).toBe(true);
		const total = batches.reduce((sum, count) => sum + count, 0);
		const lines = texts.map((text) => text.slice('head\n'.length)).join('');
		expect(lines).toBe(
			rowsFrom(1, total)
				.map(({ id }) => lineOf(Number(id)))
				.join(''),
		);
		let next = 1;
		for (const { rowCount, firstId, lastId } of stored) {
			expect([firstId, lastId]).toEqual(
				rowCount === 0 ? [undefined, undefined] : [next, next + rowCount - 1],
			);
			next += rowCount;
		}
	});

	it('let go of the rows that they took', async () => {
		const rows = rowsFrom(1, 1_500);
		const parts = createParts({ header: '', rowsPerFile: 1_000 }, async () => undefined);
		await parts.add(rows);
		expect(rows).toEqual([]);
	});

	it('are stored one after the other, and wait for the store', async () => {
		let open = 0;
		let most = 0;
		const parts = createParts({ header: '', rowsPerFile: 2 }, async () => {
			most = Math.max(most, ++open);
			await new Promise((resolve) => setImmediate(resolve));
			open -= 1;
		});
		await parts.add(rowsFrom(1, 9));
		await parts.end();
		expect([most, open]).toEqual([1, 0]);
	});

	it('pass on what the store fails with', async () => {
		const parts = createParts({ header: '', rowsPerFile: 1 }, async () => {
			throw new Error('The disk is full');
		});
		await expect(parts.add(rowsFrom(1, 1))).rejects.toThrow('The disk is full');
	});

	it('count bytes, not characters', async () => {
		const stored: Part[] = [];
		const parts = createParts({ header: '', rowsPerFile: 9 }, async (part) => {
			stored.push(part);
		});
		await parts.add([createLines()(undefined, 'ä漢🙂\n')]);
		await parts.end();
		expect(stored[0]?.data.length).toBe(2 + 3 + 4 + 1);
		expect(stored[0]).toMatchObject({ firstId: undefined, lastId: undefined });
	});
});
