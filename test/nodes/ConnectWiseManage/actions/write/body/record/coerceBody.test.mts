import { describe, expect, it } from 'vitest';
import { coerceRecord } from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/record/coerceBody.ts';
import { ParameterError } from '../../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import { SCHEMAS } from '../ticket.mts';

const CONTEXT = { schemas: new Map(Object.entries(SCHEMAS)), timezone: 'Europe/Berlin' };

const coerce = (record: Record<string, unknown>) => coerceRecord(record, 'Ticket', CONTEXT);

describe('coerceRecord', () => {
	it.each<readonly [Record<string, unknown>, Record<string, unknown>]>([
		[{ budgetHours: '2.5' }, { budgetHours: 2.5 }],
		[{ closedFlag: 'true' }, { closedFlag: true }],
		[{ severity: 'high' }, { severity: 'High' }],
		[{ summary: 5 }, { summary: '5' }],
		[{ requiredDate: '2026-07-01T12:00' }, { requiredDate: '2026-07-01T10:00:00Z' }],
		[{ siteIds: ['1', 2] }, { siteIds: [1, 2] }],
		[{ siteIds: '[1]' }, { siteIds: [1] }],
		[{ siteIds: [null] }, { siteIds: [null] }],
		[{ company: 5 }, { company: { id: 5 } }],
		[{ company: ' 5 ' }, { company: { id: 5 } }],
		[{ company: 'acme' }, { company: { identifier: 'acme' } }],
		[{ siteIds: '1, 2' }, { siteIds: [1, 2] }],
		[{ siteIds: 7 }, { siteIds: [7] }],
		[
			{ budgetHours: '', closedFlag: ' ', severity: '', requiredDate: '', siteIds: '' },
			{ budgetHours: null, closedFlag: null, severity: null, requiredDate: null, siteIds: null },
		],
		[{ summary: '' }, { summary: '' }],
		[{ company: ' ' }, { company: null }],
		[{ board: 'Help Desk ' }, { board: { name: 'Help Desk' } }],
		[{ board: 'Help Desk' }, { board: { name: 'Help Desk' } }],
		[{ board: '{"id":"3"}' }, { board: { id: 3 } }],
		[{ board: { id: '3', _info: {} } }, { board: { id: 3, _info: {} } }],
		[{ contacts: [{ id: '3' }] }, { contacts: [{ id: 3 }] }],
		[{ contacts: ['1', 2, 'Ann'] }, { contacts: [{ id: 1 }, { id: 2 }, { name: 'Ann' }] }],
		[{ contacts: '1, Ann' }, { contacts: [{ id: 1 }, { name: 'Ann' }] }],
		[{ contacts: '{"id": 3, "name": "Ann"}' }, { contacts: [{ id: 3, name: 'Ann' }] }],
		[{ contacts: '[{"id": "3"}, 4]' }, { contacts: [{ id: 3 }, { id: 4 }] }],
		[{ contacts: ['{"id": "3"}'] }, { contacts: [{ id: 3 }] }],
		[{ contacts: { id: '3' } }, { contacts: [{ id: 3 }] }],
		[{ company: '0x10' }, { company: { identifier: '0x10' } }],
		[{ startDate: '2026-07-01T12:00:00.000+02:00' }, { startDate: '2026-07-01T10:00:00Z' }],
		[{ startDate: '2026-07-01T12:00:00.000' }, { startDate: '2026-07-01T10:00:00Z' }],
		[{ startDate: 1782900000000 }, { startDate: '2026-07-01T10:00:00Z' }],
		[{ startDate: new Date('2026-07-01T10:00:00.5Z') }, { startDate: '2026-07-01T10:00:00Z' }],
		[{ startDate: '2026-07-01' }, { startDate: '2026-07-01' }],
		[{ startDate: 'July' }, { startDate: 'July' }],
		[{ summary: '2026-07-01T12:00:00.000+02:00' }, { summary: '2026-07-01T12:00:00.000+02:00' }],
		[
			{ summary: null, board: undefined },
			{ summary: null, board: undefined },
		],
		[{ customFields: { 'Asset Tag': 1 } }, { customFields: { 'Asset Tag': 1 } }],
		[{ newInNextRelease: { a: '1' } }, { newInNextRelease: { a: '1' } }],
	])('turns %j into %j', (given, expected) => {
		expect(coerce(given)).toEqual(expected);
	});

	it.each<readonly [Record<string, unknown>, RegExp]>([
		[{ budgetHours: 'many' }, /Budget Hours \(budgetHours\) must be a number/],
		[{ board: { id: 'x' } }, /"board\.id" must be a whole number/],
		[{ board: true }, /Board \(board\) must be an object/],
		[{ contacts: [{ id: 1 }, { id: 'x' }] }, /"contacts\[1\]\.id" must be/],
		[{ budgetHours: '1e3' }, /must be a number, not "1e3"/],
		[{ company: { id: '0x10' } }, /"company\.id" must be a whole number/],
		[{ siteIds: ['0x10'] }, /"siteIds\[0\]" must be a whole number/],
		[{ siteIds: [{ id: 1 }] }, /"siteIds\[0\]" must be a whole number/],
		[{ siteIds: { toString: 1 } }, /"siteIds\[0\]" must be/],
		[{ closedFlag: { toString: 1 } }, /Closed Flag \(closedFlag\) must be true or false/],
		[{ contacts: '{"id": 3, "name": Ann}' }, /Contacts \(contacts\) must be a list/],
		[{ siteIds: [1, 'x'] }, /"siteIds\[1\]" must be/],
		[{ severity: 'Urgent' }, /Severity \(severity\) cannot be "Urgent"/],
	])('names the field that is wrong in %j', (given, message) => {
		expect(() => coerce(given)).toThrow(message);
		expect(() => coerce(given)).toThrow(ParameterError);
	});

	it('passes everything where no schema is known', () => {
		const record = { a: '1', b: { c: '2' } };
		expect(coerceRecord(record, undefined, CONTEXT)).toEqual(record);
	});

	it('leaves dates in fields that it does not know to JSON', () => {
		const when = new Date('2026-01-31T09:30:00Z');
		expect(coerce({ newInNextRelease: when })).toEqual({ newInNextRelease: when });
	});
});
