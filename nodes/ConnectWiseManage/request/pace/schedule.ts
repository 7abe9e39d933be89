import { createBudget } from './budget';

const RATE_WINDOW_MS = 60_000;
/** Stay a little under the rate that the server was seen to bear. */
const RATE_MARGIN = 0.95;
const INTERVAL_RECOVERY = 0.9;
/** A refusal after fewer is someone else's load or a limit in parallel: no rate to go by. */
const RATE_FROM_COUNT = 50;
/** A limit by the minute asks for a good part of one; a shorter wait means too many at once. */
const RATE_FROM_WAIT_MS = 5_000;
const STARTS_KEPT_COUNT = 4_096;

/** When requests may begin, however many are in flight. */
export interface Schedule {
	/** The earliest moment at which one more may begin; now or before where one may at once. */
	freeAt(now: number): number;
	begin(now: number): void;
	/**
	 * The server refused. Where another refusal's pause is in force, that is the same one, and
	 * `undefined` comes back; else the number of requests that went through in the last minute.
	 */
	refuse(now: number, waitMs: number): number | undefined;
	/** Long enough nothing was refused: the interval learnt from a refusal shrinks. */
	recover(): void;
}

/**
 * Holds requests back by the budget of a minute, by the pause that the server asked for, and by the rate
 * it was seen to bear before it refused, if not just a few went through: ConnectWise counts by the
 * minute.
 *
 * @param perMinute 0 for no bound.
 */
export function createSchedule(perMinute: number): Schedule {
	const budget = createBudget(perMinute);
	let pausedUntil = -Infinity;
	let intervalMs = 0;
	let nextStart = 0;
	let starts: number[] = [];
	return {
		freeAt(now) {
			const paceAt = intervalMs > 0 ? nextStart : 0;
			return Math.max(pausedUntil, paceAt, budget.freeAt(now));
		},
		begin(now) {
			nextStart = Math.max(now, nextStart) + intervalMs;
			budget.spend(now);
			starts.push(now);
			if (starts.length > STARTS_KEPT_COUNT * 2) starts = starts.slice(STARTS_KEPT_COUNT);
		},
		refuse(now, waitMs) {
			if (now <= pausedUntil) {
				pausedUntil = Math.max(pausedUntil, now + waitMs);
				return undefined;
			}
			const borne = starts.filter((start) => start > now - RATE_WINDOW_MS).length;
			if (borne >= RATE_FROM_COUNT && waitMs >= RATE_FROM_WAIT_MS) {
				intervalMs = Math.max(intervalMs, RATE_WINDOW_MS / (borne * RATE_MARGIN));
			}
			pausedUntil = now + waitMs;
			nextStart = pausedUntil;
			return borne;
		},
		recover() {
			intervalMs *= INTERVAL_RECOVERY;
		},
	};
}
