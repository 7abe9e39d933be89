import { expect, it } from 'vitest';
import { toApiDay } from '../../../../../nodes/ConnectWiseManage/actions/parameters/dates.ts';

it.each([
	['2026-01-31', '2026-01-31'],
	[' 2026-01-31T00:00:00Z', '2026-01-31'],
	['2026-01-31T23:30:00+02:00', '2026-01-31'],
	[new Date('2026-02-01T03:00:00Z'), '2026-01-31'],
	[Date.parse('2026-02-01T05:00:00Z'), '2026-02-01'],
])('reads the day of %s in New York as %s', (value, day) => {
	expect(toApiDay(value, 'date', 'America/New_York')).toBe(day);
});

it('refuses what is no date, naming the field', () => {
	expect(() => toApiDay('31.01.2026', 'date', 'UTC')).toThrow('"date" is not a date');
});
