import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import { coerceCustomValue } from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/customFields/customFieldValue.ts';

const coerce = (value: unknown, type?: unknown) =>
	coerceCustomValue(value, type, 'customFields: Due', 'Europe/Berlin');

describe('coerceCustomValue', () => {
	it.each<readonly [unknown, string, unknown]>([
		['45', 'Number', 45],
		[' -4.50 ', 'Currency', -4.5],
		['7', 'Percent', 7],
		[45, 'Number', 45],
		['true', 'Checkbox', true],
		[0, 'Checkbox', false],
		['2026-01-31', 'Date', '2026-01-31T00:00:00Z'],
		['2026-01-31T23:30:00.000+01:00', 'Date', '2026-01-31T00:00:00Z'],
		['2026-01-31T00:00:00Z', 'Date', '2026-01-31T00:00:00Z'],
		[Date.parse('2026-01-30T23:30:00Z'), 'Date', '2026-01-31T00:00:00Z'],
		[new Date('2026-01-30T23:30:00Z'), 'Date', '2026-01-31T00:00:00Z'],
		[45, 'Text', '45'],
		[false, 'TextArea', 'false'],
		['2026-01-31T09:30:00.000+01:00', 'Text', '2026-01-31T09:30:00.000+01:00'],
		[new Date('2026-01-31T09:30:00.5Z'), 'Text', '2026-01-31T09:30:00Z'],
		['45', 'text', '45'],
		['', 'Number', null],
		[' ', 'Date', null],
		['', 'Checkbox', null],
		['', 'Text', ''],
		[null, 'Number', null],
		[undefined, 'Text', null],
		[['a'], 'Button', ['a']],
		['45', 'Of Another Release', '45'],
	])('brings %j to a field of type %s as that type', (value, type, expected) => {
		expect(coerce(value, type)).toEqual(expected);
	});

	it.each<readonly [unknown, unknown]>([
		['2026-01-31T09:30:00.000+01:00', '2026-01-31T08:30:00Z'],
		[new Date('2026-01-31T08:30:00.5Z'), '2026-01-31T08:30:00Z'],
		['2026-01-31', '2026-01-31'],
		['45', '45'],
		[1769851800000, 1769851800000],
		[true, true],
		[{ a: 1 }, { a: 1 }],
	])('brings %j alone into the form of dates where the type is not known', (value, expected) => {
		expect(coerce(value)).toEqual(expected);
		expect(coerce(value, 5)).toEqual(expected);
		expect(coerce(value, 'constructor')).toEqual(expected);
	});

	it.each<readonly [unknown, string, RegExp]>([
		['many', 'Number', /"customFields: Due" must be a number, not "many"/],
		['0x10', 'Number', /must be a number/],
		['maybe', 'Checkbox', /"customFields: Due" must be true or false/],
		['soon', 'Date', /"customFields: Due" is not a date: "soon"/],
		[{ a: 1 }, 'Text', /must be text/],
	])('refuses %j for a field of type %s', (value, type, message) => {
		expect(() => coerce(value, type)).toThrow(message);
		expect(() => coerce(value, type)).toThrow(ParameterError);
	});
});
