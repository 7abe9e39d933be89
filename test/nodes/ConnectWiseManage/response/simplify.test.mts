import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { simplifyRecord } from '../../../../nodes/ConnectWiseManage/response/simplify.ts';

describe('simplifyRecord', () => {
	it('reduces a ticket to what people read', () => {
		const ticket = {
			id: 7,
			summary: 'Printer offline',
			closedFlag: false,
			budgetHours: 0,
			company: { id: 2, identifier: 'ACME', name: 'Acme Ltd', _info: { company_href: 'x' } },
			owner: { id: 3, identifier: 'jdoe' },
			contact: null,
			types: ['a', 'b'],
			location_href: 'x',
			_info: { lastUpdated: 'y' },
		};
		expect(simplifyRecord(ticket)).toEqual({
			id: 7,
			summary: 'Printer offline',
			closedFlag: false,
			budgetHours: 0,
			company: 'Acme Ltd',
			owner: 'jdoe',
			contact: null,
			types: ['a', 'b'],
		});
	});

	it('makes a map of custom fields, without the empty ones', () => {
		const customFields = [
			{ id: 1, caption: 'Asset Tag', value: 'A-17' },
			{ id: 2, caption: 'Lease', value: false },
			{ id: 3, caption: 'Empty', value: null },
			{ id: 4, caption: 'Unset' },
			{ id: 5, value: 0 },
		];
		expect(simplifyRecord({ customFields })).toEqual({
			customFields: { 'Asset Tag': 'A-17', Lease: false, '5': 0 },
		});
	});

	it('simplifies what is nested and no reference', () => {
		const record = { address: { line1: 'Main St', country: { id: 1, name: 'UK' } } };
		expect(simplifyRecord(record)).toEqual({ address: { line1: 'Main St', country: 'UK' } });
	});

	it('leaves lists and other custom fields as they are', () => {
		const record = { customFields: null, notes: [{ id: 1, _info: {} }] };
		expect(simplifyRecord(record)).toEqual(record);
	});

	it('keeps fields named like parts of a prototype, and touches none', () => {
		const text =
			'{"__proto__":{"polluted":true},"customFields":[{"caption":"__proto__","value":{"polluted":true}}]}';
		const simplified = simplifyRecord(JSON.parse(text) as IDataObject);
		expect(Object.keys(simplified)).toEqual(['__proto__', 'customFields']);
		expect(Object.keys(simplified.customFields ?? {})).toEqual(['__proto__']);
		expect(simplified.polluted).toBeUndefined();
		expect(({} as IDataObject).polluted).toBeUndefined();
	});

	it('does not change the record given', () => {
		const record = Object.freeze({ company: Object.freeze({ id: 1, name: 'Acme' }) });
		expect(simplifyRecord(record)).toEqual({ company: 'Acme' });
	});
});
