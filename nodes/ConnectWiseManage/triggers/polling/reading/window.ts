import type { PollState, Window } from '../memory/state';

/** The second that the server is in, and the one before, may still get changes. */
const UNSETTLED_SECONDS = 2;

/**
 * What to read next: the rest of a window that was read in part, else from the mark on, with an
 * overlap for changes that came to be seen late. `floor` keeps out what was never wanted.
 */
export function nextWindow(
	{ mark, floor, topId, resume }: PollState,
	overlapSeconds: number,
): Window {
	if (resume) return resume;
	return { from: Math.max(floor, mark - overlapSeconds), upper: null, afterId: null, topId };
}

/**
 * Up to which second a read that began at this time of the server's has seen all changes, and none
 * that another change in the same second could follow.
 *
 * @param serverTimeMs of the first request of the window, when it was sent.
 */
export function upperOf(serverTimeMs: number): number {
	return Math.floor(serverTimeMs / 1_000) - UNSETTLED_SECONDS;
}

/** The conditions of a window, to be joined to the user's own. */
export function windowCondition({ from, upper, afterId }: Window): string {
	return [
		`lastUpdated >= [${toIso(from)}]`,
		...(upper === null ? [] : [`lastUpdated <= [${toIso(upper)}]`]),
		...(afterId === null ? [] : [`id > ${afterId}`]),
	].join(' and ');
}

function toIso(seconds: number): string {
	return `${new Date(seconds * 1_000).toISOString().slice(0, 19)}Z`;
}
