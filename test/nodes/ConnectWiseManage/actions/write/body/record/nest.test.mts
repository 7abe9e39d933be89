import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestDotted } from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/record/nest.ts';
import { ParameterError } from '../../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';

describe('nestDotted', () => {
	it.each<readonly [Record<string, unknown>, unknown]>([
		[{}, {}],
		[{ summary: 'x' }, { summary: 'x' }],
		[{ 'company.id': 1 }, { company: { id: 1 } }],
		[{ 'a.b.c': 1, 'a.b.d': 2, 'a.e': 3 }, { a: { b: { c: 1, d: 2 }, e: 3 } }],
		[{ company: { id: 1 }, 'company.name': 'A' }, { company: { id: 1, name: 'A' } }],
		[{ 'company.name': 'A', company: { id: 1 } }, { company: { id: 1, name: 'A' } }],
		[{ company: null, 'company.id': 1 }, { company: { id: 1 } }],
		[{ 'company.id': 1, company: null }, { company: { id: 1 } }],
		[{ 'company.id': null }, { company: { id: null } }],
		[{ 'toString.id': 1 }, { toString: { id: 1 } }],
	])('builds of %j', (flat, nested) => {
		expect(nestDotted(flat)).toEqual(nested);
	});

	it.each([
		'__proto__',
		'a.__proto__.b',
		'constructor.prototype.x',
		'prototype',
		'',
		'a.',
		'.a',
		'a..b',
		'a.'.repeat(20) + 'b',
		'.'.repeat(50_000),
		'a.'.repeat(1_000_000) + 'b',
	])('refuses a field named %j', (name) => {
		const flat = Object.fromEntries([[name, { polluted: true }]]);
		expect(() => nestDotted(flat)).toThrow(ParameterError);
		expect(() => nestDotted(flat)).toThrow(/cannot be sent/);
	});

	it.each([
		{ company: 5, 'company.id': 1 },
		{ 'company.id': 1, company: 5 },
		{ 'company.id': 1, company: [] },
		{ 'a.b': 1, 'a.b.c': 2 },
	])('refuses %j, which says two things of one field', (flat) => {
		expect(() => nestDotted(flat)).toThrow(/to a value and to an object/);
	});

	it('goes twenty levels deep', () => {
		expect(nestDotted({ [`${'a.'.repeat(19)}b`]: 1 })).toEqual(
			JSON.parse(`${'{"a":'.repeat(19)}{"b":1}${'}'.repeat(19)}`),
		);
	});

	it('puts together a hundred thousand members of one object', () => {
		const names = Array.from({ length: 100_000 }, (_, index) => `company.member${index}`);
		const flat = Object.fromEntries(names.map((name, index) => [name, index]));
		const company = nestDotted(flat).company as Record<string, unknown>;
		expect(Object.keys(company)).toHaveLength(100_000);
		expect(company.member99999).toBe(99_999);
	});

	it('keeps objects apart that two names were given', () => {
		const shared = { x: 1 };
		const nested = nestDotted({ a: shared, b: shared, 'a.y': 2 });
		expect(nested).toEqual({ a: { x: 1, y: 2 }, b: { x: 1 } });
		expect(shared).toEqual({ x: 1 });
	});

	it('lets no member given replace a prototype', () => {
		const company = JSON.parse('{"__proto__":{"polluted":true}}') as unknown;
		for (const flat of [
			{ 'company.id': 1, company },
			{ company, 'company.id': 1 },
		]) {
			const nested = nestDotted(flat).company as Record<string, unknown>;
			expect(nested.polluted).toBeUndefined();
			expect(Object.getPrototypeOf(nested)).toBe(Object.prototype);
		}
	});

	it('changes neither what is given nor any prototype', () => {
		const company = Object.freeze({ id: 1 });
		nestDotted(Object.freeze({ company, 'company.name': 'A' }));
		const names = fc.array(
			fc.constantFrom('a', '__proto__', 'constructor', 'prototype', 'polluted'),
			{
				minLength: 1,
				maxLength: 4,
			},
		);
		fc.assert(
			fc.property(names, (segments) => {
				try {
					nestDotted({ [segments.join('.')]: true });
				} catch (error) {
					expect(error).toBeInstanceOf(ParameterError);
				}
				expect(Object.keys(Object.prototype)).toEqual([]);
				expect(({} as Record<string, unknown>).polluted).toBeUndefined();
			}),
		);
	});
});
