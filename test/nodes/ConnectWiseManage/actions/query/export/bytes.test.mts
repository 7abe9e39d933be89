import { describe, expect, it } from 'vitest';
import { createBytes } from '../../../../../../nodes/ConnectWiseManage/actions/query/export/bytes.ts';

describe('bytes', () => {
	it.each<readonly string[][]>([
		[[]],
		[['']],
		[['a', '', 'ä漢🙂', 'b']],
		[Array.from({ length: 300 }, (_, index) => `${index}ä`.repeat(300))],
		[['x'.repeat(200_000), 'y', 'z'.repeat(1_000_000)]],
	])('are what was added up (%#)', (texts) => {
		for (const share of [0, 0.001, 0.5, 1, 2]) {
			const bytes = createBytes();
			for (const text of texts) bytes.append(Buffer.from(text), share);
			expect(bytes.all().toString()).toBe(texts.join(''));
		}
	});

	it('begin anew in the same memory once they are cleared', () => {
		const bytes = createBytes();
		bytes.append(Buffer.from('first and long'), 1);
		const { buffer } = bytes.all();
		bytes.clear();
		expect(bytes.all()).toHaveLength(0);
		bytes.append(Buffer.from('second'), 1);
		expect(bytes.all().toString()).toBe('second');
		expect(bytes.all().buffer).toBe(buffer);
	});

	it('take room for the whole at once', () => {
		const bytes = createBytes();
		const text = Buffer.alloc(100_000, 'x');
		for (let count = 1; count <= 100; count++) bytes.append(text, count / 100);
		const taken = bytes.all();
		expect(taken).toHaveLength(10_000_000);
		expect(taken.buffer.byteLength).toBeLessThan(12_600_000);
	});
});
