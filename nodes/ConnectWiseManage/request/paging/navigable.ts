import { unusableAnswer } from '../outcome/outcome';
import { linkNumber } from './page/link';
import { createEndSign, isLastPage } from './progress/endSign';
import { asksForId, isOrderById, withId, withoutId } from './page/rows';
import { createSeenRows, takeNewRows, type SeenRows } from './progress/seenRows';
import {
	notAList,
	readerCountOf,
	readPage,
	type FailedPage,
	type ListSource,
	type Page,
	type RowsPage,
} from './page/source';
import { findWayOfPaging, PAGE_BEHIND_ALL } from './progress/wayOfPaging';
import type { ListRequest, ListResult } from './types';

/** Records added meanwhile may fill a page with known ones; more such pages are no list. */
const STALE_PAGES_MAX = 3;

interface Pages<T> {
	items: T[];
	/** Items that were taken over already. */
	handedCount: number;
	readonly seen: SeenRows;
	/** Pages in a row that brought nothing new. */
	staleCount: number;
	/** The server was seen to look at the page number. */
	isPaged: boolean;
}

/**
 * Reads page after page by number, in the user's order; once the `Link` names the last page, the
 * rest side by side. Rows added or removed meanwhile shift the pages: a row that comes twice is
 * kept once, one that slipped past cannot be known of. A server that repeats pages without end
 * gives an error.
 */
export async function readByPageNumber<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<ListResult<T>> {
	const wanted = Math.min(request.pageSize, request.limit ?? request.pageSize);
	const first = await readNumbered(source, request, wanted, 1);
	if (first.kind !== 'rows') return first;
	const { pageSize } = first;
	const seen = createSeenRows(request.hasSharedIds === true, request.handOn === undefined);
	const pages: Pages<T> = { items: [], handedCount: 0, seen, staleCount: 0, isPaged: false };
	append(pages, request, first.rows);
	const sign = createEndSign(source, isWary(request));
	const last = lastPageOf(first, request.limit, pageSize);
	const ahead = createReadAhead(last, readerCountOf(source), async (page) => {
		return await readNumbered(source, request, pageSize, page);
	});
	let isEnd = isLastPage(sign, first);
	for (let page = 2; !isEnd && !isFull(pages, request); page++) {
		const answer = await ahead(page);
		if (answer.kind === 'failed') return answer;
		if (answer.kind === 'other') return notAList(source.plan);
		isEnd = isLastPage(sign, answer);
		if (answer.rows.length === 0) break;
		const isKnown = append(pages, request, answer.rows);
		pages.staleCount = isKnown ? pages.staleCount + 1 : 0;
		if (!isKnown) {
			await handOn(pages, request);
			continue;
		}
		const stop = await judgeKnownPage(source, request, pages, first);
		if (stop === 'whole') return { kind: 'items', items: pages.items.slice(0, first.rows.length) };
		if (stop) return stop;
		if (isEnd) break;
		if (request.hasIntegerId && pages.staleCount > STALE_PAGES_MAX) return stuck(source);
	}
	return finish(source, request, pages);
}

/** After a page that was read before: the list is whole only if the server does no pages at all. */
async function judgeKnownPage<T>(
	source: ListSource,
	request: ListRequest<T>,
	pages: Pages<T>,
	first: RowsPage,
): Promise<'whole' | FailedPage | undefined> {
	if (pages.isPaged) return undefined;
	const way = await findWayOfPaging({
		pageSize: first.pageSize,
		rowCount: first.rows.length,
		countRows: async (pageSize, page) => {
			const answer = await readNumbered(source, request, pageSize, page);
			return answer.kind === 'rows' ? answer.rows.length : undefined;
		},
	});
	pages.isPaged = way === 'paged';
	if (pages.isPaged) return undefined;
	const isWhole = first.links.next === undefined && pages.seen.fingerprints.size === 1;
	return way === 'unpaged' && isWhole ? 'whole' : stuck(source);
}

function stuck({ plan }: ListSource): FailedPage {
	const failure = unusableAnswer('its pages repeat records that were read before, without end');
	return { kind: 'failed', failure, plan };
}

/** Without ids, or with a server that could not be read by them, a short page alone says nothing. */
function isWary<T>(request: ListRequest<T>): boolean {
	const { mode, hasIntegerId, hasSharedIds = false, isFallback = false } = request;
	return mode !== 'automatic' || !hasIntegerId || hasSharedIds || isFallback;
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
	const isShortcut = page === PAGE_BEHIND_ALL;
	return await readPage(source, { pageSize, page, orderBy, fields: chosen, isShortcut });
}

function lastPageOf(
	first: RowsPage,
	limit: number | undefined,
	pageSize: number,
): number | undefined {
	const named = linkNumber(first.links.last, 'page');
	if (named === undefined || limit === undefined) return named;
	return Math.min(named, Math.ceil(limit / pageSize));
}

/** Not before a second page has shown that the server does pages at all. */
async function handOn<T>(pages: Pages<T>, request: ListRequest<T>): Promise<void> {
	if (!request.handOn) return;
	const { items } = pages;
	pages.handedCount += items.length;
	pages.items = [];
	await request.handOn(items);
}

function isFull<T>(pages: Pages<T>, { limit }: ListRequest<T>): boolean {
	return limit !== undefined && pages.handedCount + pages.items.length >= limit;
}

/** Keeps what is new; `true` where nothing seems to be. */
function append<T>(
	pages: Pages<T>,
	request: ListRequest<T>,
	answered: readonly unknown[],
): boolean {
	const { hasIntegerId, fields } = request;
	const isWhole = fields === undefined;
	const { rows, isKnown } = takeNewRows(pages.seen, answered, { hasIds: hasIntegerId, isWhole });
	const isIdExtra = hasIntegerId && !asksForId(fields);
	for (const row of rows) pages.items.push(request.toItem(isIdExtra ? withoutId(row) : row));
	return isKnown;
}

function finish<T>(source: ListSource, request: ListRequest<T>, pages: Pages<T>): ListResult<T> {
	const { repeatedCount, changedCount, hasSharedIds } = pages.seen;
	const { label } = source.plan;
	if (repeatedCount > 0) {
		source.client.notify(
			`Records changed while ${label} was read page by page: repeated records were left out, and some may be missing${adviceFor(request)}`,
		);
	} else if (changedCount > 0 && !hasSharedIds) {
		source.client.notify(
			`${label}: records with the same ID but different values came on several pages. All were kept${adviceFor(request)}`,
		);
	}
	return { kind: 'items', items: pages.items };
}

function adviceFor<T>({ mode, orderBy }: ListRequest<T>): string {
	const steps = [
		mode === 'automatic' ? '' : 'set Paging Mode to Automatic',
		isOrderById(orderBy) ? '' : 'leave out Order By',
	].filter(Boolean);
	return steps.length === 0 ? '' : `. For a complete list ${steps.join(' and ')}`;
}
