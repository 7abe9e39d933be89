import { createGradient, type Gradient } from './gradient';
import { createSchedule } from './schedule';

/** Least number of answers without a refusal before one more request may be in flight. */
const GROWTH_AFTER_COUNT = 50;

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
 * The one limit on requests in flight of an execution; when they may begin is the schedule's matter. Starts
 * with all places open; a refusal halves them, as the server counts all requests of the API member
 * together, and they grow back slowly.
 *
 * A gate that finds its limit by itself begins with `firstInFlight` places and gives out more as long
 * as answers do not get slower by it. A refusal ends that for good.
 */
export function createGate(options: GateOptions): Gate {
	const { maxInFlight, firstInFlight = maxInFlight, perMinute = 0, sleep, now, giveWay } = options;
	const schedule = createSchedule(perMinute);
	let gradient: Gradient | undefined =
		firstInFlight < maxInFlight
			? createGradient({ first: firstInFlight, most: maxInFlight })
			: undefined;
	let limit = firstInFlight;
	let inFlight = 0;
	let successes = 0;
	/** After a refusal about a minute's worth, or growth would run into the limit again at once. */
	let growthAfter = GROWTH_AFTER_COUNT;
	const waiting: Array<() => void> = [];

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
		for (let time = now(); schedule.freeAt(time) > time; time = now()) {
			await sleep(schedule.freeAt(time) - time);
		}
		schedule.begin(now());
	};

	const grow = () => {
		successes += 1;
		if (successes < growthAfter) return;
		successes = 0;
		// What a gradient has found stands until the server refuses.
		if (!gradient) limit = Math.min(firstInFlight, limit + 1);
		schedule.recover();
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
			successes = 0;
			// Several in flight are refused together; that is one refusal.
			const borne = schedule.refuse(now(), waitMs);
			if (borne === undefined) return;
			gradient = undefined;
			limit = Math.max(1, Math.min(firstInFlight, Math.floor(limit / 2)));
			growthAfter = Math.max(GROWTH_AFTER_COUNT, borne);
		},
	};
}
