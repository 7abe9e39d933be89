import type { Gate } from '../pace/gate';
import type { Failure, Outcome } from '../outcome/outcome';
import type { RequestPlan } from '../plan';
import {
	decideRetry,
	isRateLimited,
	isWaitTooLong,
	LONGEST_HELD_MS,
	pauseAfterRefusal,
	retryAfterMs,
	type RetryPolicy,
} from './retry';
import type { Send } from './send';
import { createPatience } from '../wire/patience';

/** Sends a plan with the retries that are safe for it; never throws for an answer of the server. */
export interface Client {
	exchange(
		plan: RequestPlan,
		options?: { readonly shouldRepeatTimeouts?: boolean },
	): Promise<Outcome>;
	/** Requests of this execution that may be in flight together. */
	readonly maxInFlight: number;
	/** Tells the user once, beside the output. */
	readonly notify: (message: string) => void;
}

export interface ClientParts {
	readonly send: Send;
	readonly gate: Gate;
	readonly retries: number;
	readonly maxInFlight: number;
	readonly sleep: (ms: number) => Promise<void>;
	/** Milliseconds; only differences matter. */
	readonly now: () => number;
	readonly notify: (message: string) => void;
}

interface Attempt {
	readonly outcome: Outcome;
	/** Until the next attempt; `undefined` where there is none. */
	readonly waitMs?: number;
	readonly isRefused?: boolean;
}

function heldTooLong(failure: Failure): Outcome {
	const isHeldTooLong = true;
	return {
		isOk: false,
		failure: failure.kind === 'http' ? { ...failure, isHeldTooLong } : failure,
	};
}

export function createClient(parts: ClientParts): Client {
	const { send, gate, retries, sleep, now, maxInFlight } = parts;
	const told = new Set<string>();
	/** A refusal for longer than anybody waits: until then it is the answer to everything. */
	let closed: { readonly until: number; readonly outcome: Outcome } | undefined;
	const patience = createPatience(LONGEST_HELD_MS, now);
	const close = (outcome: Outcome, forMs: number) => {
		closed = { until: now() + forMs, outcome };
		return { outcome };
	};
	const tryOnce = async (plan: RequestPlan, attempt: number, policy: RetryPolicy) =>
		await gate.run(async (): Promise<Attempt> => {
			if (closed && now() < closed.until) return { outcome: closed.outcome };
			const outcome = await send(plan);
			if (outcome.isOk) return { outcome };
			const { failure } = outcome;
			const waitMs = decideRetry(failure, plan, attempt, policy);
			const isRefused = isRateLimited(failure);
			if (isRefused && isWaitTooLong(failure)) return close(outcome, retryAfterMs(failure) ?? 0);
			const pauseMs = waitMs ?? (isRefused ? pauseAfterRefusal(failure) : 0);
			if (!patience.bears(pauseMs)) return close(heldTooLong(failure), pauseMs);
			// While the place is still taken: whoever gets it would run into the limit as well.
			if (isRefused) gate.slowDown(pauseMs);
			return { outcome, waitMs, isRefused };
		});
	return {
		maxInFlight,
		notify(message) {
			if (told.has(message)) return;
			told.add(message);
			parts.notify(message);
		},
		async exchange(plan, { shouldRepeatTimeouts = true } = {}) {
			const policy: RetryPolicy = { retries, shouldRepeatTimeouts };
			for (let attempt = 0; ; attempt++) {
				const { outcome, waitMs, isRefused } = await tryOnce(plan, attempt, policy);
				if (waitMs === undefined) return outcome;
				// After a refusal everybody waits, at the gate.
				if (!isRefused) await sleep(waitMs);
			}
		},
	};
}
