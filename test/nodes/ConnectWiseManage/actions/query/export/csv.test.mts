import { describe, expect, it } from 'vitest';
import {
	headerOf,
	toCell,
	toCsvLine,
} from '../../../../../../nodes/ConnectWiseManage/actions/query/export/csv.ts';
import { parseCsv } from '../../../../../support/csv.mts';

describe('toCell', () => {
	it.each<[unknown, string]>([
		[undefined, ''],
		[null, ''],
		['', ''],
		['plain', 'plain'],
		['Müller 漢字 🙂', 'Müller 漢字 🙂'],
		['a,b', '"a,b"'],
		['say "hi"', '"say ""hi"""'],
		['one\ntwo', '"one\ntwo"'],
		['one\r\ntwo', '"one\r\ntwo"'],
		['one\rtwo', '"one\rtwo"'],
		[' padded ', '" padded "'],
		['a;b', 'a;b'],
		[0, '0'],
		[-1.5, '-1.5'],
		[1e21, '1e+21'],
		[true, 'true'],
		[false, 'false'],
		[[], '[]'],
		[{}, '{}'],
		[[{ id: 1, value: 'x' }], '"[{""id"":1,""value"":""x""}]"'],
		[{ name: '=1' }, '"{""name"":""=1""}"'],
	])('writes %j as %s', (value, cell) => {
		expect(toCell(value)).toBe(cell);
	});

	it.each<[string, string]>([
		['=1+1', "'=1+1"],
		['=HYPERLINK("http://x")', '"\'=HYPERLINK(""http://x"")"'],
		['+cmd', "'+cmd"],
		['-cmd|x', "'-cmd|x"],
		['@SUM(1)', "'@SUM(1)"],
		['\t=1', "'\t=1"],
		['\r=1', '"\'\r=1"'],
		['\n=1', '"\'\n=1"'],
	])('takes the power from the formula %j', (value, cell) => {
		expect(toCell(value)).toBe(cell);
	});

	it.each(['-5', '+1 (555) 010-0199', '-', '- 1,5', 'a=b', '2024-01-01T00:00:00Z', "'x"])(
		'leaves %j as it is',
		(value) => {
			expect([value, `"${value}"`]).toContain(toCell(value));
		},
	);
});

const columns = [
	{ header: 'id', path: ['id'] },
	{ header: 'board.name', path: ['board', 'name'] },
	{ header: 'notes.text', path: ['notes', 'text'] },
];

describe('a line', () => {
	it.each([
		[{ id: 1, board: { name: 'Help' }, notes: null }, '1,Help,\r\n'],
		[{ id: 1, board: null }, '1,,\r\n'],
		[{}, ',,\r\n'],
		[{ board: 'as text' }, ',as text,\r\n'],
		[{ board: { toString: 'x' } }, ',,\r\n'],
		[{ id: 2, notes: [{ text: 'a' }] }, '2,,"[{""text"":""a""}]"\r\n'],
	])('of %j has every column', (row, line) => {
		expect(toCsvLine(row, columns)).toBe(line);
	});

	it('takes nothing that a record only inherits', () => {
		const path = ['constructor', 'name'];
		expect(
			toCsvLine({ id: 1 }, [
				{ header: 'id', path: ['id'] },
				{ header: 'x', path },
			]),
		).toBe('1,\r\n');
	});

	it('of one empty cell is still a row', () => {
		expect(toCsvLine({}, [{ header: 'x', path: ['x'] }])).toBe('""\r\n');
	});

	it('above all names the columns', () => {
		expect(headerOf(columns)).toBe('id,board.name,notes.text\r\n');
		expect(headerOf([])).toBe('');
		expect(headerOf([{ header: 'a,"b"', path: ['a'] }])).toBe('"a,""b"""\r\n');
	});
});

it('is read back by a reader of RFC 4180 as it was written', () => {
	const texts = ['', 'a', '"', '""', ',', '\n', '\r\n', ' ', 'ä"\n,', 'x'.repeat(10_000)];
	const wide = texts.map((_, index) => ({ header: `c${index}`, path: [`c${index}`] }));
	const row = Object.fromEntries(texts.map((text, index) => [`c${index}`, text]));
	// A line break at the beginning is guarded.
	const expected = texts.map((text) => (/^[\r\n]/.test(text) ? `'${text}` : text));
	expect(parseCsv(toCsvLine(row, wide))).toEqual([expected]);
});
