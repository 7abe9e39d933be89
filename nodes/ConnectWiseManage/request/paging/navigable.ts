import { linkNumber } from '../link';
import { asksForId, idOf, isOrderById, withId, withoutId } from './rows';
import { notAList, readerCountOf, readPage, type ListSource, type Page } from './source';
import type { ListRequest, ListResult } from './types';

type Rows = Extract<Page, { kind: 'rows' }>;

/** Records added meanwhile may fill a page with known ones; more such pages are no list. */
const STALE_PAGES_MAX = 3;

interface Pages<T> {
	readonly items: T[];
	readonly seen: Set<number>;
	repeatedCount: number;
	/** Pages in a row that brought nothing new. */
	staleCount: number;
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
	const pages: Pages<T> = { items: [], seen: new Set(), repeatedCount: 0, staleCount: 0 };
	const first = await readNumbered(source, request, pageSize, 1);
	if (first.kind === 'other') return first;
	if (first.kind === 'failed') return first;
	append(pages, request, first);
	const last = lastPageOf(first, request.limit, pageSize);
	const ahead = createReadAhead(last, readerCountOf(source), async (page) => {
		return await readNumbered(source, request, pageSize, page);
	});
	let previous: Rows = first;
	for (let page = 2; hasMore(previous, page, last) && !isFull(pages, request); page++) {
		const answer = await ahead(page);
		if (answer.kind === 'failed') return answer;
		if (answer.kind === 'other') return notAList(source.plan);
		// A server that ignores the page number answers the same page for ever.
		if (isCopy(answer, previous)) break;
		append(pages, request, answer);
		if (pages.staleCount >= STALE_PAGES_MAX) break;
		previous = answer;
	}
	return finish(source, request, pages);
}

/** Gives page after page, and meanwhile asks for those that follow, up to the last one known. */
function createReadAhead(
	last: number | undefined,
	readerCount: number,
	read: (page: number) => Promise<Page>,
): (page: number) => Promise<Page> {
	const begun: Array<Promise<Page>> = [];
	return async (page) => {
		const end = Math.max(page, Math.min(page + readerCount - 1, last ?? page));
		for (let next = page + begun.length; next <= end; next++) {
			const answer = read(next);
			// Nobody may come for it, once a page before it has failed.
			answer.catch(() => undefined);
			begun.push(answer);
		}
		return await (begun.shift() as Promise<Page>);
	};
}

async function readNumbered<T>(
	source: ListSource,
	{ orderBy, fields, hasIntegerId }: ListRequest<T>,
	pageSize: number,
	page: number,
): Promise<Page> {
	const chosen = hasIntegerId ? withId(fields) : fields;
	return await readPage(source, { pageSize, page, orderBy, fields: chosen });
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

/** As before, and nothing speaks of a next page: the server does not do pages at all. */
function isCopy({ rows, pageSize, links }: Rows, previous: Rows): boolean {
	const isOnePage = rows.length > pageSize || (rows.length === pageSize && !links.next);
	return isOnePage && JSON.stringify(rows) === JSON.stringify(previous.rows);
}

function append<T>(pages: Pages<T>, request: ListRequest<T>, { rows }: Rows): void {
	const before = pages.items.length;
	const isIdExtra = request.hasIntegerId && !asksForId(request.fields);
	for (const row of rows) {
		const id = idOf(row);
		if (request.hasIntegerId && id !== undefined) {
			if (pages.seen.has(id)) {
				pages.repeatedCount += 1;
				continue;
			}
			pages.seen.add(id);
		}
		pages.items.push(request.toItem(isIdExtra ? withoutId(row) : row));
	}
	pages.staleCount = pages.items.length === before ? pages.staleCount + 1 : 0;
}

function finish<T>(source: ListSource, request: ListRequest<T>, pages: Pages<T>): ListResult<T> {
	if (pages.repeatedCount > 0) {
		source.client.notify(
			`Records changed while ${source.plan.label} was read page by page: repeated records were left out, and some may be missing${adviceFor(request)}`,
		);
	}
	return { kind: 'items', items: pages.items };
}

function adviceFor({ mode, orderBy }: ListRequest<unknown>): string {
	const steps = [
		mode === 'automatic' ? '' : 'set Paging Mode to Automatic',
		isOrderById(orderBy) ? '' : 'leave out Order By',
	].filter(Boolean);
	return steps.length === 0 ? '' : `. For a complete list ${steps.join(' and ')}`;
}
