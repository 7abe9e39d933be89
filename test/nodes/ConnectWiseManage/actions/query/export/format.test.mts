import { expect, it } from 'vitest';
import { createFormat } from '../../../../../../nodes/ConnectWiseManage/actions/query/export/format.ts';

const columns = [
	{ header: 'id', path: ['id'] },
	{ header: 'board.name', path: ['board', 'name'] },
];

it('writes JSON Lines as the records are, a line for each', () => {
	const { header, toLine, leftOut } = createFormat('jsonLines', []);
	const row = { id: 1, text: 'a\nb\u2028"', nothing: null, list: [{}] };
	expect(header).toBe('');
	expect(toLine(row).endsWith('\n')).toBe(true);
	expect(toLine(row).trimEnd()).not.toContain('\n');
	expect(JSON.parse(toLine(row))).toEqual(row);
	expect(leftOut.size).toBe(0);
});

it('keeps account of fields that CSV has no column for, bookkeeping aside', () => {
	const { header, toLine, leftOut } = createFormat('csv', columns);
	expect(header).toBe('id,board.name\r\n');
	expect(toLine({ id: 1, board: { name: 'B', id: 2 }, _info: {} })).toBe('1,B\r\n');
	expect([...leftOut]).toEqual([]);
	toLine({ id: 2, isNew: true });
	toLine({ id: 3, isNew: true, another: 1 });
	expect([...leftOut]).toEqual(['isNew', 'another']);
});
