/** No list reaches it; a server that answers it with rows does not look at the page number. */
export const PAGE_BEHIND_ALL = 1_000_000;

/**
 * - `paged`: it looks at the page number; pages that are alike hold rows that are alike.
 * - `unpaged`: it looks at neither number nor size, and sends the whole list each time.
 * - `stuck`: it cuts pages, but always sends the same.
 */
export type WayOfPaging = 'paged' | 'unpaged' | 'stuck';

export interface WayQuestion {
	readonly pageSize: number;
	/** Rows of the first page. */
	readonly rowCount: number;
	/** `undefined` for an answer that is no list. */
	readonly countRows: (pageSize: number, page: number) => Promise<number | undefined>;
}

/** Finds out, by two requests at most, how a server pages that sent the same page again. */
export async function findWayOfPaging(question: WayQuestion): Promise<WayOfPaging> {
	const { pageSize, rowCount, countRows } = question;
	const behindAll = await countRows(pageSize, PAGE_BEHIND_ALL);
	if (behindAll === 0) return 'paged';
	if (behindAll !== rowCount) return 'stuck';
	if (rowCount > pageSize) return 'unpaged';
	const half = Math.floor(rowCount / 2);
	// A single row cannot be cut; no server sends its lists row by row.
	if (half === 0) return pageSize > 1 ? 'unpaged' : 'stuck';
	return (await countRows(half, 1)) === rowCount ? 'unpaged' : 'stuck';
}
