import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import { assertJson } from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/record/shape.ts';

const nested = (levels: number): unknown => {
	let value: unknown = 1;
	for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
	return value;
};

const loop: Record<string, unknown> = {};
loop.self = loop;

describe('assertJson', () => {
	it.each([
		[undefined],
		[null],
		['text'],
		[{ a: ['[[[{{{"\\"', { b: 1 }] }],
		[nested(100)],
		[Array.from({ length: 1_000 }, () => ({ a: '}' }))],
	])('is content with %#', (given) => {
		expect(() => assertJson(given)).not.toThrow();
	});

	it.each<readonly [string, unknown, RegExp]>([
		['objects that hold themselves', loop, /circular/],
		['101 levels', nested(101), /deeper than 100 levels/],
		['a million levels', nested(1_000_000), /cannot be sent as JSON/],
		['numbers without JSON', { id: 10n }, /BigInt/],
	])('refuses %s', (_, given, message) => {
		expect(() => assertJson(given)).toThrow(message);
		expect(() => assertJson(given)).toThrow(ParameterError);
	});
});
