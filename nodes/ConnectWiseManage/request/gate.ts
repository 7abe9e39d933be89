import { createBudget } from './pace/budget';
import { createGradient, type Gradient } from './pace/gradient';

const RATE_WINDOW_MS = 60_000;
/** Stay a little under the rate that the server was seen to bear. */
const RATE_MARGIN = 0.95;
/** Least number of answers without a refusal before one more request may be in flight. */
const GROWTH_AFTER_COUNT = 50;
const PACE_RECOVERY = 0.9;
/** A refusal after fewer is someone else's load or a limit in parallel: no rate to go by. */
const PACE_FROM_COUNT = 50;
/** A limit by the minute asks for a good part of one; a shorter wait means too many at once. */
const PACE_FROM_WAIT_MS = 5_000;
const STARTS_KEPT_COUNT = 4_096;

export interface GateOptions {
	/** Where it is less than `maxInFlight`, the gate finds out by itself how many the server bears. */
	readonly firstInFlight?: number;
	readonly maxInFlight: number;
	/** Requests that may begin within a minute; without it, as many as can. */
	readonly perMinute?: number;
	/** Waits this many milliseconds, or throws when the execution is cancelled. */
	readonly sleep: (ms: number) => Promise<void>;
	/** Milliseconds; only differences matter. */
	readonly now: () => number;
	/** Waits for the moment that a request needs to get on its way. Never fails. */
	readonly giveWay: () => Promise<void>;
}

export interface Gate {
	/**
	 * Runs the task when a place is free and no pause is in force. Where another task waited for the
	 * place, it starts before this one's result is handed on: whoever gets that may well take up the
	 * thread for long (a large page is parsed for tens of milliseconds), and the server would idle.
	 */
	run<T>(task: () => Promise<T>): Promise<T>;
	/**
	 * The server refused for its rate limit: fewer in flight, all wait, and the pace is kept below. To be
	 * called by the task refused, while it still has its place.
	 */
	slowDown(waitMs: number): void;
	/** Tasks that may be under way now. */
	readonly limit: number;
}

/**
 * The one limit on requests of an execution. Starts with all places open; a refusal halves them and
 * pauses everybody, as the server counts all requests of the API member together. The number of
 * requests that went through in the last minute, if not just a few, is then the pace, because
 * ConnectWise counts by the minute; both grow back slowly.
 *
 * A gate that finds its limit by itself begins with `firstInFlight` places and gives out more as long
 * as answers do not get slower by it. A refusal ends that for good.
 */
export function createGate(options: GateOptions): Gate {
	const { maxInFlight, firstInFlight = maxInFlight, perMinute = 0, sleep, now, giveWay } = options;
	const budget = createBudget(perMinute);
	let gradient: Gradient | undefined =
		firstInFlight < maxInFlight
			? createGradient({ first: firstInFlight, most: maxInFlight })
			: undefined;
	let limit = firstInFlight;
	let inFlight = 0;
	let pausedUntil = -Infinity;
	let intervalMs = 0;
	let nextStart = 0;
	let successes = 0;
	/** After a refusal about a minute's worth, or growth would run into the limit again at once. */
	let growthAfter = GROWTH_AFTER_COUNT;
	const waiting: Array<() => void> = [];
	let starts: number[] = [];

	/** Whether someone took the place. */
	const release = () => {
		inFlight -= 1;
		let isTaken = false;
		while (inFlight < limit) {
			const next = waiting.shift();
			if (!next) break;
			inFlight += 1;
			isTaken = true;
			next();
		}
		return isTaken;
	};

	const enter = async () => {
		if (inFlight < limit) {
			inFlight += 1;
			return;
		}
		await new Promise<void>((resolve) => waiting.push(resolve));
	};

	const keepPace = async () => {
		for (;;) {
			const time = now();
			const paceAt = intervalMs > 0 ? nextStart : 0;
			const startAt = Math.max(pausedUntil, paceAt, budget.freeAt(time));
			if (startAt <= time) break;
			await sleep(startAt - time);
		}
		const time = now();
		nextStart = Math.max(time, nextStart) + intervalMs;
		budget.spend(time);
		starts.push(time);
		if (starts.length > STARTS_KEPT_COUNT * 2) starts = starts.slice(STARTS_KEPT_COUNT);
	};

	const grow = () => {
		successes += 1;
		if (successes < growthAfter) return;
		successes = 0;
		// What a gradient has found stands until the server refuses.
		if (!gradient) limit = Math.min(firstInFlight, limit + 1);
		intervalMs *= PACE_RECOVERY;
	};

	const measure = (startedAt: number, limitAtStart: number) => {
		if (!gradient) return;
		gradient.answered(now() - startedAt, limitAtStart, inFlight);
		limit = gradient.limit;
	};

	return {
		get limit() {
			return limit;
		},
		async run(task) {
			await enter();
			try {
				await keepPace();
				const startedAt = now();
				const limitAtStart = limit;
				const result = await task();
				measure(startedAt, limitAtStart);
				grow();
				return result;
			} finally {
				if (release()) await giveWay();
			}
		},
		slowDown(waitMs) {
			const time = now();
			successes = 0;
			// Several in flight are refused together; that is one refusal.
			if (time <= pausedUntil) {
				pausedUntil = Math.max(pausedUntil, time + waitMs);
				return;
			}
			gradient = undefined;
			limit = Math.max(1, Math.min(firstInFlight, Math.floor(limit / 2)));
			const borne = starts.filter((start) => start > time - RATE_WINDOW_MS).length;
			growthAfter = Math.max(GROWTH_AFTER_COUNT, borne);
			if (borne >= PACE_FROM_COUNT && waitMs >= PACE_FROM_WAIT_MS) {
				intervalMs = Math.max(intervalMs, RATE_WINDOW_MS / (borne * RATE_MARGIN));
			}
			pausedUntil = time + waitMs;
			nextStart = pausedUntil;
		},
	};
}
