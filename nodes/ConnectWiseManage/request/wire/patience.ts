/** How long an execution was held up so far, and whether it may be for longer. */
export interface Patience {
	/** Whether this wait may be added; waits that overlap count once. */
	bears(waitMs: number): boolean;
}

export function createPatience(longestMs: number, now: () => number): Patience {
	let heldMs = 0;
	let heldUntil = -Infinity;
	return {
		bears(waitMs) {
			const time = now();
			const more = Math.max(0, time + waitMs - Math.max(time, heldUntil));
			if (heldMs + more > longestMs) return false;
			heldMs += more;
			heldUntil = Math.max(heldUntil, time + waitMs);
			return true;
		},
	};
}
