import { idRange } from '../conditions';
import { linkNumber } from '../link';
import { createEndSign, isLastPage, type EndSign } from './progress/endSign';
import { createRange, cutBefore, sharePages, splitLargest, type IdRange } from './ranges';
import { areIdsAscending, asksForId, BY_ID, idOf, withId, withoutId } from './rows';
import {
	notAList,
	readerCountOf,
	readPage,
	refusesId,
	type ListSource,
	type Page,
	type PageRequest,
	type RowsPage,
} from './source';
import type { ListRequest, ListResult } from './types';

type Stop<T> = Exclude<ListResult<T>, { kind: 'items' }>;

interface Reader<T> {
	readonly source: ListSource;
	readonly request: ListRequest<T>;
	readonly ranges: Array<IdRange<T>>;
	pageSize: number;
	rowCount: number;
	idSpan: number;
	readonly sign: EndSign;
	/** Asked for by the first reader that needs it; gives `undefined` where it cannot be learnt. */
	largestId: Promise<number | undefined> | undefined;
	stop: Stop<T> | undefined;
}

/**
 * Reads a list in order of id, each page beginning behind the last id seen, so that rows added or
 * removed meanwhile shift nothing. One request answers a small list. When the first page is full,
 * the rest is shared out among several readers; one that runs dry takes half of the largest
 * remainder. Items come in ascending order of id.
 *
 * Where the `Link` names the last page, each reader begins with a page by number: its ids tell where
 * the share before it ends, so that shares fill whole pages. Otherwise ids are shared out up to the
 * largest one. Either way each id belongs to one range, whatever changes meanwhile.
 */
export async function readByKeyset<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<ListResult<T>> {
	const { limit } = request;
	const pageSize = Math.min(request.pageSize, limit ?? request.pageSize);
	const first = await readPage(source, firstPage(request, pageSize));
	if (first.kind === 'other') return first;
	if (first.kind === 'failed') return toStop(first);
	if (!areIdsAscending(first.rows, -Infinity)) {
		return { kind: 'unsupported', reason: 'it did not return the records in order of id' };
	}
	const items = first.rows.map(keep(request));
	const sign = createEndSign(source, false);
	const lastId = idOf(first.rows[first.rows.length - 1]);
	if (lastId === undefined || isLastPage(sign, first)) return { kind: 'items', items };
	const reader: Reader<T> = {
		source,
		request,
		ranges: [{ ...createRange<T>(lastId, undefined), items: [items] }],
		pageSize: first.pageSize,
		rowCount: first.rows.length,
		idSpan: lastId - (idOf(first.rows[0]) ?? lastId) + 1,
		sign,
		largestId: undefined,
		stop: undefined,
	};
	if (first.rows.length < first.pageSize && !sign.namesNext) await readBehindShort(reader);
	const lastPage = linkNumber(first.links.last, 'page');
	if (limit === undefined) await readInParallel(reader, lastPage);
	else await readUpTo(reader, limit, lastPage);
	return reader.stop ?? { kind: 'items', items: joinItems(reader.ranges) };
}

/**
 * A first page that is short, without a word of a next one, is the last as a rule: one more request
 * tells, and only then others join in.
 */
async function readBehindShort<T>(reader: Reader<T>): Promise<void> {
	const [range] = reader.ranges;
	const limit = reader.request.limit ?? Infinity;
	const left = range ? limit - countItems(range) : 0;
	if (range && left > 0) await readNext(reader, range, Math.min(reader.pageSize, left));
	reader.pageSize = Math.min(reader.pageSize, reader.sign.largestPage);
}

function firstPage<T>(request: ListRequest<T>, pageSize: number): PageRequest {
	return { pageSize, orderBy: BY_ID, fields: withId(request.fields) };
}

/** Gives rows to the user's side without the id that only paging asked for. */
export function keep<T>({ fields, toItem }: ListRequest<T>): (row: unknown) => T {
	return asksForId(fields) ? (row) => toItem(row) : (row) => toItem(withoutId(row));
}

/**
 * Reads the first `limit` rows: first the pages that are whole and needed in any case, side by side,
 * then one by one what is missing of them.
 */
async function readUpTo<T>(reader: Reader<T>, limit: number, lastPage = 1): Promise<void> {
	const pageCount = Math.min(lastPage, Math.floor(limit / reader.pageSize));
	if (pageCount > 2) await readShares(reader, pageCount);
	let left = limit;
	for (const range of reader.ranges) {
		while (!range.isDone && !reader.stop && left > countItems(range)) {
			await readNext(reader, range, Math.min(reader.pageSize, left - countItems(range)));
		}
		left -= countItems(range);
	}
}

function countItems({ items }: IdRange<unknown>): number {
	return items.reduce((sum, page) => sum + page.length, 0);
}

async function readInParallel<T>(reader: Reader<T>, lastPage: number | undefined): Promise<void> {
	if (lastPage !== undefined) return await readShares(reader, lastPage);
	const [first] = reader.ranges;
	const idle = Array.from({ length: readerCountOf(reader.source) - 1 }, () => undefined);
	await Promise.all([first, ...idle].map(async (start) => await work(reader, start)));
}

/** Reads the pages up to this number side by side, and what follows unless there is a limit. */
async function readShares<T>(reader: Reader<T>, lastPage: number): Promise<void> {
	const firstPages = sharePages(lastPage, readerCountOf(reader.source));
	const starts = firstPages.map(async (page, index) =>
		index === 0 ? reader.ranges[0] : await jump(reader, page),
	);
	const readShare = async (start: (typeof starts)[number], index: number) => {
		const range = await start;
		const next = starts[index + 1];
		if (range) {
			const pageCount = (firstPages[index + 1] ?? lastPage + 1) - (firstPages[index] ?? 0);
			const unread = index === 0 ? pageCount : pageCount - 1;
			await readPages(reader, range, next === undefined ? unread : unread - 1);
			// Only with its end known is the last page of a share seen to be the last.
			await next;
		}
		await work(reader, range);
	};
	await Promise.all(starts.map(readShare));
}

