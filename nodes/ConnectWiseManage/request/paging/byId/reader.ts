import { idRange } from '../page/conditions';
import { linkNumber } from '../page/link';
import { createEndSign, isLastPage, type EndSign } from '../progress/endSign';
import { createRange, cutBefore, type IdRange } from './ranges';
import { areIdsAscending, asksForId, BY_ID, idOf, withId, withoutId } from '../page/rows';
import {
	notAList,
	readPage,
	refusesId,
	type ListSource,
	type Page,
	type PageRequest,
	type RowsPage,
} from '../page/source';
import type { ListRequest, ListResult } from '../types';

/** Why a list was not read to its end. */
export type Stop<T> = Exclude<ListResult<T>, { kind: 'items' }>;

/** A list that is being read in order of id, with ranges of ids for several to work on. */
export interface Reader<T> {
	readonly source: ListSource;
	readonly request: ListRequest<T>;
	readonly ranges: Array<IdRange<T>>;
	pageSize: number;
	rowCount: number;
	idSpan: number;
	/** Characters of the answers so far. */
	size: number;
	/** The server was seen to keep to conditions on id. */
	isProven: boolean;
	readonly sign: EndSign;
	/** Asked for by the first reader that needs it; gives `undefined` where it cannot be learnt. */
	largestId: Promise<number | undefined> | undefined;
	stop: Stop<T> | undefined;
}

interface Opened<T> {
	readonly kind: 'open';
	readonly reader: Reader<T>;
	/** As the `Link` names it. */
	readonly lastPage: number | undefined;
}

/** Reads the first page. `open` where others may follow; their ids are one range so far. */
export async function openReader<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<Opened<T> | ListResult<T>> {
	const pageSize = Math.min(request.pageSize, request.limit ?? request.pageSize);
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
		size: first.size,
		isProven: false,
		sign,
		largestId: undefined,
		stop: undefined,
	};
	if (first.rows.length < first.pageSize && !sign.namesNext) await readBehindShort(reader);
	return { kind: 'open', reader, lastPage: linkNumber(first.links.last, 'page') };
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

/** The next pages of a range, as many as there are of so many. */
export async function readPages<T>(
	reader: Reader<T>,
	range: IdRange<T>,
	count: number,
): Promise<void> {
	for (let read = 0; read < count && !range.isDone && !reader.stop; read++) {
		await readNext(reader, range, reader.pageSize);
	}
}

/**
 * The range that a page by number begins, with that page read; `undefined` where the page cannot be
 * had or holds nothing new. Then others read those ids, so that a failure here is none.
 */
export async function jump<T>(
	reader: Reader<T>,
	pageNumber: number,
): Promise<IdRange<T> | undefined> {
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

/** The next page of a range; where it cannot be had, that ends the whole reading. */
export async function readNext<T>(
	reader: Reader<T>,
	range: IdRange<T>,
	pageSize: number,
): Promise<void> {
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
	reader.isProven = true;
	if (page.pageSize < pageSize) reader.pageSize = page.pageSize;
	takeUp(reader, range, page);
}

/** Adds a page that follows on what the range holds. */
function takeUp<T>(reader: Reader<T>, range: IdRange<T>, page: RowsPage): void {
	const { after } = range;
	const rows = withinRange(page.rows, range.upTo);
	range.items.push(rows.map(keep(reader.request)));
	reader.rowCount += rows.length;
	reader.size += page.size;
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
		return { kind: 'unsupported', reason: 'it refuses the field id in conditions or order' };
	}
	return page;
}

export function countItems({ items }: IdRange<unknown>): number {
	return items.reduce((sum, page) => sum + page.length, 0);
}

/** What the ranges hold, in order; they hold it no longer. */
export function joinItems<T>(ranges: ReadonlyArray<IdRange<T>>): T[] {
	const items: T[] = [];
	for (const range of ranges) {
		for (const page of range.items) {
			for (const item of page) items.push(item);
		}
		range.items.length = 0;
	}
	return items;
}
