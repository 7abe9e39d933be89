import { describe, expect, it } from 'vitest';
import {
	andConditions,
	idRange,
} from '../../../../../../nodes/ConnectWiseManage/request/paging/page/conditions.ts';

describe('andConditions', () => {
	it.each([
		[undefined, '', ''],
		['  ', '', ''],
		[undefined, 'id > 5', 'id > 5'],
		['   ', 'id > 5', 'id > 5'],
		[' closedFlag = false ', '', 'closedFlag = false'],
		['a = 1 or b = 2', 'id > 5', '(a = 1 or b = 2) and id > 5'],
	])('joins %j and %j', (given, more, joined) => {
		expect(andConditions(given, more)).toBe(joined);
	});
});

describe('idRange', () => {
	it('is open at the end unless told otherwise', () => {
		expect(idRange(5)).toBe('id > 5');
		expect(idRange(5, 9)).toBe('id > 5 and id <= 9');
		expect(idRange(-1, 0)).toBe('id > -1 and id <= 0');
	});
});
