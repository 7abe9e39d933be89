/** The middle value; the mean of the middle two of an even number. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((left, right) => left - right);
	const middle = sorted.length / 2;
	const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	return (low + high) / 2;
}

/** How far the middle half of the values lies apart; 0 of fewer than four. */
export function spread(values: readonly number[]): number {
	const sorted = [...values].sort((left, right) => left - right);
	const quarter = Math.floor(sorted.length / 4);
	if (quarter === 0) return 0;
	return (sorted[sorted.length - 1 - quarter] ?? NaN) - (sorted[quarter] ?? NaN);
}

export interface DriftCount {
	/** Rows that were there from before the reading until after it, and did not come. */
	readonly lost: number;
	/** Rows that came more than once, each surplus counted. */
	readonly repeated: number;
}

/** Compares what a reader got with what existed throughout. */
export function countDrift(
	before: readonly number[],
	gone: Iterable<number>,
	received: readonly number[],
): DriftCount {
	const got = new Set(received);
	const excused = new Set(gone);
	const lost = before.filter((id) => !got.has(id) && !excused.has(id)).length;
	return { lost, repeated: received.length - got.size };
}
