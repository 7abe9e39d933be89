import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctNames } from '../../../../../nodes/ConnectWiseManage/response/items/names.ts';

describe('distinctNames', () => {
	it.each([
		[[], []],
		[
			['A', 'B'],
			['A', 'B'],
		],
		[
			['A', 'A', 'A_2'],
			['A', 'A_3', 'A_2'],
		],
		[
			['A_2', 'A', 'A'],
			['A_2', 'A', 'A_3'],
		],
		[
			['A', 'A', 'A_2', 'A_2', 'A'],
			['A', 'A_3', 'A_2', 'A_2_2', 'A_4'],
		],
		[
			['', ''],
			['', '_2'],
		],
		[
			['__proto__', 'constructor', 'constructor'],
			['__proto___2', 'constructor', 'constructor_2'],
		],
	])('of %j are %j', (names, expected) => {
		expect(distinctNames(names)).toEqual(expected);
	});

	it('never gives a name twice and keeps every first use', () => {
		const name = fc.constantFrom('A', 'A_2', 'A_2_2', 'A_3', '__proto__', '__proto___2', 'B');
		fc.assert(
			fc.property(fc.array(name), (names) => {
				const distinct = distinctNames(names);
				expect(new Set(distinct).size).toBe(names.length);
				expect(distinct).not.toContain('__proto__');
				names.forEach((given, index) => {
					if (given !== '__proto__' && names.indexOf(given) === index) {
						expect(distinct[index]).toBe(given);
					}
				});
			}),
		);
	});

	it('does not take the square of the time for many names that are alike', () => {
		const taken = Array.from({ length: 200_000 }, (_, index) => `A_${index}`);
		const names = distinctNames([...taken, ...new Array<string>(200_000).fill('A')]);
		expect(new Set(names).size).toBe(400_000);
	});
});
