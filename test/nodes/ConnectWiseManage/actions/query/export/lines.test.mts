import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	createLines,
	piecesOf,
} from '../../../../../../nodes/ConnectWiseManage/actions/query/export/lines.ts';

const textOf = (pieces: readonly Buffer[]) => Buffer.concat(pieces).toString();

describe('lines as bytes', () => {
	it('come back as they were, whatever is in them', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'grapheme' })), (lines) => {
				const toRow = createLines();
				expect(textOf(piecesOf(lines.map((line) => toRow(undefined, line))))).toBe(lines.join(''));
			}),
		);
	});

	it('may be of any length', () => {
		const lines = [
			'a',
			'ä'.repeat(600_000),
			'b',
			'x'.repeat(3_000_000),
			'漢'.repeat(2_000_000),
			'',
		];
		const toRow = createLines();
		const rows = lines.map((line) => toRow(undefined, line));
		expect(textOf(piecesOf(rows)) === lines.join('')).toBe(true);
	});

	it('of two lists that were made in turn stay apart', () => {
		const toRow = createLines();
		const rows = Array.from({ length: 9 }, (_, index) => toRow(index, `${index};`));
		const odd = rows.filter(({ id }) => Number(id) % 2 === 1);
		expect(textOf(piecesOf(odd))).toBe('1;3;5;7;');
		expect(piecesOf(rows)).toHaveLength(1);
		expect(piecesOf([...rows].reverse())).toHaveLength(9);
		expect(piecesOf([])).toEqual([]);
	});
});
