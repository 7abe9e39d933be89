import { createEndSign, isLastPage } from './progress/endSign';
import { areIdsAscending, asksForId, idOf, withId, withoutId } from './rows';
import { notAList, readPage, type ListSource, type RowsPage } from './source';
import type { ListRequest, ListResult } from './types';

/**
 * ConnectWise's forward-only paging: pages by `pageId`, in order of id, no order of the user's. An
 * empty `Link` ends the list. A `Link` that does not advance, or none, is no end: only asking behind
 * the last id shows it, and a server without the mode by repeating what it sent.
 */
export async function readForwardOnly<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<ListResult<T>> {
	const { limit, fields } = request;
	const keep = asksForId(fields)
		? request.toItem
		: (row: unknown) => request.toItem(withoutId(row));
	const items: T[] = [];
	const sign = createEndSign(source, true);
	let largestPage = request.pageSize;
	for (let after: number | undefined; ; ) {
		const left = limit === undefined ? Infinity : limit - items.length;
		const pageSize = Math.min(largestPage, left);
		const page = await readPage(source, { pageSize, pageId: after ?? 0, fields: withId(fields) });
		if (page.kind === 'failed') return page;
		if (page.kind === 'other') return items.length === 0 ? page : notAList(source.plan);
		// After time-outs; asking for more again would cost them anew for each page.
		if (page.pageSize < pageSize) largestPage = page.pageSize;
		// It sent the same again, or records without an id to go on from.
		if (!areIdsAscending(page.rows, after ?? -Infinity)) return NOT_OFFERED;
		// Where ids are no numbers, none is above 0.
		const isDubious = request.isFallback === true || !request.hasIntegerId;
		if (isDubious && after === undefined && page.rows.length === 0) return NOT_OFFERED;
		for (const row of page.rows) items.push(keep(row));
		const isEnd = isLastPage(sign, page) || hasEmptyLink(page);
		if (isEnd || items.length >= (limit ?? Infinity)) return { kind: 'items', items };
		after = idOf(page.rows[page.rows.length - 1]);
	}
}

const NOT_OFFERED = {
	kind: 'unsupported',
	reason: 'it does not offer forward-only paging for this list',
} as const;

function hasEmptyLink({ linkHeader }: RowsPage): boolean {
	return linkHeader !== undefined && linkHeader.trim() === '';
}
