import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readOnlyIf } from '../../../../../nodes/ConnectWiseManage/triggers/callback/onlyIf.ts';
import { findRecordType } from '../../../../../nodes/ConnectWiseManage/triggers/callback/recordTypes.ts';

type Row = Readonly<Record<string, unknown>>;

const text = (recordField: string, value: unknown, more: Row = {}): Row => ({
	recordField: `${recordField}|text`,
	textOperator: 'equals',
	value,
	...more,
});
const summary = text('summary', 'Fire');
const team = text('team/name', 'Blue');
const phase = text('phase/name', 'Two');

const read = async (values: Readonly<Record<string, unknown>>, type = 'ticket') => {
	const recordType = findRecordType(type);
	if (!recordType) throw new Error(`no ${type}`);
	const context = {
		getNodeParameter: (name: string, fallback?: unknown) =>
			(name in values ? values[name] : fallback) as never,
		getTimezone: () => 'Europe/Berlin',
	};
	return await readOnlyIf(context, recordType);
};
const byRows = (rows: readonly unknown[], more: Row = {}) => ({ filters: { rows }, ...more });
/** The conditions of each list that is looked at. */
const conditionsOf = async (values: Readonly<Record<string, unknown>>, type?: string) => {
	const { sources } = await read(values, type);
	return Object.fromEntries(sources.map(({ path, conditions }) => [path, conditions]));
};

describe('Only If', () => {
	it.each([
		[{}],
		[{ onlyIf: '  ' }],
		[{ onlyIf: null }],
		[{ filters: null }],
		[{ filters: {} }],
		[byRows([])],
		[byRows([{ ...summary, value: '', skipWhenEmpty: true }])],
	])('is not set by %j', async (values) => {
		const { isSet, sources } = await read(values);
		expect(isSet).toBe(false);
		expect(sources.map(({ conditions }) => conditions)).toEqual([{}, {}]);
	});

	it('takes text, its dates as ConnectWise takes them', async () => {
		const conditions = 'dateEntered > [2026-01-31T09:30:00Z]';
		const onlyIf = ' dateEntered > [2026-01-31T09:30:00.000Z] ';
		expect(await read({ onlyIf })).toMatchObject({
			isSet: true,
			sources: [{ conditions: { conditions } }, { conditions: { conditions } }],
		});
	});

	it('takes rows and text, of which both must be met', async () => {
		const values = byRows([summary, text('board/name', 'Help')], { onlyIf: 'id > 1 or id = 0' });
		const conditions = '(id > 1 or id = 0) and (summary = "Fire" and board/name = "Help")';
		expect(await conditionsOf(values)).toEqual({
			'/service/tickets': { conditions },
			'/project/tickets': { conditions },
		});
	});

	it('asks for lists in the record and for custom fields where those are asked for', async () => {
		const rows = [
			text('firstName', 'Ann'),
			text('communicationItems/value', 'ann@acme.example'),
			text('customFields', 'x', { caption: 'Asset Tag' }),
		];
		expect(await conditionsOf(byRows(rows), 'contact')).toEqual({
			'/company/contacts': {
				conditions: 'firstName = "Ann"',
				childConditions: 'communicationItems/value = "ann@acme.example"',
				customFieldConditions: 'caption = "Asset Tag" and value = "x"',
			},
		});
	});

	it.each<[string, readonly Row[], Readonly<Record<string, string>>]>([
		['all', [summary, team], { '/service/tickets': 'summary = "Fire" and team/name = "Blue"' }],
		['all', [phase], { '/project/tickets': 'phase/name = "Two"' }],
		[
			'any',
			[summary, team, phase],
			{
				'/service/tickets': 'summary = "Fire" or team/name = "Blue"',
				'/project/tickets': 'summary = "Fire" or phase/name = "Two"',
			},
		],
		[
			'groups',
			[summary, { ...team, group: 'B' }, { ...text('summary', 'Ice'), group: 'B' }],
			{
				'/service/tickets': 'summary = "Fire" or (team/name = "Blue" and summary = "Ice")',
				'/project/tickets': 'summary = "Fire"',
			},
		],
	])('by %s asks no list about fields that its records lack: %j', async (how, rows, expected) => {
		const values = byRows(rows, { filterCombination: how });
		const found = await conditionsOf(values);
		expect(found).toEqual(
			Object.fromEntries(
				Object.entries(expected).map(([path, conditions]) => [path, { conditions }]),
			),
		);
		expect((await read(values)).isSet).toBe(true);
	});

	it.each<[string, Readonly<Record<string, unknown>>, RegExp]>([
		['ticket', byRows([team, phase]), /^Only If: no ticket has all the fields/],
		['schedule', byRows([text('customFields', 'x', { caption: 'A' })]), /no schedule entry has/],
		['ticket', byRows([summary, {}]), /^Only If, row 2 names no field/],
		['ticket', byRows([null]), /^Only If, row 1 names no field/],
		['ticket', byRows([text('sumary', 'x')]), /^Only If, row 1: there is no field "sumary"/],
		['member', byRows([text('summary', 'x')]), /^Only If, row 1: there is no field "summary"/],
		['ticket', byRows([summary, text('team/name', '')]), /^Only If, row 2 .* has no value/],
		['ticket', byRows([summary], { filterCombination: 'some' }), /^Combine cannot be "some"/],
		[
			'contact',
			byRows([text('communicationItems/value', 'x', { textOperator: 'notEquals' })]),
			/^Only If: ".+" cannot be used with Communication Items/,
		],
		['ticket', { onlyIf: 7 }, /^Only If must be text/],
	])('of %s cannot be %j', async (type, values, message) => {
		await expect(read(values, type)).rejects.toThrow(message);
	});
});

describe('a relative date', () => {
	beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'] }));
	afterEach(() => void vi.useRealTimers());

	it('counts from the delivery, each time anew', async () => {
		const values = byRows([
			{ recordField: 'dateEntered|date', dateOperator: 'inLast', amount: 2, unit: 'hours' },
		]);
		for (const [now, since] of [
			['2026-01-31T09:30:00Z', '2026-01-31T07:30:00Z'],
			['2026-02-01T01:00:00Z', '2026-01-31T23:00:00Z'],
		] as const) {
			vi.setSystemTime(new Date(now));
			const found = await conditionsOf(values);
			expect(found['/service/tickets']?.conditions).toContain(since);
		}
	});
});
