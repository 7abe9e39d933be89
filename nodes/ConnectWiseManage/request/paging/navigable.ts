import { linkNumber } from '../link';
import { idOf } from './rows';
import { notAList, readPage, type ListSource, type Page } from './source';
import type { ListRequest, ListResult } from './types';

type Rows = Extract<Page, { kind: 'rows' }>;

interface Pages<T> {
	readonly items: T[];
	readonly seen: Set<number>;
	repeatedCount: number;
}

/**
 * Reads page after page by number, in the user's order; once the `Link` names the last page, the
 * rest side by side. Rows added or removed meanwhile shift the pages: a row that comes twice is
 * kept once, one that slipped past cannot be known of.
 */
export async function readByPageNumber<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<ListResult<T>> {
	const pageSize = Math.min(request.pageSize, request.limit ?? request.pageSize);
	const pages: Pages<T> = { items: [], seen: new Set(), repeatedCount: 0 };
	const first = await readNumbered(source, request, pageSize, 1);
	if (first.kind === 'other') return first;
	if (first.kind === 'failed') return first;
	append(pages, request, first.rows);
	const last = lastPageOf(first, request.limit, pageSize);
	let previous: Rows = first;
	for (let page = 2; hasMore(previous, page, last) && !isFull(pages, request); ) {
		const width = last === undefined ? 1 : Math.min(source.client.maxInFlight, last - page + 1);
		const batch = await Promise.all(
			Array.from({ length: Math.max(1, width) }, async (_, index) => {
				return await readNumbered(source, request, pageSize, page + index);
			}),
		);
		for (const answer of batch) {
			if (answer.kind === 'failed') return answer;
			if (answer.kind === 'other') return notAList(source.plan);
			if (!append(pages, request, answer.rows) && answer.rows.length > 0) {
				// A server that ignores the page number answers the same page for ever.
				return finish(source, request, pages);
			}
			previous = answer;
		}
		page += batch.length;
	}
	return finish(source, request, pages);
}

async function readNumbered<T>(
	source: ListSource,
	{ orderBy, fields }: ListRequest<T>,
	pageSize: number,
	page: number,
): Promise<Page> {
	return await readPage(source, { pageSize, page, orderBy, fields });
}

function lastPageOf(first: Rows, limit: number | undefined, pageSize: number): number | undefined {
	const named = linkNumber(first.links.last, 'page');
	if (named === undefined || limit === undefined) return named;
	return Math.min(named, Math.ceil(limit / pageSize));
}

/** After the page that the `Link` named last, pages go on one by one while they are full. */
function hasMore(previous: Rows, page: number, last: number | undefined): boolean {
	if (last !== undefined && page <= last) return true;
	if (previous.links.next !== undefined) return true;
	return previous.rows.length >= previous.pageSize;
}

function isFull<T>(pages: Pages<T>, { limit }: ListRequest<T>): boolean {
	return limit !== undefined && pages.items.length >= limit;
}

/** Whether the page brought anything new. */
function append<T>(pages: Pages<T>, request: ListRequest<T>, rows: readonly unknown[]): boolean {
	const before = pages.items.length;
	for (const row of rows) {
		const id = idOf(row);
		if (request.hasIntegerId && id !== undefined) {
			if (pages.seen.has(id)) {
				pages.repeatedCount += 1;
				continue;
			}
			pages.seen.add(id);
		}
		pages.items.push(request.toItem(row));
	}
	return pages.items.length > before;
}

function finish<T>(source: ListSource, request: ListRequest<T>, pages: Pages<T>): ListResult<T> {
	if (pages.repeatedCount > 0) {
		source.client.notify(
			`Records changed while ${source.plan.label} was read page by page: repeated records were left out, and some may be missing. Leave out Order By (then paging goes by ID) for a complete list`,
		);
	}
	const { limit } = request;
	return { kind: 'items', items: limit === undefined ? pages.items : pages.items.slice(0, limit) };
}
