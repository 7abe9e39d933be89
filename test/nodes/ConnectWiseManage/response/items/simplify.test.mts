import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { simplifyRecord } from '../../../../../nodes/ConnectWiseManage/response/items/simplify.ts';

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

	it('keeps the values of custom fields that share a caption, under the same name in each record', () => {
		const fields = (first: unknown) => [
			{ id: 1, caption: 'Tag', value: first },
			{ id: 2, caption: 'Tag', value: 'B' },
			{ id: 3, caption: 'Tag_2', value: 'C' },
			{ id: 4, caption: ' ', value: 'D' },
		];
		const simplified = [fields('A'), fields(null)].map((customFields) =>
			simplifyRecord({ customFields } as IDataObject),
		);
		expect(simplified).toEqual([
			{ customFields: { Tag: 'A', Tag_3: 'B', Tag_2: 'C', ' ': 'D' } },
			{ customFields: { Tag_3: 'B', Tag_2: 'C', ' ': 'D' } },
		]);
	});

	it.each([
		[[null], {}],
		[[null, 7, 'x', []], {}],
		[[{ caption: 5, value: 1 }], { '5': 1 }],
		[[{ caption: null, id: 3, value: 1 }], { '3': 1 }],
		[[{ caption: '', value: 1 }], { field1: 1 }],
		[[{ caption: { toString: 'x' }, value: 1 }], { field1: 1 }],
		[[{ caption: 'constructor', value: 1 }], { constructor: 1 }],
		[[{}], {}],
	])('takes custom fields as odd as %j', (customFields, expected) => {
		expect(simplifyRecord({ customFields } as IDataObject)).toEqual({ customFields: expected });
	});

	it.each([
		[{ id: 3, name: null }, 3],
		[{ id: 3, name: '' }, ''],
		[{ id: 3, name: { first: 'x' } }, 3],
		[{ name: null }, { name: null }],
		[{ hasOwnProperty: 1, id: 2 }, 2],
	])('takes a reference as odd as %j', (reference, expected) => {
		expect(simplifyRecord({ reference } as IDataObject)).toEqual({ reference: expected });
	});

	it('ends at a depth that no record has', () => {
		const depth = 100_000;
		const text = `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
		let value: unknown = simplifyRecord(JSON.parse(text) as IDataObject);
		for (let level = 0; level < depth; level++) value = (value as IDataObject).a;
		expect(value).toBe(1);
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
		expect(Object.keys(simplified.customFields ?? {})).toEqual(['__proto___2']);
		expect(simplified.polluted).toBeUndefined();
		expect(({} as IDataObject).polluted).toBeUndefined();
	});

	it('does not change the record given', () => {
		const record = Object.freeze({ company: Object.freeze({ id: 1, name: 'Acme' }) });
		expect(simplifyRecord(record)).toEqual({ company: 'Acme' });
	});
});
