/** ConnectWise counts by the minute; the second more is for requests that take longer to arrive. */
const WINDOW_MS = 61_000;

/** How many requests may begin within any minute. */
export interface Budget {
	/** The earliest moment at which one more may begin; now or before where one may at once. */
	freeAt(now: number): number;
	spend(now: number): void;
}

/**
 * Lets a run begin at full speed, and holds it only once the minute's number is used up: then each
 * request begins a minute after the one that many before it.
 *
 * @param perMinute 0 for no bound.
 */
export function createBudget(perMinute: number): Budget {
	/** Begins of the latest requests, in a ring that is full once the budget has been used up. */
	let begins: number[] = [];
	let oldest = 0;
	let newest = -Infinity;
	return {
		freeAt(now) {
			// A clock that was set back would hold the run for as long as it was set back by.
			if (now < newest) {
				begins = [];
				oldest = 0;
				newest = -Infinity;
			}
			if (perMinute === 0 || begins.length < perMinute) return now;
			return (begins[oldest] ?? now - WINDOW_MS) + WINDOW_MS;
		},
		spend(now) {
			if (perMinute === 0) return;
			newest = now;
			begins[oldest] = now;
			oldest = (oldest + 1) % perMinute;
		},
	};
}
