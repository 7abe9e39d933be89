import { instantOf, wallTimeOf } from './zone';

/** A stretch of time, in milliseconds since 1970; `until` is not part of it. */
export interface Period {
	readonly from: number;
	readonly until: number;
}

export type CalendarUnit = 'day' | 'week' | 'month' | 'quarter';

/** Units in which people count back from now. */
export type SpanUnit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** The day, week (from Monday), month or quarter of an instant, as calendars of the zone have it. */
export function calendarPeriod(unit: CalendarUnit, instant: number, timezone: string): Period {
	const shown = new Date(wallTimeOf(instant, timezone));
	const [year, month, day] = [shown.getUTCFullYear(), shown.getUTCMonth(), shown.getUTCDate()];
	const sinceMonday = (shown.getUTCDay() + 6) % 7;
	const firstOfQuarter = month - (month % 3);
	const walls: Readonly<Record<CalendarUnit, readonly [number, number]>> = {
		day: [Date.UTC(year, month, day), Date.UTC(year, month, day + 1)],
		week: [Date.UTC(year, month, day - sinceMonday), Date.UTC(year, month, day - sinceMonday + 7)],
		month: [Date.UTC(year, month, 1), Date.UTC(year, month + 1, 1)],
		quarter: [Date.UTC(year, firstOfQuarter, 1), Date.UTC(year, firstOfQuarter + 3, 1)],
	};
	const [from, until] = walls[unit];
	return { from: instantOf(from, timezone), until: instantOf(until, timezone) };
}

/**
 * The instant this long after another one, or before it for a negative amount. Days, weeks and months
 * keep the time of day that clocks of the zone show; a day that a month does not have becomes its last.
 */
export function shiftInstant(
	instant: number,
	amount: number,
	unit: SpanUnit,
	timezone: string,
): number {
	if (unit === 'minutes') return instant + amount * MINUTE_MS;
	if (unit === 'hours') return instant + amount * HOUR_MS;
	const wall = wallTimeOf(instant, timezone);
	if (unit !== 'months') {
		const days = unit === 'weeks' ? amount * 7 : amount;
		return instantOf(wall + days * DAY_MS, timezone);
	}
	const shown = new Date(wall);
	const month = shown.getUTCMonth() + amount;
	const lastDay = new Date(Date.UTC(shown.getUTCFullYear(), month + 1, 0)).getUTCDate();
	const day = Math.min(shown.getUTCDate(), lastDay);
	const midnight = Date.UTC(shown.getUTCFullYear(), month, day);
	return instantOf(midnight + (wall % DAY_MS), timezone);
}

/** In the form that ConnectWise takes: `2026-01-31T09:30:00Z`. */
export function toIso(instant: number): string {
	return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}
