import { describe, expect, it } from 'vitest';
import { differences } from '../../../../../../nodes/ConnectWiseManage/actions/write/upsert/differences.ts';
import type { FieldTemplate } from '../../../../../../nodes/ConnectWiseManage/catalogue/types.ts';

const TICKET: readonly FieldTemplate[] = [
	{ name: 'summary', type: 'string' },
	{ name: 'company', type: 'object', schema: 'CompanyReference', isReference: true },
	{ name: 'budgetHours', type: 'number' },
	{ name: 'dateResolved', type: 'dateTime' },
	{ name: 'requiredDate', type: 'dateTime' },
	{ name: 'approved', type: 'boolean' },
	{ name: 'types', type: 'array', schema: 'TypeReference' },
	{ name: 'initialDescription', type: 'string', writeOnly: true },
];
const model = { schema: 'Ticket', schemas: new Map([['Ticket', TICKET]]) };

const PRESENT = {
	id: 7,
	summary: 'Disk full',
	company: { id: 2, identifier: 'Sample', name: 'Sample Ltd', _info: { href: '' } },
	budgetHours: 1.5,
	dateResolved: '2026-01-31T09:30:00Z',
	requiredDate: '2026-01-31T00:00:00Z',
	approved: false,
	types: [
		{ id: 1, name: 'A' },
		{ id: 2, name: 'B' },
	],
};

describe('what differs from a record', () => {
	it.each<[string, Record<string, unknown>]>([
		['the same text', { summary: 'Disk full' }],
		['a reference by id', { company: { id: 2, name: 'Old name' } }],
		['a reference by id as text', { company: { id: '2' } }],
		['a reference by identifier in other case', { company: { identifier: ' SAMPLE ' } }],
		['a number as text', { budgetHours: '1.50' }],
		['the same moment in another zone', { dateResolved: '2026-01-31T10:30:00+01:00' }],
		['a time of which ConnectWise keeps the day', { requiredDate: '2026-01-31T15:00:00Z' }],
		['false', { approved: false }],
		['a list in another order', { types: [{ id: 2 }, { id: 1 }] }],
		[
			'nothing in place of nothing',
			{ contactName: null, note: '', list: [], contact: { id: null } },
		],
		['a field that gives nothing', { summary: undefined }],
		['what is only taken by a create', { initialDescription: 'First' }],
		['id and bookkeeping', { id: 9, _info: {} }],
	])('is nothing for %s', (_, given) => {
		expect(differences(given, PRESENT, model)).toEqual({});
	});

	it.each<[string, Record<string, unknown>]>([
		['a text in other case', { summary: 'disk full' }],
		['an emptied text', { summary: '' }],
		['null', { company: null }],
		['another reference', { company: { id: 3 } }],
		['a reference by another name', { company: { name: 'Other' } }],
		['0', { budgetHours: 0 }],
		['true', { approved: true }],
		['another moment', { dateResolved: '2026-01-31T09:30:01Z' }],
		['another day', { requiredDate: '2026-02-01T00:00:00Z' }],
		['no date', { dateResolved: 'soon' }],
		['a shorter list', { types: [{ id: 1 }] }],
		['a list with one entry twice', { types: [{ id: 1 }, { id: 1 }] }],
		['a list in place of a text', { summary: ['Disk full'] }],
		['a field that the model does not know', { newField: 1 }],
	])('is %s', (_, given) => {
		expect(differences(given, PRESENT, model)).toEqual(given);
	});

	it('takes texts for the same whose line breaks came back as spaces, and no others', () => {
		const present = { summary: 'Disk full on C' };
		expect(differences({ summary: 'Disk full\r\non\tC' }, present, model)).toEqual({});
		expect(differences({ summary: 'Disk  full on C' }, present, model)).not.toEqual({});
	});

	it('keeps the other entries of a list that the record was found by', () => {
		const kept = new Set(['types']);
		expect(differences({ types: [{ id: 2 }] }, PRESENT, model, kept)).toEqual({});
		expect(differences({ types: [{ id: 3 }] }, PRESENT, model, kept)).toEqual({
			types: [...PRESENT.types, { id: 3 }],
		});
	});

	it('does not take a name of every object for a field', () => {
		expect(differences({ toString: 'text' }, {}, model)).toEqual({ toString: 'text' });
	});
});
