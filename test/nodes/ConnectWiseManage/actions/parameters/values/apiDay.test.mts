import { expect, it } from 'vitest';
import { toApiDay } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/values/dates.ts';

it.each([
	['2026-01-31', '2026-01-31'],
	[' 2026-01-31 ', '2026-01-31'],
	// As the server writes it, whatever the zone.
	['2026-01-31T00:00:00Z', '2026-01-31T00:00:00Z'],
	[new Date('2026-01-31T00:00:00Z'), '2026-01-31T00:00:00Z'],
	// As the editor's date picker gives it, and n8n's $now and $today as text.
	['2026-01-31T00:00:00', '2026-01-31T00:00:00Z'],
	['2026-01-31T23:30:00', '2026-01-31T00:00:00Z'],
	['2026-01-31T23:30:00.000-05:00', '2026-01-31T00:00:00Z'],
	// Instants: the day that clocks in New York show.
	['2026-02-01T03:00:00Z', '2026-01-31T00:00:00Z'],
	[new Date('2026-02-01T03:00:00Z'), '2026-01-31T00:00:00Z'],
	[Date.parse('2026-02-01T05:00:00Z'), '2026-02-01T00:00:00Z'],
])('sends %s for a field without a time as %s', (value, day) => {
	expect(toApiDay(value, 'date', 'America/New_York')).toBe(day);
});

it('refuses what is no date, naming the field', () => {
	expect(() => toApiDay('31.01.2026', 'date', 'UTC')).toThrow('"date" is not a date');
});
