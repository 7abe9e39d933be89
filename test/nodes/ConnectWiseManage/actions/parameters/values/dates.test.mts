import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	toApiDate,
	toApiDay,
} from '../../../../../../nodes/ConnectWiseManage/actions/parameters/values/dates.ts';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';

/** What clocks of the zone show, as `yyyy-MM-dd HH:mm:ss`. */
const shownIn = (timeZone: string, instant: Date) =>
	new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(
		instant,
	);

describe('toApiDate', () => {
	it.each<readonly [unknown, string, string]>([
		['2026-01-31T09:30:00Z', BERLIN, '2026-01-31T09:30:00Z'],
		['2026-01-31t09:30:00z', BERLIN, '2026-01-31T09:30:00Z'],
		['2026-01-31T09:30:00.123Z', BERLIN, '2026-01-31T09:30:00Z'],
		['2026-01-31T09:30Z', BERLIN, '2026-01-31T09:30:00Z'],
		['2026-01-31T09:30:00+02:00', BERLIN, '2026-01-31T07:30:00Z'],
		['2026-01-31T09:30:00+0530', BERLIN, '2026-01-31T04:00:00Z'],
		['2026-01-31T09:30:00-05', BERLIN, '2026-01-31T14:30:00Z'],
		['2026-01-31T22:30:00-03:30', BERLIN, '2026-02-01T02:00:00Z'],
		['2026-01-31', BERLIN, '2026-01-31T00:00:00Z'],
		['2026-01-31', NEW_YORK, '2026-01-31T00:00:00Z'],
		[' 2026-01-31 09:30 ', BERLIN, '2026-01-31T08:30:00Z'],
		['2026-07-31T09:30:00', BERLIN, '2026-07-31T07:30:00Z'],
		['2026-07-31T09:30:00', NEW_YORK, '2026-07-31T13:30:00Z'],
		['2026-07-31T09:30:00', 'Asia/Kathmandu', '2026-07-31T03:45:00Z'],
		['2026-01-01T00:30:00', 'Pacific/Auckland', '2025-12-31T11:30:00Z'],
		['2024-02-29', 'UTC', '2024-02-29T00:00:00Z'],
		[new Date('2026-01-31T09:30:00.999Z'), BERLIN, '2026-01-31T09:30:00Z'],
		[{ toMillis: () => Date.parse('2026-01-31T09:30:00Z') }, BERLIN, '2026-01-31T09:30:00Z'],
		[Date.parse('2026-01-31T09:30:00Z'), BERLIN, '2026-01-31T09:30:00Z'],
		['1769851800000', BERLIN, '2026-01-31T09:30:00Z'],
		[' 1769851800000 ', BERLIN, '2026-01-31T09:30:00Z'],
	])('of %j in %s', (value, timezone, expected) => {
		expect(toApiDate(value, 'due', timezone)).toBe(expected);
	});

	it.each([
		['before the clocks go forward', '2026-03-29T01:59:59', BERLIN, '2026-03-29T00:59:59Z'],
		['after the clocks went forward', '2026-03-29T03:00:00', BERLIN, '2026-03-29T01:00:00Z'],
		['that the clocks skip', '2026-03-29T02:30:00', BERLIN, '2026-03-29T01:30:00Z'],
		['that the clocks skip', '2026-03-08T02:30:00', NEW_YORK, '2026-03-08T07:30:00Z'],
		['before the clocks go forward', '2026-03-08T01:59:59', NEW_YORK, '2026-03-08T06:59:59Z'],
		['after the clocks went forward', '2026-03-08T03:00:00', NEW_YORK, '2026-03-08T07:00:00Z'],
		['before the clocks go back', '2026-10-25T01:59:59', BERLIN, '2026-10-24T23:59:59Z'],
		['after the clocks went back', '2026-10-25T03:00:00', BERLIN, '2026-10-25T02:00:00Z'],
		['before the clocks go back', '2026-11-01T00:59:59', NEW_YORK, '2026-11-01T04:59:59Z'],
		['after the clocks went back', '2026-11-01T02:00:00', NEW_YORK, '2026-11-01T07:00:00Z'],
	])('of a time %s: %s in %s', (_, wallTime, timezone, expected) => {
		expect(toApiDate(wallTime, 'due', timezone)).toBe(expected);
	});

	it('gives an instant at which the clocks show the time that was entered', () => {
		const zones = fc.constantFrom(BERLIN, NEW_YORK, 'Australia/Lord_Howe', 'Asia/Kolkata', 'UTC');
		const instants = fc.date({
			min: new Date('1990-01-01T00:00:00Z'),
			max: new Date('2049-12-31T00:00:00Z'),
			noInvalidDate: true,
		});
		fc.assert(
			fc.property(instants, zones, (instant, zone) => {
				const entered = shownIn(zone, instant);
				expect(shownIn(zone, new Date(toApiDate(entered, 'due', zone)))).toBe(entered);
			}),
		);
	});

	it.each([
		...['', 'tomorrow', '31.01.2026', '01/31/2026', '2026-1-31', '2026-02-30', '2026-13-01'],
		...[
			'2026-01-31T25:00:00Z',
			'2026-01-31T09:61:00Z',
			'2026-01-31T09',
			'2026-01-31T25:00',
			'2026-01-31 99:99:99',
			'2026-01-31T09:30 PM',
		],
		// Seconds, and a number that an empty field was made into.
		...[1_769_851_800, '1769851800', 0],
		...[true, null, undefined, {}, [], NaN, Infinity, 1e20, 253_402_300_800_000],
		...[new Date('never'), { toMillis: () => NaN }, { toMillis: 5 }],
	])('refuses %j', (value) => {
		expect(() => toApiDate(value, 'due', BERLIN)).toThrow(ParameterError);
		expect(() => toApiDate(value, 'due', BERLIN)).toThrow(/"due" is not a date/);
	});
});

describe('toApiDay', () => {
	it('leaves a day alone, and gives midnight of it for a time', () => {
		expect(toApiDay(' 2026-01-31 ', 'day', BERLIN)).toBe('2026-01-31');
		expect(toApiDay('2026-01-31T00:30', 'day', BERLIN)).toBe('2026-01-31T00:00:00Z');
		expect(() => toApiDay('2026-02-30', 'day', BERLIN)).toThrow(/is not a date/);
	});
});
