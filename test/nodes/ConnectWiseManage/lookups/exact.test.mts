import { describe, expect, it } from 'vitest';
import { exactConditions } from '../../../../nodes/ConnectWiseManage/lookups/exact.ts';

const company = { names: ['name'], hasIdentifier: true };
const member = { names: ['firstName', 'lastName'], hasIdentifier: true };
const contact = { ...member, hasIdentifier: false };

describe('exactConditions', () => {
	it('looks for the identifier and the whole name', () => {
		expect(exactConditions(' Quill "Q" Example ', company)).toBe(
			`identifier = 'Quill "Q" Example' or name = 'Quill "Q" Example'`,
		);
		expect(exactConditions('Lobby', { ...company, hasIdentifier: false })).toBe('name = "Lobby"');
	});

	it('tries each space of a full name as the one between first and last name', () => {
		expect(exactConditions('Ann van  Sample', contact)).toBe(
			'(firstName = "Ann" and lastName = "van Sample") or (firstName = "Ann van" and lastName = "Sample")',
		);
		expect(exactConditions('asample', member)).toBe('identifier = "asample"');
		expect(exactConditions('Ann', contact)).toBe('');
		expect(exactConditions('a '.repeat(100), contact).split(' or ')).toHaveLength(4);
	});

	it.each(['', '   ', '\n', 'a\nb', 'a\u0000b', 'x'.repeat(251)])(
		'gives none for %j, which is no name',
		(text) => {
			for (const list of [company, member, contact]) expect(exactConditions(text, list)).toBe('');
		},
	);
});
