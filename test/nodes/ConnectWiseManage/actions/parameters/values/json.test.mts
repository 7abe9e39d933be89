import { describe, expect, it } from 'vitest';
import {
	parseJsonParameter,
	tryParseJson,
} from '../../../../../../nodes/ConnectWiseManage/actions/parameters/values/json.ts';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';

describe('parseJsonParameter', () => {
	it.each<readonly [unknown, unknown]>([
		['{"a":1}', { a: 1 }],
		[' [1] ', [1]],
		['null', null],
		['', undefined],
		['  \n', undefined],
		[{ a: 1 }, { a: 1 }],
		[null, null],
		[undefined, undefined],
	])('reads %j', (given, expected) => {
		expect(parseJsonParameter(given, 'Items')).toEqual(expected);
	});

	it.each(['{', '{"a":}', "{'a':1}", '{"name": "Say "hi""}', 'undefined'])(
		'refuses %j by the name of the parameter',
		(given) => {
			expect(() => parseJsonParameter(given, 'Items')).toThrow(/^Items is not valid JSON: ./);
			expect(() => parseJsonParameter(given, 'Items')).toThrow(ParameterError);
		},
	);
});

describe('tryParseJson', () => {
	it('gives the reason as a value', () => {
		expect(tryParseJson('[1]')).toEqual({ isJson: true, value: [1] });
		expect(tryParseJson('[1')).toMatchObject({ isJson: false, reason: expect.stringMatching(/./) });
	});
});
