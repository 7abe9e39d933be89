import { expect, it } from 'vitest';
import { withApiDates } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/values/conditionDates.ts';

it.each([
	['lastUpdated > [2026-01-31T09:30:00.123-05:00]', 'lastUpdated > [2026-01-31T14:30:00Z]'],
	[
		'a > [2026-01-31T09:30:00.000Z] and b < [ 2026-01-31T09:30+02:00 ]',
		'a > [2026-01-31T09:30:00Z] and b < [2026-01-31T07:30:00Z]',
	],
	['lastUpdated > [2026-01-31T09:30:00.123]', 'lastUpdated > [2026-01-31T09:30:00Z]'],
	[
		'a = "x\\\n[1769851800000]" and b > [1769851800000]',
		'a = "x\\\n[1769851800000]" and b > [2026-01-31T09:30:00Z]',
	],
	[
		'a = "line 1\nline 2 [1769851800000]" and b > [1769851800000]',
		'a = "line 1\nline 2 [1769851800000]" and b > [2026-01-31T09:30:00Z]',
	],
	['[[1769851800000]]', '[[2026-01-31T09:30:00Z]]'],
	['lastUpdated > [1769851800000]', 'lastUpdated > [2026-01-31T09:30:00Z]'],
])('brings the dates of %s into the form of the API', (given, expected) => {
	expect(withApiDates(given)).toBe(expected);
});

it.each([
	'lastUpdated > [2026-01-31T09:30:00Z]',
	'lastUpdated > [2026-01-31]',
	'lastUpdated > [2026-01-31T09:30:00]',
	'lastUpdated > [yesterday]',
	'summary contains "[2026-01-31T09:30:00.000Z]"',
	"summary contains 'say \\'hi\\' [2026-01-31T09:30:00.000Z]'",
	'status/id in (1,2)',
	'summary = "unclosed [',
	'summary = "unclosed [1769851800000]',
	'a = "back\\\\" and b = [x]',
	'',
	']',
	'[]',
])('leaves %s as it is', (given) => {
	expect(withApiDates(given)).toBe(given);
});

it.each(['"\\', "'\\x", '[', '[[]', '"', '[1769851800000', '\\"'])(
	'looks once at each character of a million times %j',
	(part) => {
		const conditions = part.repeat(1_000_000);
		expect(withApiDates(conditions)).toBe(conditions);
	},
);

it('refuses a day that does not exist', () => {
	expect(() => withApiDates('a > [2026-02-30T00:00:00.000Z]')).toThrow(
		'"conditions" is not a date',
	);
});
