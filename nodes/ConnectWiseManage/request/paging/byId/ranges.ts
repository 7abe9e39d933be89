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

/** Below it a remainder may well be none: its rows are an estimate. */
const LEAST_PART_OF_A_PAGE = 0.1;

export function createRange<T>(after: number, upTo: number | undefined): IdRange<T> {
	return { after, upTo, isDone: false, density: 0, items: [] };
}

export interface SplitHints {
	/** Largest id known; stands in for the open end. */
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
	if (!best || best.rows < Math.max(1, pageSize * LEAST_PART_OF_A_PAGE)) return undefined;
	// Half of less than two pages would make two requests of one.
	const isOnePage = best.rows <= pageSize * 1.5;
	const middle = isOnePage ? best.from : best.from + nearPart(best.rest, best.rows, pageSize);
	return cut(ranges, best.range, middle);
}

/**
 * The range that begins with this id, cut off the one it lies in; `undefined` where that has been
 * read already.
 */
export function cutBefore<T>(ranges: Array<IdRange<T>>, id: number): IdRange<T> | undefined {
	const range = ranges.find(
		({ after, upTo, isDone }) => !isDone && after < id && id <= (upTo ?? Infinity),
	);
	return range && cut(ranges, range, id - 1);
}

function cut<T>(ranges: Array<IdRange<T>>, range: IdRange<T>, at: number): IdRange<T> {
	const taken = createRange<T>(at, range.upTo);
	range.upTo = at;
	ranges.splice(ranges.indexOf(range) + 1, 0, taken);
	return taken;
}

/**
 * The pages from the second to the last in shares of nearly the same size, as the number of each
 * one's first page. No more shares than readers, and none of one page but the last: the end of each
 * is known only when the next one's first page has come.
 */
export function sharePages(lastPage: number, readerCount: number): number[] {
	const count = lastPage - 1;
	const shareCount = Math.max(1, Math.min(readerCount, Math.ceil(count / 2)));
	return Array.from({ length: shareCount }, (_, i) => 2 + Math.ceil((i * count) / shareCount));
}

/** About half of the ids, but such that its rows fill whole pages as far as can be told. */
function nearPart(rest: number, rows: number, pageSize: number): number {
	const pages = Math.max(1, Math.round(rows / 2 / pageSize));
	return Math.floor((rest * pages * pageSize) / rows);
}
