import { describe, expect, it } from 'vitest';
import {
	readKey,
	turnOf,
} from '../../../../../../../nodes/ConnectWiseManage/actions/write/upsert/key/keyValues.ts';
import { planMatch } from '../../../../../../../nodes/ConnectWiseManage/actions/write/upsert/key/match.ts';
import { toChanges } from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/customFields/customFields.ts';
import { loadTemplate } from '../../../../../../../nodes/ConnectWiseManage/catalogue/index.ts';

async function keyOf(record: Record<string, unknown>, fields: string[], id = 'postServiceTickets') {
	const template = await loadTemplate(id);
	if (!template) throw new Error(`There is no ${id}`);
	const { sets } = await planMatch({ mode: 'update', fields }, template);
	return readKey(record, toChanges(record.customFields ?? {}), sets);
}

const shown = (parts: Awaited<ReturnType<typeof keyOf>>) =>
	parts.map((part) => [part.kind === 'field' ? part.field.path : part.name, part.value]);

const mail = (value: string, more = {}) => ({ value, communicationType: 'Email', ...more });

describe('the values that a record is looked for by', () => {
	it.each<[string, Record<string, unknown>, string[], unknown]>([
		['a text, trimmed', { summary: ' A ' }, ['summary'], [['summary', 'A']]],
		['0', { budgetHours: 0 }, ['budgetHours'], [['budgetHours', 0]]],
		['false', { approved: false }, ['approved'], [['approved', false]]],
		['a reference by id', { company: { id: 2, name: 'A' } }, ['company'], undefined],
		['a reference by name', { company: { name: 'A' } }, ['company'], [['company/name', 'A']]],
		[
			'one member of a reference',
			{ company: { id: 2, name: 'A' } },
			['company.name'],
			[['company/name', 'A']],
		],
		[
			'a custom field',
			{ customFields: { 'Asset Tag': 'T' } },
			['customFields/asset tag'],
			[['asset tag', 'T']],
		],
	])('are %s', async (_, record, fields, expected) => {
		const key = shown(await keyOf(record, fields));
		if (expected) expect(key).toEqual(expected);
		else expect(key).toHaveLength(1);
	});

	it.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['blank text', ' \t '],
		['an object', {}],
		['a list', ['A']],
	])('are never %s', async (_, value) => {
		await expect(keyOf({ summary: value }, ['summary'])).rejects.toThrow(/no value/);
	});

	it('are never a reference to no record', async () => {
		await expect(keyOf({ company: { id: 0 } }, ['company'])).rejects.toThrow(/no value/);
	});

	it('are those of the first set that has them all', async () => {
		const record = { name: 'PC', serialNumber: '', company: { id: 2 } };
		const id = 'postCompanyConfigurations';
		expect(shown(await keyOf(record, [], id))[0]).toEqual(['name', 'PC']);
		const serial = { ...record, serialNumber: 'S1' };
		expect(shown(await keyOf(serial, [], id))[0]).toEqual(['serialNumber', 'S1']);
	});

	it.each([
		['the first address', [{ value: '555' }, mail('a@b.co'), mail('c@d.co')], 'a@b.co'],
		['the default address', [mail('a@b.co'), mail('c@d.co', { defaultFlag: true })], 'c@d.co'],
		['the only number', [{ value: '555' }], '555'],
	])('are %s of a contact', async (_, communicationItems, expected) => {
		const key = shown(await keyOf({ communicationItems }, [], 'postCompanyContacts'));
		expect(key).toEqual([['communicationItems/value', expected]]);
	});

	it('are no choice among several numbers', async () => {
		const communicationItems = [{ value: '1' }, { value: '2' }];
		await expect(keyOf({ communicationItems }, [], 'postCompanyContacts')).rejects.toThrow(
			/several/,
		);
	});
});

describe('the turn of a key', () => {
	it('is one for whatever the database may take for the same', async () => {
		const turns = ['Café', ' cafe ', 'CAFÉ'].map(async (summary) =>
			turnOf('/service/tickets', await keyOf({ summary }, ['summary'])),
		);
		expect(new Set(await Promise.all(turns)).size).toBe(1);
	});

	it('leaves out references, which may be given by id or by name', async () => {
		const turns = [{ id: 2 }, { identifier: 'Sample' }].map(async (company) =>
			turnOf('/service/tickets', await keyOf({ summary: 'A', company }, ['summary', 'company'])),
		);
		expect(new Set(await Promise.all(turns)).size).toBe(1);
	});
});
