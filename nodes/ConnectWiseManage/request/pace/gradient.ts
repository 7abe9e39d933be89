/** Answers may take this much longer than with few in flight before that counts as slower. */
const TOLERANCE = 1.15;
/** After going back, so many rounds pass before more is tried again; doubled each time. */
const FIRST_REST_ROUNDS = 4;
const LONGEST_REST_ROUNDS = 64;
/** Answers vary by themselves: one slow round only keeps the limit from growing. */
const SLOW_ROUNDS_BEARABLE = 1;
/** How far a round moves what counts as usual, which changes with the records. */
const DRIFT = 0.25;

export interface GradientOptions {
	/** Requests in flight at first, and the fewest it goes back to. */
	readonly first: number;
	readonly most: number;
}

export interface Gradient {
	/** Requests that may be in flight now. */
	readonly limit: number;
	/**
	 * Takes note of an answer. Only those count whose request began under the present limit, with all
	 * places taken when the answer came: the others tell nothing of what the limit does.
	 */
	answered(ms: number, limitAtStart: number, inFlight: number): void;
}

/**
 * Finds how many requests in flight a server bears, by the gradient of the time to an answer: after
 * each round of answers the mean is held against what was usual so far. As long as it does not grow,
 * one more is tried; when it stays longer, the limit shrinks in proportion, and rests.
 */
export function createGradient({ first, most }: GradientOptions): Gradient {
	let limit = first;
	let usualMs: number | undefined;
	let sumMs = 0;
	let count = 0;
	let slowRounds = 0;
	let restRounds = 0;
	let nextRest = FIRST_REST_ROUNDS;

	const moveTo = (wanted: number) => {
		limit = Math.max(first, Math.min(most, wanted));
		sumMs = 0;
		count = 0;
	};

	const endRound = (meanMs: number) => {
		usualMs ??= meanMs;
		const isSlower = meanMs > usualMs * TOLERANCE;
		slowRounds = isSlower ? slowRounds + 1 : 0;
		if (!isSlower || limit === first) usualMs += (meanMs - usualMs) * DRIFT;
		if (slowRounds > SLOW_ROUNDS_BEARABLE && limit > first) {
			slowRounds = 0;
			restRounds = nextRest;
			nextRest = Math.min(LONGEST_REST_ROUNDS, nextRest * 2);
			moveTo(Math.min(limit - 1, Math.floor((limit * usualMs) / meanMs)));
			return;
		}
		if (restRounds > 0) restRounds -= 1;
		moveTo(isSlower || restRounds > 0 ? limit : limit + 1);
	};

	return {
		get limit() {
			return limit;
		},
		answered(ms, limitAtStart, inFlight) {
			if (limitAtStart !== limit || inFlight < limit) return;
			sumMs += Math.max(0, ms);
			count += 1;
			if (count >= limit) endRound(sumMs / count);
		},
	};
}
