/** A stretch of ids that one reader works through; `upTo` is open for the last one. */
export interface IdRange<T> {
	/** Everything up to and including this id has been read. */
	after: number;
	upTo: number | undefined;
	isDone: boolean;
	/** Rows for each id in the page read last; 0 before the first one. */
	density: number;
	readonly items: T[][];
}

export function createRange<T>(after: number, upTo: number | undefined): IdRange<T> {
	return { after, upTo, isDone: false, density: 0, items: [] };
}

export interface SplitHints {
	/** Largest id known or guessed; stands in for the open end. */
	readonly maxId: number;
	/** Rows for each id of the stretch read so far, above 0 and at most 1. */
	readonly density: number;
	readonly pageSize: number;
}

/**
 * Takes the far half of the largest remainder for a reader that ran dry, and puts it behind the
 * range it came from. The page under way is left to the first reader. `undefined` when nothing
 * worth a request of its own is left.
 */
export function splitLargest<T>(
	ranges: Array<IdRange<T>>,
	hints: SplitHints,
): IdRange<T> | undefined {
	const { pageSize } = hints;
	let best: { range: IdRange<T>; from: number; rest: number; rows: number } | undefined;
	for (const range of ranges) {
		if (range.isDone) continue;
		const from = range.after + Math.ceil(pageSize / (range.density || hints.density));
		const rest = (range.upTo ?? hints.maxId) - from;
		// Ids are dense in stretches: what is left where they are is more than the average says.
		const rows = rest * Math.max(range.density, hints.density);
		if (rows > (best?.rows ?? 0)) best = { range, from, rest, rows };
	}
	if (!best || best.rows < 1) return undefined;
	// Half of less than two pages would make two requests of one.
	const isOnePage = best.rows <= pageSize * 1.5;
	const middle = isOnePage ? best.from : best.from + nearPart(best.rest, best.rows, pageSize);
	const taken = createRange<T>(middle, best.range.upTo);
	best.range.upTo = middle;
	ranges.splice(ranges.indexOf(best.range) + 1, 0, taken);
	return taken;
}

/** About half of the ids, but such that its rows fill whole pages as far as can be told. */
function nearPart(rest: number, rows: number, pageSize: number): number {
	const pages = Math.max(1, Math.round(rows / 2 / pageSize));
	return Math.floor((rest * pages * pageSize) / rows);
}
