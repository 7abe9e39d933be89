/** Answers may take this much longer than with few in flight before that counts as slower. */
const TOLERANCE = 1.15;
/** Answers that take this much longer need no second round to be believed, nor a whole first one ... */
const FAR_SLOWER = 1.2;
const FAR_SLOWER_COUNT = 3;
/** ... as long as that is so many times what the mean of as many may be off by chance. */
const CERTAINTY = 5;
/** The first step too far, of whole requests, makes answers slower by a third at most. */
const STEP = 1.25;
/** After going back, so many rounds pass before more is tried again; doubled each time. */
const FIRST_REST_ROUNDS = 4;
const LONGEST_REST_ROUNDS = 64;
/** Answers vary by themselves: one round that is a little slower only keeps the limit from growing. */
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
 * a quarter more is tried; when it stays longer, or is far longer at once, the limit shrinks in
 * proportion, and rests.
 */
export function createGradient({ first, most }: GradientOptions): Gradient {
	let limit = first;
	let usualMs: number | undefined;
	/** How far answers are from the mean of their round. */
	let usualSpreadMs = 0;
	let times: number[] = [];
	let slowRounds = 0;
	let restRounds = 0;
	let nextRest = FIRST_REST_ROUNDS;

	const moveTo = (wanted: number) => {
		limit = Math.max(first, Math.min(most, wanted));
		times = [];
	};

	const isFarSlower = (meanMs: number) => {
		if (usualMs === undefined || limit === first || times.length < FAR_SLOWER_COUNT) return false;
		const byChanceMs = usualSpreadMs / Math.sqrt(times.length);
		return meanMs - usualMs > Math.max(usualMs * (FAR_SLOWER - 1), byChanceMs * CERTAINTY);
	};

	const endRound = (meanMs: number, isFar: boolean) => {
		const spreadMs = meanOf(times.map((ms) => Math.abs(ms - meanMs)));
		if (usualMs === undefined) [usualMs, usualSpreadMs] = [meanMs, spreadMs];
		usualSpreadMs += (spreadMs - usualSpreadMs) * DRIFT;
		const isSlower = meanMs > usualMs * TOLERANCE;
		slowRounds = isSlower ? slowRounds + 1 : 0;
		if (!isSlower || limit === first) usualMs += (meanMs - usualMs) * DRIFT;
		if (isFar || (slowRounds > SLOW_ROUNDS_BEARABLE && limit > first)) {
			slowRounds = 0;
			restRounds = nextRest;
			nextRest = Math.min(LONGEST_REST_ROUNDS, nextRest * 2);
			moveTo(Math.min(limit - 1, Math.floor((limit * usualMs) / meanMs)));
			return;
		}
		if (restRounds > 0) restRounds -= 1;
		moveTo(isSlower || restRounds > 0 ? limit : Math.max(limit + 1, Math.round(limit * STEP)));
	};

	return {
		get limit() {
			return limit;
		},
		answered(ms, limitAtStart, inFlight) {
			if (limitAtStart !== limit || inFlight < limit) return;
			times.push(Math.max(0, ms));
			const meanMs = meanOf(times);
			const isFar = isFarSlower(meanMs);
			if (isFar || times.length >= limit) endRound(meanMs, isFar);
		},
	};
}

function meanOf(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
