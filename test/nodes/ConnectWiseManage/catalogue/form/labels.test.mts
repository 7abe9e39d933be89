import { describe, expect, it } from 'vitest';
import {
	argumentNameOf,
	titleOfName,
	withUniqueLabels,
} from '../../../../../nodes/ConnectWiseManage/catalogue/form/labels.ts';

describe('titleOfName', () => {
	it.each([
		['id', 'ID'],
		['poNumber', 'PO Number'],
		['customFieldConditions', 'Custom Field Conditions'],
		['customfieldconditions', 'Custom Field Conditions'],
		['addressLine1', 'Address Line 1'],
		['externalXRef', 'External XRef'],
		['escalationStartDateUTC', 'Escalation Start Date UTC'],
		['IPAddress', 'IP Address'],
		['readOnlyFlay', 'Read Only Flag'],
	])('%s reads %s', (name, title) => {
		expect(titleOfName(name)).toBe(title);
	});
});

describe('withUniqueLabels', () => {
	it('leaves labels alone that stay apart', () => {
		const fields = [
			{ id: 'a', displayName: 'Company ID' },
			{ id: 'b', displayName: 'Company Name' },
		];
		expect(withUniqueLabels(fields)).toEqual(fields);
	});

	it('adds the ids where labels differ in case or punctuation only', () => {
		const fields = withUniqueLabels([
			{ id: 'x.id', displayName: 'Box ID' },
			{ id: 'xId', displayName: 'Box-id' },
			{ id: 'y', displayName: 'Box/ID' },
		]);
		expect(fields.map(({ displayName }) => displayName)).toEqual([
			'Box ID',
			'Box-id',
			'Box/ID [y]',
		]);
	});

	it('cuts an argument name as n8n does', () => {
		expect(argumentNameOf('Größe (cm)')).toBe('Gr__e__cm_');
		expect(argumentNameOf('x'.repeat(80))).toHaveLength(63);
	});
});
