import { describe, expect, it } from 'vitest';
import { searchConditions } from '../../../../nodes/ConnectWiseManage/lookups/search.ts';

const COMPANIES = { names: ['name'], hasIdentifier: true };
const CONTACTS = { names: ['firstName', 'lastName'], hasIdentifier: false };

describe('the conditions of a search', () => {
	it.each([
		['', ''],
		['   ', ''],
		['birch', '(name contains "birch" or identifier contains "birch")'],
		[
			' birch  clinic ',
			'(name contains "birch" or identifier contains "birch") and (name contains "clinic" or identifier contains "clinic")',
		],
		['250', '(id = 250 or name contains "250" or identifier contains "250")'],
		['007', '(id = 7 or name contains "007" or identifier contains "007")'],
		[
			'say "hi"',
			`(name contains "say" or identifier contains "say") and (name contains '"hi"' or identifier contains '"hi"')`,
		],
		[
			'a\tb\u0000c',
			'(name contains "a" or identifier contains "a") and (name contains "b" or identifier contains "b") and (name contains "c" or identifier contains "c")',
		],
		[
			'a" or id > 0',
			`(name contains 'a"' or identifier contains 'a"') and (name contains "or" or identifier contains "or") and (name contains "id" or identifier contains "id") and (name contains ">" or identifier contains ">") and (name contains "0" or identifier contains "0")`,
		],
	])('for %j are %s', (typed, expected) => {
		expect(searchConditions(typed, COMPANIES)).toBe(expected);
	});

	it('look for each word in each of several names', () => {
		expect(searchConditions('ada sample', CONTACTS)).toBe(
			'(firstName contains "ada" or lastName contains "ada") and (firstName contains "sample" or lastName contains "sample")',
		);
	});

	it('take no digits for an id that no record can have', () => {
		expect(searchConditions('9'.repeat(20), CONTACTS)).not.toContain('id =');
	});

	it('stay short whatever is pasted', () => {
		expect(searchConditions('word '.repeat(10_000), COMPANIES).length).toBeLessThan(1_000);
		expect(searchConditions('x'.repeat(100_000), COMPANIES).length).toBeLessThan(1_000);
	});
});
