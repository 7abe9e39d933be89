import { linkNumber } from '../link';
import { idOf, withId, asksForId, withoutId } from './rows';
import { notAList, readPage, type ListSource } from './source';
import type { ListRequest, ListResult } from './types';

/**
 * ConnectWise's forward-only paging: pages by `pageId`, in order of id, no order of the user's. An
 * empty `Link` ends the list; an absent one on a full page means that the endpoint lacks the mode.
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
	let largestPage = request.pageSize;
	for (let pageId = 0; ; ) {
		const left = limit === undefined ? Infinity : limit - items.length;
		const pageSize = Math.min(largestPage, left);
		const page = await readPage(source, { pageSize, pageId, fields: withId(fields) });
		if (page.kind === 'failed') return page;
		if (page.kind === 'other') return items.length === 0 ? page : notAList(source.plan);
		// After time-outs; asking for more again would cost them anew for each page.
		if (page.pageSize < pageSize) largestPage = page.pageSize;
		if (!page.hasLinkHeader && page.rows.length >= page.pageSize) {
			return { kind: 'unsupported', reason: 'it does not offer forward-only paging' };
		}
		if (pageId > 0 && page.rows.some((row) => (idOf(row) ?? Infinity) <= pageId)) {
			return { kind: 'unsupported', reason: 'it does not go on behind the records read' };
		}
		for (const row of page.rows) items.push(keep(row));
		const next = linkNumber(page.links.next, 'pageId') ?? idOf(page.rows[page.rows.length - 1]);
		const isEnd = page.links.next === undefined || page.rows.length === 0;
		if (isEnd || next === undefined || next <= pageId) return { kind: 'items', items };
		if (limit !== undefined && items.length >= limit) return { kind: 'items', items };
		pageId = next;
	}
}
