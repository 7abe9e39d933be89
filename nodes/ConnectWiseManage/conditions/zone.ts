/**
 * The instant at which clocks of the zone show this time, in milliseconds since 1970.
 *
 * @param wallTime the time shown, as if it were UTC.
 * @param timezone an IANA name, e.g. `Europe/Berlin`.
 */
export function instantOf(wallTime: number, timezone: string): number {
	const guess = zoneOffset(wallTime, timezone);
	// Near a change of the clocks the offset of the resulting instant counts.
	const offset = zoneOffset(wallTime - guess, timezone);
	// A time that the clocks skip has no offset of its own; it counts as the later one.
	return wallTime - Math.min(offset, zoneOffset(wallTime - offset, timezone));
}

/** What clocks of the zone show at an instant, as if it were UTC; whole seconds. */
export function wallTimeOf(instant: number, timezone: string): number {
	return Math.floor(instant / 1_000) * 1_000 + zoneOffset(instant, timezone);
}

/** Milliseconds that clocks of the zone are ahead of UTC. */
function zoneOffset(instant: number, timezone: string): number {
	const parts = new Intl.DateTimeFormat('en-US', {
		timeZone: timezone,
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	}).formatToParts(new Date(instant));
	const part = (type: string) => Number(parts.find((one) => one.type === type)?.value ?? 0);
	const shown = Date.UTC(
		part('year'),
		part('month') - 1,
		part('day'),
		part('hour'),
		part('minute'),
		part('second'),
	);
	return shown - Math.floor(instant / 1_000) * 1_000;
}
