import { describe, expect, it } from 'vitest';
import {
	isReport,
	reportRows,
} from '../../../../../nodes/ConnectWiseManage/response/items/report.ts';

const REPORT = {
	column_definitions: [{ SR_Service_RecID: { type: 'Numeric' } }, { Summary: { type: 'Text' } }],
	row_values: [
		[1, 'Printer'],
		[2, null],
	],
};

describe('isReport', () => {
	it.each([
		[REPORT, true],
		[{ column_definitions: [], row_values: [] }, true],
		[{ column_definitions: [] }, false],
		[{ row_values: [] }, false],
		[[], false],
		[null, false],
		['report', false],
	])('of %j is %s', (value, expected) => {
		expect(isReport(value)).toBe(expected);
	});
});

describe('reportRows', () => {
	it('gives an object for each row', () => {
		expect(reportRows(REPORT)).toEqual([
			{ SR_Service_RecID: 1, Summary: 'Printer' },
			{ SR_Service_RecID: 2, Summary: null },
		]);
	});

	it('keeps cells that have no column, and columns that have no name', () => {
		expect(
			reportRows({ column_definitions: [{ A: {} }, {}, null], row_values: [[1, 2, 3, 4]] }),
		).toEqual([{ A: 1, column2: 2, column3: 3, column4: 4 }]);
	});

	it('keeps cells of columns that bear the same name', () => {
		expect(
			reportRows({
				column_definitions: [{ A: {} }, { A: {} }, { A: {} }],
				row_values: [[1, 2, 3]],
			}),
		).toEqual([{ A: 1, A_2: 2, A_3: 3 }]);
	});

	it.each([
		[
			['A', 'A', 'A_2'],
			['A', 'A_3', 'A_2'],
		],
		[
			['column2', ''],
			['column2', ''],
		],
		[
			['A', 'a', 'A_2', 'A'],
			['A', 'a', 'A_2', 'A_3'],
		],
	])('keeps every cell of the columns %j', (columns, names) => {
		const rows = reportRows({
			column_definitions: columns.map((name) => ({ [name]: {} })),
			row_values: [columns.map((_, index) => index)],
		});
		expect(rows).toEqual([Object.fromEntries(names.map((name, index) => [name, index]))]);
	});

	it('keeps a cell whose made-up name a column bears', () => {
		const report = { column_definitions: [{ column2: {} }], row_values: [[1, 2]] };
		expect(reportRows(report)).toEqual([{ column2: 1, column2_2: 2 }]);
	});

	it('names the columns alike however long the rows are', () => {
		const columns = ['A', 'A', 'A_2'].map((name) => ({ [name]: {} }));
		const report = { column_definitions: columns, row_values: [[1, 2]] };
		expect(reportRows(report)).toEqual([{ A: 1, A_3: 2 }]);
	});

	it('keeps a row that is no list', () => {
		expect(reportRows({ column_definitions: [{ A: {} }], row_values: [7] })).toEqual([{ A: 7 }]);
	});

	it('keeps the cell of a column that would reach the prototype', () => {
		const columns = [JSON.parse('{"__proto__":{}}') as unknown];
		const [row = {}] = reportRows({ column_definitions: columns, row_values: [[{ x: 1 }]] });
		expect(row).toEqual({ __proto___2: { x: 1 } });
		expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
	});
});
