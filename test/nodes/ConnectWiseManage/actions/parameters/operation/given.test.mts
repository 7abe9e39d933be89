import { describe, expect, it } from 'vitest';
import {
	readGiven,
	withGiven,
} from '../../../../../../nodes/ConnectWiseManage/actions/parameters/operation/given.ts';

const source = (parameters: Readonly<Record<string, unknown>>) => ({
	getNodeParameter: (name: string, _itemIndex: number, fallback?: unknown): unknown =>
		Object.prototype.hasOwnProperty.call(parameters, name) ? parameters[name] : fallback,
});

describe('what an everyday job gives', () => {
	it('is the record under the field that it goes to', () => {
		const read = (resource: string, operation: string) =>
			readGiven(source({ resource, operation, recordId: '17' }), 0);
		expect(read('ticket', 'get')).toEqual({ options: { id: 17 }, items: {} });
		expect(read('ticket', 'getNotes')).toEqual({ options: { parentId: 17 }, items: {} });
		expect(read('ticket', 'logTime')).toEqual({
			options: {},
			items: { chargeToId: 17, chargeToType: 'ServiceTicket' },
		});
		expect(read('ticket', 'getFiles')).toEqual({
			options: { recordId: 17, recordType: 'Ticket' },
			items: {},
		});
	});

	it.each([
		[undefined, 'internalAnalysisFlag'],
		['', 'internalAnalysisFlag'],
		['Discussion', 'detailDescriptionFlag'],
		[' resolution ', 'resolutionFlag'],
	])('is the kind of note for %j', (noteType, expected) => {
		const given = readGiven(
			source({ resource: 'ticket', operation: 'addNote', recordId: 1, noteType }),
			0,
		);
		const flags = Object.entries(given.items).filter(([, value]) => value === true);
		expect(flags.map(([name]) => name)).toEqual([expected]);
		expect(Object.keys(given.items)).toHaveLength(3);
	});

	it.each(['public', 5, {}, ['internal', 'discussion']])('is no note of kind %j', (noteType) => {
		const parameters = { resource: 'ticket', operation: 'addNote', recordId: 1, noteType };
		expect(() => readGiven(source(parameters), 0)).toThrow(/^Note Type cannot be/);
	});

	it.each([
		{ operation: 'query' },
		{ resource: 'api', operation: 'mutate', recordId: 5 },
		{ resource: 'ticket', operation: 'create', recordId: 5 },
		{},
	])('is nothing for %j', (parameters) => {
		expect(readGiven(source(parameters), 0)).toEqual({ options: {}, items: {} });
	});
});

describe('a form with what the job gives', () => {
	const given = { options: {}, items: { chargeToId: 17, chargeToType: 'ServiceTicket' } };
	const own = given.items;

	it.each([
		[undefined, own],
		[null, own],
		[{}, own],
		[{ notes: 'x' }, { notes: 'x', ...own }],
		[{ chargeToId: null, chargeToType: '' }, own],
		[{ chargeToId: '17' }, own],
		[{ '/chargeToType': 'ServiceTicket', ChargeToId: 17 }, own],
		[
			[{ notes: 'a' }, {}],
			[{ notes: 'a', ...own }, own],
		],
		[[], []],
		['text', 'text'],
	])('makes of %j', (entered, expected) => {
		expect(withGiven(entered, 'items', given)).toEqual(expected);
	});

	it.each([
		{ chargeToId: 18 },
		{ CHARGETOID: 18 },
		{ '/chargeToId': 18 },
		[{ notes: 'a' }, { chargeToId: 18 }],
	])('refuses %j, which says something else', (entered) => {
		expect(() => withGiven(entered, 'items', given)).toThrow(
			/^Charge To ID \("chargeToId"\) is 17 by the operation chosen, but Items has 18$/,
		);
	});

	it('leaves a form alone where the job gives nothing', () => {
		const entered = { chargeToId: 18 };
		expect(withGiven(entered, 'options', given)).toBe(entered);
	});
});
