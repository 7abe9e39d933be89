import { describe, expect, it } from 'vitest';
import {
	areIdsOnly,
	mergeCustomFields,
	readCustomFields,
	toChanges,
	toCustomFields,
	type CustomField,
} from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/customFields/customFields.ts';
import { ParameterError } from '../../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';

const PRESENT: readonly CustomField[] = [
	{ id: 1, caption: 'Asset Tag', value: 'A-1', type: 'Text' },
	{ id: 2, caption: 'Twice', value: null },
	{ id: 3, caption: ' twice ', value: null },
	{ id: 4, caption: '12', value: 'number as caption' },
];

const valuesOf = (fields: readonly CustomField[]) => fields.map(({ value }) => value);

describe('mergeCustomFields', () => {
	it.each<readonly [unknown, unknown[]]>([
		[{ 'Asset Tag': 'B' }, ['B', null, null, 'number as caption']],
		[{ ' asset tag ': 'B' }, ['B', null, null, 'number as caption']],
		[{ '3': 'by id' }, ['A-1', null, 'by id', 'number as caption']],
		[{ '12': 'by caption' }, ['A-1', null, null, 'by caption']],
		[[{ id: 2, value: 5 }], ['A-1', 5, null, 'number as caption']],
		[[{ caption: 'Twice', id: 2, value: false }], ['A-1', false, null, 'number as caption']],
		[[{ id: 1, value: null }], [null, null, null, 'number as caption']],
		[{ 'Asset Tag': null }, [null, null, null, 'number as caption']],
		[[{ id: 1 }], ['A-1', null, null, 'number as caption']],
		[{ 'Asset Tag': undefined }, ['A-1', null, null, 'number as caption']],
		[{}, ['A-1', null, null, 'number as caption']],
	])('changes by %j', (given, values) => {
		expect(valuesOf(mergeCustomFields(toChanges(given), PRESENT, 'UTC'))).toEqual(values);
	});

	it('sends all fields along, and leaves those read alone', () => {
		const [first] = mergeCustomFields(toChanges({ '1': 'B' }), PRESENT, 'UTC');
		expect(first).toEqual({ id: 1, caption: 'Asset Tag', value: 'B', type: 'Text' });
		expect(PRESENT[0]?.value).toBe('A-1');
	});

	it.each<readonly [unknown, RegExp]>([
		[{ Other: 1 }, /There is no custom field "Other"/],
		[{ '99': 1 }, /There is no custom field "99"/],
		[{ Twice: 1 }, /Several custom fields have the caption "Twice"/],
		['Asset Tag', /must be an object of captions/],
		[[1], /must be an object of captions/],
		[[{ value: 1 }], /must be an object of captions/],
		[[{ id: {}, value: 1 }], /must be an object of captions/],
	])('refuses %j', (given, message) => {
		expect(() => mergeCustomFields(toChanges(given), PRESENT, 'UTC')).toThrow(message);
		expect(() => mergeCustomFields(toChanges(given), PRESENT, 'UTC')).toThrow(ParameterError);
	});
});

describe('readCustomFields', () => {
	it.each<readonly [unknown, unknown[]]>([
		[{ customFields: [null, 5, 'x', [], {}, { id: 'x' }, { id: 1 }] }, [{ id: 1 }]],
		[{ customFields: null }, []],
		[{ customFields: {} }, []],
		[{}, []],
		[null, []],
		['x', []],
	])('of %j takes what is a custom field', (record, fields) => {
		expect(readCustomFields(record)).toEqual(fields);
	});

	it.each<unknown>([5, null, {}, { toString: 1 }])('bears a caption of %j', (caption) => {
		const odd = readCustomFields({
			customFields: [
				{ id: 1, caption },
				{ id: 2, caption: 'B' },
			],
		});
		expect(valuesOf(mergeCustomFields(toChanges({ b: 'x' }), odd, 'UTC'))).toEqual([
			undefined,
			'x',
		]);
		expect(() => mergeCustomFields(toChanges({ c: 'x' }), odd, 'UTC')).toThrow(ParameterError);
	});

	it('finds a field by a caption that the server gives as a number', () => {
		const fields = readCustomFields({ customFields: [{ id: 1, caption: 2026 }] });
		expect(valuesOf(mergeCustomFields(toChanges({ '2026': 'x' }), fields, 'UTC'))).toEqual(['x']);
	});
});

describe('the value of a custom field', () => {
	it('takes the type that was read with the field', () => {
		const fields = [
			{ id: 1, caption: 'Minutes', type: 'Number' },
			{ id: 2, caption: 'Escalated', type: 'Checkbox' },
			{ id: 3, caption: 'Due', type: 'Date' },
		];
		const given = { Minutes: '45', Escalated: 'true', Due: '2026-01-31T09:30:00.000+01:00' };
		expect(valuesOf(mergeCustomFields(toChanges(given), fields, 'Europe/Berlin'))).toEqual([
			45,
			true,
			'2026-01-31T00:00:00Z',
		]);
		expect(() => mergeCustomFields(toChanges({ Minutes: 'many' }), fields, 'UTC')).toThrow(
			'"customFields: Minutes" must be a number',
		);
	});
});

describe('custom fields by id', () => {
	it('need no look-up', () => {
		expect(areIdsOnly(toChanges({ '1': 'x', ' 2 ': 'y' }))).toBe(true);
		expect(areIdsOnly(toChanges([{ id: 1, value: 'x' }]))).toBe(true);
		expect(areIdsOnly(toChanges({ '1': 'x', 'Asset Tag': 'y' }))).toBe(false);
		expect(toCustomFields(toChanges({ '1': 'x', ' 2 ': null }), 'UTC')).toEqual([
			{ id: 1, value: 'x' },
			{ id: 2, value: null },
		]);
	});
});
