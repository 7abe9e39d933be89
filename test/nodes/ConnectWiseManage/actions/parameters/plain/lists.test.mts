import { describe, expect, it } from 'vitest';
import {
	joinPlain,
	toElements,
} from '../../../../../../nodes/ConnectWiseManage/actions/parameters/plain/lists.ts';

describe('toElements', () => {
	it.each<readonly [unknown, unknown]>([
		[
			[1, 'a,b'],
			[1, 'a,b'],
		],
		['1, 2 ,a', ['1', '2', 'a']],
		['a', ['a']],
		['', ['']],
		['[1, "2,3"]', [1, '2,3']],
		[' {"id": 1, "name": "A, B"} ', [{ id: 1, name: 'A, B' }]],
		['"a, b"', ['a, b']],
		['"a", "b"', ['"a"', '"b"']],
		[5, [5]],
		[{ id: 1 }, [{ id: 1 }]],
		[null, [null]],
		['{"id": 1, "name": A, B}', undefined],
		['[1, 2', undefined],
	])('of %j are %j', (value, elements) => {
		expect(toElements(value)).toEqual(elements);
	});
});

describe('joinPlain', () => {
	it.each<readonly [readonly unknown[], string | undefined]>([
		[['a', 1, true], 'a,1,true'],
		[[], ''],
		[['a', {}], undefined],
		[[['a']], undefined],
		[[null], undefined],
		[[{ toString: 1 }], undefined],
	])('of %j is %j', (values, joined) => {
		expect(joinPlain(values)).toBe(joined);
	});
});
