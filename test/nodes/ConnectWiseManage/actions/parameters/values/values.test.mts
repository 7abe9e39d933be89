import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import {
	coerceValue,
	isPlainObject,
} from '../../../../../../nodes/ConnectWiseManage/actions/parameters/values/values.ts';
import type { ValueType } from '../../../../../../nodes/ConnectWiseManage/catalogue/types.ts';

const coerce = (value: unknown, type: ValueType, allowed?: readonly string[]) =>
	coerceValue(value, { name: 'field', type, enum: allowed }, 'UTC');

describe('coerceValue', () => {
	it.each<readonly [unknown, ValueType, unknown]>([
		[5, 'integer', 5],
		[' 5 ', 'integer', 5],
		['-5', 'integer', -5],
		['5.0', 'integer', 5],
		['2.5', 'number', 2.5],
		['+2.50', 'number', 2.5],
		['007', 'integer', 7],
		[true, 'boolean', true],
		[' FALSE ', 'boolean', false],
		['1', 'boolean', true],
		[0, 'boolean', false],
		['text', 'string', 'text'],
		['', 'string', ''],
		[5, 'string', '5'],
		[false, 'string', 'false'],
		['a-b', 'uuid', 'a-b'],
		['2026-01-31', 'date', '2026-01-31'],
		['2026-01-31', 'dateTime', '2026-01-31T00:00:00Z'],
		[[1], 'array', [1]],
		['[1]', 'array', [1]],
		[{ a: 1 }, 'object', { a: 1 }],
		['{"a":1}', 'object', { a: 1 }],
		[null, 'any', null],
		['x', 'any', 'x'],
	])('turns %j as %s into %j', (value, type, expected) => {
		expect(coerce(value, type)).toEqual(expected);
	});

	it.each<readonly [unknown, ValueType, RegExp]>([
		['five', 'integer', /"field" must be a whole number, not "five"/],
		['', 'integer', /whole number/],
		[' ', 'integer', /whole number/],
		[2.5, 'integer', /whole number/],
		['9007199254740993', 'integer', /whole number/],
		[true, 'integer', /whole number/],
		[[], 'integer', /whole number/],
		['0x10', 'integer', /whole number, not "0x10"/],
		['1e3', 'integer', /whole number/],
		['0b1', 'integer', /whole number/],
		['1_000', 'integer', /whole number/],
		['1,000', 'integer', /whole number/],
		['\u0665', 'integer', /whole number/],
		['.5', 'number', /a number/],
		['5.', 'number', /a number/],
		['9'.repeat(400), 'number', /a number/],
		['Infinity', 'number', /a number/],
		[NaN, 'number', /a number/],
		['yes', 'boolean', /true or false/],
		[2, 'boolean', /true or false/],
		[null, 'boolean', /true or false/],
		[{ toString: 1 }, 'boolean', /true or false/],
		[{ valueOf: 1, toString: 1 }, 'string', /must be text/],
		[{}, 'string', /must be text/],
		[undefined, 'string', /must be text, not undefined/],
		['{}', 'array', /a list/],
		['[1', 'array', /a list/],
		['[]', 'object', /an object/],
		['soon', 'dateTime', /not a date/],
	])('refuses %j as %s', (value, type, message) => {
		expect(() => coerce(value, type)).toThrow(message);
		expect(() => coerce(value, type)).toThrow(ParameterError);
	});

	it('finds an enumerated value in another case, the exact one first', () => {
		expect(coerce(' high ', 'string', ['Low', 'High'])).toBe('High');
		expect(coerce('high', 'string', ['High', 'high'])).toBe('high');
	});

	it('names the values there are, but not hundreds of them', () => {
		const allowed = Array.from({ length: 300 }, (_, index) => `V${index}`);
		expect(() => coerce('x', 'string', allowed)).toThrow('"field" cannot be "x"');
		const hintFor = (values: readonly string[]) => {
			try {
				coerce('x', 'string', values);
			} catch (error) {
				return error instanceof ParameterError ? error.hint : '';
			}
			return '';
		};
		expect(hintFor(['Low', 'High'])).toBe('Choose one of Low, High');
		expect(hintFor(allowed)).toMatch(/V11, \.\.\.$/);
	});

	it('refuses what has no JSON by its kind', () => {
		const loop: unknown[] = [];
		loop.push(loop);
		expect(() => coerce(10n, 'integer')).toThrow(/whole number, not a value of type bigint/);
		expect(() => coerce(loop, 'integer')).toThrow(/whole number, not a list/);
	});

	it('shortens a long value in the message', () => {
		expect(() => coerce('x'.repeat(10_000), 'integer')).toThrow(/^.{0,200}$/);
	});
});

describe('isPlainObject', () => {
	it('takes objects of any realm', () => {
		expect(isPlainObject({})).toBe(true);
		expect(isPlainObject(Object.create(null))).toBe(true);
		expect(isPlainObject(runInNewContext('({ a: 1 })'))).toBe(true);
		expect(isPlainObject(new Proxy({}, {}))).toBe(true);
	});

	it.each([[[]], [null], ['{}'], [new Date()], [new Map()], [Buffer.from('x')]])(
		'does not take %s',
		(value) => {
			expect(isPlainObject(value)).toBe(false);
		},
	);
});
