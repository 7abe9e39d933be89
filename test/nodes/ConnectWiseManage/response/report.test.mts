import { describe, expect, it } from 'vitest';
import { isReport, reportRows } from '../../../../nodes/ConnectWiseManage/response/report.ts';

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

	it('keeps a row that is no list', () => {
		expect(reportRows({ column_definitions: [{ A: {} }], row_values: [7] })).toEqual([{ A: 7 }]);
	});

	it('does not reach the prototype by a column', () => {
		const columns = [JSON.parse('{"__proto__":{}}') as unknown];
		const [row = {}] = reportRows({ column_definitions: columns, row_values: [[{ x: 1 }]] });
		expect(Object.keys(row)).toEqual(['__proto__']);
		expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
	});
});
