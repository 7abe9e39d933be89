import { describe, expect, it } from 'vitest';
import {
	withCustomFieldDates,
	withPatchDates,
} from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/changes/patchDates.ts';
import { SCHEMAS } from '../ticket.mts';

const CONTEXT = { schemas: new Map(Object.entries(SCHEMAS)), timezone: 'Europe/Berlin' };
const GIVEN = '2026-07-01T12:00:00.000+02:00';
const SENT = '2026-07-01T10:00:00Z';

const valueFor = (path: string, value: unknown) =>
	withPatchDates([{ op: 'replace', path, value }], 'Ticket', CONTEXT)[0]?.value;

describe('withPatchDates', () => {
	it.each<readonly [string, unknown, unknown]>([
		['requiredDate', GIVEN, SENT],
		['/requiredDate', new Date(SENT), SENT],
		['requiredDate', Date.parse(SENT), SENT],
		['requiredDate', null, null],
		['requiredDate', '', ''],
		['startDate', GIVEN, SENT],
		['newInNextReleaseDate', GIVEN, SENT],
		['/new/whenUtc', GIVEN, SENT],
		['newInNextRelease', new Date(SENT), SENT],
		['summary', GIVEN, GIVEN],
		['summary', 'x', 'x'],
		['budgetHours', '0x10', '0x10'],
		['company', { id: '5', endDate: GIVEN }, { id: '5', endDate: SENT }],
		['contacts/0', { name: GIVEN }, { name: GIVEN }],
		['customFields', [{ id: 1, value: GIVEN }, null], [{ id: 1, value: SENT }, null]],
	])('of %s changes %j to %j', (path, given, sent) => {
		expect(valueFor(path, given)).toEqual(sent);
	});

	it('leaves everything else of an operation as it is', () => {
		const operations = [
			{ op: 'remove', path: 'summary' },
			{ op: 'test', path: '/x', value: 1, from: 'y' },
		];
		expect(withPatchDates(operations, 'Ticket', CONTEXT)).toEqual(operations);
		expect(withPatchDates(operations, undefined, CONTEXT)).toEqual(operations);
	});

	it('refuses what is no date where the record has one, naming the path', () => {
		expect(() => valueFor('/requiredDate', 'soon')).toThrow(
			'"/requiredDate" is not a date: "soon"',
		);
	});
});

describe('withCustomFieldDates', () => {
	it('forms the dates of a list of fields, and lets the rest pass', () => {
		const given = [{ id: 1, value: GIVEN, caption: GIVEN }, { id: 2, value: 5 }, 'x'];
		expect(withCustomFieldDates(given, CONTEXT)).toEqual([
			{ id: 1, value: SENT, caption: GIVEN },
			...given.slice(1),
		]);
	});
});
