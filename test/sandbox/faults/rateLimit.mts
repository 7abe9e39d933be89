export interface RateLimit {
	/** Requests a minute; about 1,000 in reality. */
	readonly perMinute?: number;
	/** Requests in work at the same time. */
	readonly inParallel?: number;
	/** What Retry-After says in seconds; omitted: until the window has room again. */
	readonly retryAfterSeconds?: number;
}

const WINDOW_MS = 60_000;

/** Counts requests over the last minute and those in work. */
export class RateLimiter {
	#limit: RateLimit;
	readonly #initial: RateLimit;
	#arrivals: number[] = [];
	#inFlight = 0;

	constructor(limit: RateLimit) {
		this.#limit = limit;
		this.#initial = limit;
	}

	get inFlight(): number {
		return this.#inFlight;
	}

	get limit(): RateLimit {
		return this.#limit;
	}

	set limit(limit: RateLimit) {
		this.#limit = limit;
		this.#arrivals = [];
	}

	reset(): void {
		this.limit = this.#initial;
	}

	enter(): void {
		this.#inFlight++;
	}

	leave(): void {
		this.#inFlight--;
	}

	/** Seconds to wait if this request is one too many; refused ones do not count. */
	refusal(now: number): number | undefined {
		const { perMinute, inParallel, retryAfterSeconds } = this.#limit;
		if (inParallel !== undefined && this.#inFlight > inParallel) return retryAfterSeconds ?? 1;
		if (perMinute === undefined) return undefined;
		while ((this.#arrivals[0] ?? now) <= now - WINDOW_MS) this.#arrivals.shift();
		const [oldest] = this.#arrivals;
		if (oldest !== undefined && this.#arrivals.length >= perMinute) {
			return retryAfterSeconds ?? Math.max(1, Math.ceil((oldest + WINDOW_MS - now) / 1000));
		}
		this.#arrivals.push(now);
		return undefined;
	}
}
