import { instantOf, wallTimeOf } from '../../../conditions/zone';
import { nameFor, type Named } from '../checks/names';
import { ParameterError, show } from '../ParameterError';

const ISO =
	/^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2})(:\d{2})?([.,]\d+)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?)?$/i;

/** Less is seconds, as many APIs count; as milliseconds it would lie around 1970. */
const LEAST_MILLISECONDS = 1e11;

const MILLISECONDS = /^-?\d{12,15}$/;

/** Years are written with four digits. */
const FIRST_INSTANT = Date.parse('0000-01-01T00:00:00Z');
const LAST_INSTANT = Date.parse('9999-12-31T23:59:59Z');

/**
 * A date as ConnectWise takes it: UTC, `yyyy-MM-ddTHH:mm:ssZ`, neither milliseconds nor offset
 * (others are refused as `UnsupportedFormat`). Takes ISO text with or without time and zone, `Date`
 * and Luxon values, and milliseconds since 1970, as text too. Without a zone the workflow's counts; a
 * date alone stays that day.
 *
 * @throws ParameterError naming the field for anything else.
 */
export function toApiDate(value: unknown, name: Named | string, timezone: string): string {
	const instant = toInstant(value, timezone);
	if (instant === undefined || !(instant >= FIRST_INSTANT && instant <= LAST_INSTANT)) {
		throw new ParameterError(
			`${nameFor(name)} is not a date: ${show(value)}`,
			'Enter it like 2026-01-31T09:30:00Z, 2026-01-31 or milliseconds since 1970; multiply seconds by 1000',
		);
	}
	return `${new Date(instant).toISOString().slice(0, 19)}Z`;
}

/**
 * A field without a time (`format: date` in the API document): a day alone goes out as it is, and
 * anything with a time as midnight of its day, since sources differ on which of the two a server
 * wants. The day is the one that the text shows, or clocks in the workflow's zone; midnight in UTC is
 * how the server itself writes a day.
 *
 * @throws ParameterError naming the field for what is no date.
 */
export function toApiDay(value: unknown, name: Named | string, timezone: string): string {
	const full = toApiDate(value, name, timezone);
	const text = typeof value === 'string' ? value.trim() : '';
	const day = text.slice(0, 'yyyy-MM-dd'.length);
	if (day !== '' && day === text) return day;
	const showsDay = ISO.test(text) && !/z$/i.test(text);
	return `${showsDay ? day : dayOf(full, timezone)}${MIDNIGHT}`;
}

const MIDNIGHT = 'T00:00:00Z';

function dayOf(instant: string, timezone: string): string {
	if (instant.endsWith(MIDNIGHT)) return instant.slice(0, -MIDNIGHT.length);
	const utc = Date.parse(instant);
	return new Date(wallTimeOf(utc, timezone)).toISOString().slice(0, 'yyyy-MM-dd'.length);
}

/** The text means the same instant everywhere: a time with its zone, or milliseconds since 1970. */
export function namesInstant(text: string): boolean {
	const trimmed = text.trim();
	return MILLISECONDS.test(trimmed) || ISO.exec(trimmed)?.[5] !== undefined;
}

/** A time finer than seconds, which ConnectWise refuses. */
export function hasFraction(text: string): boolean {
	return ISO.exec(text.trim())?.[4] !== undefined;
}

/** Names under which records hold dates, also where the API document calls them text. */
const DATE_NAME = /[Dd]ate|(?:[Ss]tart|[Ee]nd|U[Tt][Cc]|[Mm]odified)$/;

export function isDateName(name: string): boolean {
	return DATE_NAME.test(name);
}

/**
 * Dates as expressions give them, in the form of the API: `Date` and Luxon values, and text with a
 * time and its zone or milliseconds. Anything else comes back as it is.
 */
export function withApiForm(value: unknown, name: Named | string, timezone: string): unknown {
	const isText = typeof value === 'string' && ISO.test(value.trim());
	const isDate = isText ? isInstant(value) : isDateObject(value);
	return isDate ? toApiDate(value, name, timezone) : value;
}

/** What in a field for dates can be nothing but a time, though in another form than the API's. */
export function isInstant(value: unknown): boolean {
	if (typeof value === 'number') return MILLISECONDS.test(String(value));
	return typeof value === 'string' && (namesInstant(value) || hasFraction(value));
}

/** A `Date`, or a Luxon value of n8n's expressions. */
export function isDateObject(value: unknown): value is Date | { toMillis(): unknown } {
	if (value instanceof Date) return true;
	return (
		typeof value === 'object' &&
		value !== null &&
		typeof (value as { toMillis?: unknown }).toMillis === 'function'
	);
}

function toInstant(value: unknown, timezone: string): number | undefined {
	if (typeof value === 'number') return fromCount(value);
	if (typeof value === 'string') {
		const text = value.trim();
		return MILLISECONDS.test(text) ? fromCount(Number(text)) : parseText(text, timezone);
	}
	if (!isDateObject(value)) return undefined;
	const instant = value instanceof Date ? value.getTime() : value.toMillis();
	return typeof instant === 'number' ? instant : undefined;
}

function fromCount(milliseconds: number): number | undefined {
	return Math.abs(milliseconds) >= LEAST_MILLISECONDS ? milliseconds : undefined;
}

function parseText(text: string, timezone: string): number | undefined {
	const match = ISO.exec(text);
	if (!match) return undefined;
	const [, day, time, seconds = ':00', , zone] = match;
	if (!isRealDay(day ?? '')) return undefined;
	if (time === undefined) return Date.parse(`${day}T00:00:00Z`);
	const utc = Date.parse(`${day}T${time}${seconds}Z`);
	// A time that no clock shows, e.g. 25:00.
	if (Number.isNaN(utc)) return undefined;
	if (zone === undefined) return instantOf(utc, timezone);
	return zone.toUpperCase() === 'Z' ? utc : utc - offsetOf(zone);
}

/** `Date.parse` takes 31 February for 3 March. */
function isRealDay(day: string): boolean {
	const instant = Date.parse(`${day}T00:00:00Z`);
	return !Number.isNaN(instant) && new Date(instant).toISOString().startsWith(day);
}

function offsetOf(zone: string): number {
	const hours = Number(zone.slice(1, 3));
	const minutes = Number(zone.slice(3).replace(':', '') || '0');
	return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}
