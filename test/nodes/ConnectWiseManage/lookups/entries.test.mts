import { describe, expect, it } from 'vitest';
import type { LookupList } from '../../../../nodes/ConnectWiseManage/catalogue/records/lookups.ts';
import {
	fieldsOf,
	findEntry,
	toEntries,
} from '../../../../nodes/ConnectWiseManage/lookups/entries.ts';

const list: LookupList = {
	reference: 'ThingReference',
	collection: '/things',
	path: '/things',
	names: ['firstName', 'lastName'],
	hasIdentifier: true,
	isBig: false,
	conditions: '',
};
const namesOf = (rows: ReadonlyArray<Record<string, unknown>>) =>
	toEntries(rows, list).map(({ name }) => name);

describe('the entries of a list', () => {
	it('are read with the fields that name a record', () => {
		expect(fieldsOf(list)).toBe('id,firstName,lastName,identifier');
		expect(fieldsOf({ ...list, hasIdentifier: false })).toBe('id,firstName,lastName');
	});

	it('stand in the order of people, capitals and numbers included', () => {
		const rows = ['b 10', 'B 9', 'a'].map((firstName, id) => ({ id, firstName }));
		expect(namesOf(rows)).toEqual(['a', 'B 9', 'b 10']);
	});

	it.each([
		[
			{ id: 1, firstName: 'Ada', lastName: 'Sample', identifier: 'ASample' },
			'Ada Sample (ASample)',
		],
		[{ id: 1, firstName: 'Ada', identifier: 'Ada' }, 'Ada'],
		[{ id: 1, identifier: 'ASample' }, 'ASample'],
		[{ id: 1 }, '1'],
		[{ id: 1, firstName: '  Two \n lines ' }, 'Two lines'],
		[{ id: 1, firstName: null, lastName: 5 }, '5'],
		[{ id: 1, firstName: {}, lastName: [] }, '1'],
	])('show %j as %s', (row, expected) => {
		expect(namesOf([row])).toEqual([expected]);
	});

	it.each([{ id: null }, {}, { id: {} }, { id: true }])('leave out %j, which has no id', (row) => {
		expect(toEntries([row], list)).toEqual([]);
	});

	it('have their ids behind a name that stands for several', () => {
		const rows = [7, 8].map((id) => ({ id, firstName: 'Ada' }));
		expect(namesOf(rows)).toEqual(['Ada (7)', 'Ada (8)']);
	});

	it('cut a name that would fill the screen', () => {
		expect(namesOf([{ id: 1, firstName: 'x'.repeat(10_000) }])[0]).toHaveLength(120);
	});
});

describe('the entry that a value names', () => {
	const entries = toEntries(
		[
			{ id: 3, firstName: 'Ada', identifier: 'a1' },
			{ id: 33, firstName: '3', identifier: 'three' },
		],
		list,
	);

	it.each([
		[3, 3],
		['3', 3],
		[' 33 ', 33],
		['ada', 3],
		['A1', 3],
		['THREE', 33],
	])('is for %j that with the id %d', (value, id) => {
		expect(findEntry(value, entries)?.id).toBe(id);
	});

	it.each(['', 'nobody', null, undefined, {}, true, Number.NaN])('is none for %j', (value) => {
		expect(findEntry(value, entries)).toBeUndefined();
	});
});
