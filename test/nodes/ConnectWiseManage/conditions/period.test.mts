import { describe, expect, it } from 'vitest';
import {
	calendarPeriod,
	shiftInstant,
	toIso,
	type CalendarUnit,
	type SpanUnit,
} from '../../../../nodes/ConnectWiseManage/conditions/period.ts';

const at = (text: string) => Date.parse(text);

describe('the calendar period of an instant', () => {
	it.each<[CalendarUnit, string, string, string, string]>([
		[
			'day',
			'2026-03-29T12:00:00Z',
			'Europe/Berlin',
			'2026-03-28T23:00:00Z',
			'2026-03-29T22:00:00Z',
		],
		[
			'day',
			'2026-01-01T03:00:00Z',
			'America/New_York',
			'2025-12-31T05:00:00Z',
			'2026-01-01T05:00:00Z',
		],
		['week', '2026-11-29T12:00:00Z', 'UTC', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'],
		['week', '2026-11-23T00:00:00Z', 'UTC', '2026-11-23T00:00:00Z', '2026-11-30T00:00:00Z'],
		[
			'month',
			'2026-12-31T23:30:00Z',
			'Europe/Berlin',
			'2026-12-31T23:00:00Z',
			'2027-01-31T23:00:00Z',
		],
		['quarter', '2026-11-26T00:00:00Z', 'UTC', '2026-10-01T00:00:00Z', '2027-01-01T00:00:00Z'],
	])('%s of %s in %s', (unit, instant, timezone, from, until) => {
		const period = calendarPeriod(unit, at(instant), timezone);
		expect([toIso(period.from), toIso(period.until)]).toEqual([from, until]);
	});
});

describe('an instant some time before or after another', () => {
	it.each<[string, number, SpanUnit, string, string]>([
		['2026-03-29T12:00:00Z', -1, 'days', 'Europe/Berlin', '2026-03-28T13:00:00Z'],
		['2026-03-29T12:00:00Z', -24, 'hours', 'Europe/Berlin', '2026-03-28T12:00:00Z'],
		['2026-03-31T10:15:00Z', -1, 'months', 'UTC', '2026-02-28T10:15:00Z'],
		['2026-01-31T10:15:00Z', 1, 'months', 'UTC', '2026-02-28T10:15:00Z'],
		['2026-01-08T00:00:00Z', -1, 'weeks', 'UTC', '2026-01-01T00:00:00Z'],
		['2026-01-08T00:00:00Z', 90, 'minutes', 'UTC', '2026-01-08T01:30:00Z'],
	])('%s and %i %s in %s', (instant, amount, unit, timezone, expected) => {
		expect(toIso(shiftInstant(at(instant), amount, unit, timezone))).toBe(expected);
	});
});
