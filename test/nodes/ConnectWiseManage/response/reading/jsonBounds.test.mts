import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonFault } from '../../../../../nodes/ConnectWiseManage/response/reading/jsonBounds.ts';

describe('jsonFault', () => {
	it('finds none in what any server sends', () => {
		fc.assert(
			fc.property(fc.json(), (text) => {
				expect(jsonFault(text, 100_000)).toBeUndefined();
			}),
		);
	});

	it.each(['[', '{"a":'])('finds too many levels of %j', (open) => {
		expect(jsonFault(open.repeat(1_000), 1e9)).toBeUndefined();
		expect(jsonFault(open.repeat(1_001), 1e9)).toBe('it is nested more than 1000 levels deep');
	});

	it('finds too many levels where texts look like the ends of records', () => {
		const deep = (levels: number) => `${'{"},{":'.repeat(levels)}1${'}'.repeat(levels)}`;
		expect(jsonFault(deep(1_000), 1e9)).toBeUndefined();
		expect(jsonFault(deep(1_001), 1e9)).toBe('it is nested more than 1000 levels deep');
	});

	it('finds none in many records, laid out in lines or not', () => {
		const records = Array.from({ length: 3_000 }, (_, id) => ({ id, board: { id, tags: ['a'] } }));
		expect(jsonFault(JSON.stringify(records), 1e9)).toBeUndefined();
		expect(jsonFault(JSON.stringify(records, null, 2), 1e9)).toBeUndefined();
		expect(jsonFault(JSON.stringify(records), 20_000)).toBeUndefined();
		expect(jsonFault(JSON.stringify(records), 10_000)).toBe('it holds more than 10000 values');
	});

	it('finds too many values, of objects, lists and plain ones', () => {
		expect(jsonFault('[1,2,3]', 5)).toBeUndefined();
		expect(jsonFault('[1,2,3,4,5]', 5)).toBe('it holds more than 5 values');
		expect(jsonFault('[{},{},{}]', 5)).toBe('it holds more than 5 values');
	});

	it.each(['{}', '[]'])(
		'counts as exactly where %s stands ever again, as densely as can be',
		(one) => {
			const text = `[${Array.from({ length: 1_000 }, () => one).join(',')}]`;
			expect(jsonFault(text, 2_001)).toBeUndefined();
			expect(jsonFault(text, 2_000)).toBe('it holds more than 2000 values');
		},
	);

	it.each([
		['brackets', `"${'['.repeat(5_000)}"`],
		['commas', `"${','.repeat(5_000)}"`],
		['escaped quotes', `"${'\\"['.repeat(5_000)}"`],
		['backslashes', `["${'\\\\'.repeat(5_000)}","[["]`],
		['an end that is missing', `"${'[,'.repeat(5_000)}`],
	])('takes %s within text for text', (_, text) => {
		expect(jsonFault(text, 10)).toBeUndefined();
	});

	it('takes no time for millions of backslashes and quotes', () => {
		expect(jsonFault(`"${'\\'.repeat(4_000_000)}`, 10)).toBeUndefined();
		expect(jsonFault(`"${'\\"'.repeat(2_000_000)}`, 10)).toBeUndefined();
	});
});