/** Reads ranges to their ends, the given one first, as long as there are any. */
async function work<T>(reader: Reader<T>, start: IdRange<T> | undefined): Promise<void> {
	let range = start && isWholeWanted(reader, start) ? start : await takeOver(reader);
	while (range && !reader.stop) {
		await readPages(reader, range, Infinity);
		range = await takeOver(reader);
	}
}

async function readPages<T>(reader: Reader<T>, range: IdRange<T>, count: number): Promise<void> {
	for (let read = 0; read < count && !range.isDone && !reader.stop; read++) {
		await readNext(reader, range, reader.pageSize);
	}
}

/**
 * The range that a page by number begins, with that page read; `undefined` where the page cannot be
 * had or holds nothing new. Then others read those ids, so that a failure here is none.
 */
async function jump<T>(reader: Reader<T>, pageNumber: number): Promise<IdRange<T> | undefined> {
	const page = await readPage(reader.source, {
		pageSize: reader.pageSize,
		page: pageNumber,
		orderBy: BY_ID,
		fields: withId(reader.request.fields),
		isShortcut: true,
	});
	if (page.kind !== 'rows' || !areIdsAscending(page.rows, -Infinity)) return undefined;
	const firstId = idOf(page.rows[0]);
	const range = firstId === undefined ? undefined : cutBefore(reader.ranges, firstId);
	if (range) takeUp(reader, range, page);
	return range;
}

/** What a limit wants of an open range is counted at the end, with all others read. */
function isWholeWanted<T>({ request }: Reader<T>, { upTo }: IdRange<T>): boolean {
	return upTo !== undefined || request.limit === undefined;
}

async function takeOver<T>(reader: Reader<T>): Promise<IdRange<T> | undefined> {
	const { source, request, ranges, pageSize } = reader;
	if (reader.stop) return undefined;
	// Without it, nothing of an open range is shared out.
	let maxId = -Infinity;
	const isOpen = ({ isDone, upTo }: IdRange<T>) => !isDone && upTo === undefined;
	if (request.limit === undefined && ranges.some(isOpen)) {
		reader.largestId ??= readLargestId(source, request);
		maxId = (await reader.largestId) ?? maxId;
	}
	return splitLargest(ranges, { maxId, density: densityOf(reader), pageSize });
}

function densityOf<T>({ rowCount, idSpan }: Reader<T>): number {
	return Math.min(1, rowCount / Math.max(1, idSpan));
}

/** One row, newest first. A server that does not answer it is read by one reader. */
async function readLargestId<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<number | undefined> {
	const fields = request.fields === undefined ? {} : { fields: 'id' };
	const page = await readPage(source, {
		pageSize: 1,
		orderBy: 'id desc',
		isShortcut: true,
		...fields,
	});
	return page.kind === 'rows' ? idOf(page.rows[0]) : undefined;
}

async function readNext<T>(reader: Reader<T>, range: IdRange<T>, pageSize: number): Promise<void> {
	const { source, request } = reader;
	const after = range.after;
	const page = await readPage(source, {
		pageSize,
		orderBy: BY_ID,
		condition: idRange(after, range.upTo),
		fields: withId(request.fields),
	});
	if (page.kind !== 'rows') {
		reader.stop = toStop(page.kind === 'other' ? notAList(source.plan) : page);
		return;
	}
	if (!areIdsAscending(page.rows, after)) {
		reader.stop = { kind: 'unsupported', reason: 'it does not keep to conditions on id' };
		return;
	}
	if (page.pageSize < pageSize) reader.pageSize = page.pageSize;
	takeUp(reader, range, page);
}

/** Adds a page that follows on what the range holds. */
function takeUp<T>(reader: Reader<T>, range: IdRange<T>, page: RowsPage): void {
	const { after } = range;
	const rows = withinRange(page.rows, range.upTo);
	range.items.push(rows.map(keep(reader.request)));
	reader.rowCount += rows.length;
	const lastId = idOf(rows[rows.length - 1]) ?? after;
	reader.idSpan += lastId - after;
	const span = lastId - (idOf(rows[0]) ?? lastId);
	if (span > 0) range.density = (rows.length - 1) / span;
	range.after = lastId;
	const isEnd = isLastPage(reader.sign, page);
	range.isDone = rows.length < page.rows.length || isEnd || lastId === range.upTo;
}

/** The range may have been cut while its page was under way; the rest belongs to another reader. */
function withinRange(rows: readonly unknown[], upTo: number | undefined): readonly unknown[] {
	if (upTo === undefined) return rows;
	const end = rows.findIndex((row) => (idOf(row) ?? 0) > upTo);
	return end < 0 ? rows : rows.slice(0, end);
}

function toStop<T>(page: Exclude<Page, { kind: 'rows' }>): Stop<T> {
	if (page.kind === 'other') return page;
	if (refusesId(page.failure)) {
		return {
			kind: 'unsupported',
			reason: 'it does not accept the field id in conditions or order',
		};
	}
	return page;
}

function joinItems<T>(ranges: ReadonlyArray<IdRange<T>>): T[] {
	const items: T[] = [];
	for (const range of ranges) {
		for (const page of range.items) {
			for (const item of page) items.push(item);
		}
		range.items.length = 0;
	}
	return items;
}
