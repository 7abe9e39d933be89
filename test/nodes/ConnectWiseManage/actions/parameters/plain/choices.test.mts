import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import {
	readBoolean,
	readChoice,
} from '../../../../../../nodes/ConnectWiseManage/actions/parameters/plain/choices.ts';

describe('readBoolean', () => {
	it.each<readonly [unknown, boolean]>([
		[true, true],
		[' True ', true],
		[1, true],
		['1', true],
		[false, false],
		['FALSE', false],
		[0, false],
	])('reads %j as %s', (value, expected) => {
		expect(readBoolean(value, 'Return All')).toBe(expected);
	});

	it.each<unknown>([undefined, null, '', 'yes', 2, {}, [], [true], { toString: 1 }])(
		'refuses %j rather than take it for off',
		(value) => {
			expect(() => readBoolean(value, 'Return All')).toThrow(/Return All must be true or false/);
			expect(() => readBoolean(value, 'Return All')).toThrow(ParameterError);
		},
	);
});

describe('readChoice', () => {
	const read = (value: unknown) => readChoice(value, 'Mode', ['fields', 'forwardOnly'], 'fields');

	it.each<readonly [unknown, string]>([
		['forwardOnly', 'forwardOnly'],
		[' FORWARDONLY ', 'forwardOnly'],
		['', 'fields'],
		[null, 'fields'],
		[undefined, 'fields'],
	])('reads %j as %s', (value, expected) => {
		expect(read(value)).toBe(expected);
	});

	it.each<unknown>(['other', 'constructor', 5, true, {}, ['fields']])('refuses %j', (value) => {
		expect(() => read(value)).toThrow(/Mode cannot be/);
		expect(() => read(value)).toThrow(ParameterError);
	});
});
