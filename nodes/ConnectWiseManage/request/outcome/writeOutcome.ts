import { isCancelledUnsent, type Failure } from './outcome';
import type { RequestPlan } from '../plan';
import { readReasons } from './serverReasons';

/** What a failed request has changed in ConnectWise, as far as can be told. */
export type WriteOutcome = 'not sent' | 'nothing changed' | 'unknown' | 'carried out';

/**
 * Whether a failed write took effect. A refusal comes before anything is done; a time-out, a fault of
 * the server or of a gateway before it, or a lost connection may come after.
 */
export function writeOutcomeOf(failure: Failure, plan: RequestPlan): WriteOutcome {
	if (isCancelledUnsent(failure)) return 'not sent';
	if (plan.isRepeatable) return 'nothing changed';
	if (failure.kind === 'http') {
		const { statusCode } = failure.response;
		const hasGivenUp = statusCode === 408 || (statusCode >= 500 && statusCode !== 501);
		return hasGivenUp && !isCallersMistake(failure) ? 'unknown' : 'nothing changed';
	}
	if (failure.isStray) return 'unknown';
	// An answer that cannot be used, or breaks off, was a success all the same.
	if (failure.isUnusable || failure.hasSucceeded) return 'carried out';
	return failure.isUnsent ? 'nothing changed' : 'unknown';
}

/** ConnectWise answers 500 to a value of the wrong type as well. */
function isCallersMistake({ response }: Extract<Failure, { kind: 'http' }>): boolean {
	return /converting value|could not convert/i.test(readReasons(response).text);
}
