import { createEndSign, isLastPage } from './progress/endSign';
import { keep } from './byId/reader';
import { areIdsAscending, idOf, withId } from './page/rows';
import { failedAs, notAList, readPage, type ListSource, type RowsPage } from './page/source';
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
	const { limit = Infinity, fields, handOn } = request;
	const keepRow = keep(request);
	let items: T[] = [];
	let handedCount = 0;
	const sign = createEndSign(source, true);
	let largestPage = request.pageSize;
	for (let after: number | undefined; ; ) {
		const pageSize = Math.min(largestPage, limit - handedCount - items.length);
		const page = await readPage(source, { pageSize, pageId: after ?? 0, fields: withId(fields) });
		if (page.kind === 'failed') return page;
		if (page.kind === 'other') return after === undefined ? page : notAList(source.plan);
		// After time-outs; asking for more again would cost them anew for each page.
		if (page.pageSize < pageSize) largestPage = page.pageSize;
		// It sent the same again, or records without an id to go on from.
		if (!areIdsAscending(page.rows, after ?? -Infinity)) {
			return handedCount === 0 ? NOT_OFFERED : failedAs(source.plan, NOT_OFFERED.reason);
		}
		// Where ids are no numbers, none is above 0.
		const isDubious = request.isFallback === true || !request.hasIntegerId;
		if (isDubious && after === undefined && page.rows.length === 0) return NOT_OFFERED;
		if (handOn && items.length > 0) {
			// Only the page behind it shows that the mode is there.
			handedCount += items.length;
			await handOn(items);
			items = [];
		}
		for (const row of page.rows) items.push(keepRow(row));
		const isEnd = isLastPage(sign, page) || hasEmptyLink(page);
		if (isEnd || handedCount + items.length >= limit) return { kind: 'items', items };
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
