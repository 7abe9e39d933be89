import { CANCELLED, isCertificateProblem, isTimeout, type Failure } from '../outcome/outcome';
import type { RequestPlan } from '../plan';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 60_000;
/** A server that asks for more than this is better reported than waited for. */
const LONGEST_RETRY_AFTER_MS = 10 * 60_000;
/** The waits of an execution together may not hold it up for longer. */
export const LONGEST_HELD_MS = 60 * 60_000;
/** 520 to 524 are Cloudflare's, which stands before ConnectWise's cloud. */
const TRANSIENT_STATUS = new Set([502, 503, 504, 520, 521, 522, 523, 524]);

export interface RetryPolicy {
	/** Number of further attempts after the first. */
	readonly retries: number;
	/** Paging turns this off where it asks for a smaller page instead, or can do without the page. */
	readonly shouldRepeatTimeouts: boolean;
}

/**
 * Milliseconds to wait before the request is sent again, or `undefined` to give up. 429 is repeated
 * for any method, as the server refused before doing anything; everything else only where
 * repeating changes nothing, or where the request cannot have reached the server.
 */
export function decideRetry(
	failure: Failure,
	plan: RequestPlan,
	attempt: number,
	policy: RetryPolicy,
): number | undefined {
	if (attempt >= policy.retries) return undefined;
	const backOff = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** attempt);
	if (isWaitTooLong(failure)) return undefined;
	// A shorter wait would burn the retries; a date of the past comes of clocks that differ.
	const wait = Math.max(retryAfterMs(failure) ?? 0, backOff);
	if (isRateLimited(failure)) return wait;
	if (isTimeout(failure) && !policy.shouldRepeatTimeouts) return undefined;
	return isWorthRepeating(failure, plan) ? wait : undefined;
}

/** How long nothing more is to be sent after a refusal that is given up on, in milliseconds. */
export function pauseAfterRefusal(failure: Failure): number {
	return Math.max(retryAfterMs(failure) ?? 0, FIRST_WAIT_MS);
}

/** The server asks for a longer wait than an execution should be held up for. */
export function isWaitTooLong(failure: Failure): boolean {
	return (retryAfterMs(failure) ?? 0) > LONGEST_RETRY_AFTER_MS;
}

export function isRateLimited(failure: Failure): boolean {
	return failure.kind === 'http' && failure.response.statusCode === 429;
}

/** `Retry-After` in seconds or as a date; ConnectWise sends seconds. */
export function retryAfterMs(failure: Failure): number | undefined {
	if (failure.kind !== 'http') return undefined;
	const header = failure.response.headers['retry-after']?.trim() ?? '';
	if (header === '') return undefined;
	if (/^\d+(?:\.\d+)?$/.test(header))
		return Math.min(Number(header) * 1_000, Number.MAX_SAFE_INTEGER);
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

function isWorthRepeating(failure: Failure, plan: RequestPlan): boolean {
	if (failure.kind === 'http') {
		const isTransient = TRANSIENT_STATUS.has(failure.response.statusCode) || isTimeout(failure);
		return plan.isRepeatable && isTransient;
	}
	// A host that cannot be found, or a certificate, does not mend itself within seconds.
	if (failure.code === 'ENOTFOUND' || isCertificateProblem(failure)) return false;
	const isNameless = failure.code === '' && !failure.isTimeout;
	if (isNameless || failure.code === CANCELLED) return false;
	// Refused by the client itself, as it will be again.
	if (failure.isUnsent && failure.code.startsWith('ERR_')) return false;
	return plan.isRepeatable || failure.isUnsent;
}
