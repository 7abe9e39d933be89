import { idRange } from '../conditions';
import { linkNumber } from '../link';
import type { HttpFailure } from '../outcome';
import { readReasons } from '../serverReasons';
import { createRange, splitLargest, type IdRange } from './ranges';
import { areIdsAscending, asksForId, idOf, withId, withoutId } from './rows';
import {
	notAList,
	readerCountOf,
	readPage,
	type ListSource,
	type Page,
	type PageRequest,
} from './source';
import type { ListRequest, ListResult } from './types';

const BY_ID = 'id asc';

type Rows = Extract<Page, { kind: 'rows' }>;
type Stop<T> = Exclude<ListResult<T>, { kind: 'items' }>;

interface Reader<T> {
	readonly source: ListSource;
	readonly request: ListRequest<T>;
	readonly ranges: Array<IdRange<T>>;
	pageSize: number;
	rowCount: number;
	idSpan: number;
	/** Known once asked for; without it nothing is shared out. */
	maxId: number | undefined;
	stop: Stop<T> | undefined;
}

/**
 * Reads a list in order of id, each page beginning behind the last id seen, so that rows added or
 * removed meanwhile shift nothing. One request answers a small list. When the first page is full,
 * the ids up to the largest one are shared out among several readers; one that runs dry takes half
 * of the largest remainder. Items come in ascending order of id.
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
	const lastId = idOf(first.rows[first.rows.length - 1]);
	if (lastId === undefined || isLast(first)) return { kind: 'items', items };
	const reader: Reader<T> = {
		source,
		request,
		ranges: [{ ...createRange<T>(lastId, undefined), items: [items] }],
		pageSize: first.pageSize,
		rowCount: first.rows.length,
		idSpan: lastId - (idOf(first.rows[0]) ?? lastId) + 1,
		maxId: undefined,
		stop: undefined,
	};
	reader.maxId = guessMaxId(reader, first, lastId);
	if (limit === undefined) await readInParallel(reader);
	else await readUpTo(reader, limit);
	return reader.stop ?? { kind: 'items', items: joinItems(reader.ranges) };
}

function firstPage<T>(request: ListRequest<T>, pageSize: number): PageRequest {
	return { pageSize, orderBy: BY_ID, fields: withId(request.fields) };
}

function keep<T>({ fields, toItem }: ListRequest<T>): (row: unknown) => T {
	return asksForId(fields) ? (row) => toItem(row) : (row) => toItem(withoutId(row));
}

/** A short page is the last one unless the server says otherwise (it may cap pages lower). */
function isLast(page: Rows): boolean {
	return page.rows.length < page.pageSize && page.links.next === undefined;
}

async function readUpTo<T>(reader: Reader<T>, limit: number): Promise<void> {
	const [range] = reader.ranges;
	while (range && !range.isDone && reader.rowCount < limit && !reader.stop) {
		await readNext(reader, range, Math.min(reader.pageSize, limit - reader.rowCount));
	}
}

async function readInParallel<T>(reader: Reader<T>): Promise<void> {
	const { source, request, ranges } = reader;
	const work = async (start: IdRange<T> | undefined) => {
		for (let range = start; range && !reader.stop; range = takeOver(reader)) {
			while (!range.isDone && !reader.stop) await readNext(reader, range, reader.pageSize);
		}
	};
	const helpers = async (count: number) => {
		await Promise.all(Array.from({ length: count }, async () => await work(takeOver(reader))));
	};
	const readerCount = readerCountOf(source);
	// One reads the first range, one asks for the largest id first.
	const earlyCount = reader.maxId === undefined ? 0 : Math.max(0, readerCount - 2);
	const late = async () => {
		reader.maxId = (await readLargestId(source, request)) ?? reader.maxId;
		await helpers(readerCount - 1 - earlyCount);
	};
	await Promise.all([work(ranges[0]), helpers(earlyCount), readerCount > 1 ? late() : undefined]);
}

function takeOver<T>(reader: Reader<T>): IdRange<T> | undefined {
	const { maxId, pageSize } = reader;
	if (maxId === undefined) return undefined;
	return splitLargest(reader.ranges, { maxId, density: densityOf(reader), pageSize });
}

function densityOf({ rowCount, idSpan }: Reader<unknown>): number {
	return Math.min(1, rowCount / Math.max(1, idSpan));
}

/** Where the last page that the `Link` names would end if ids went on as on the first page. */
function guessMaxId(reader: Reader<unknown>, { links }: Rows, lastId: number): number | undefined {
	const lastPage = linkNumber(links.last, 'page');
	if (lastPage === undefined) return undefined;
	return lastId + Math.ceil(((lastPage - 1) * reader.pageSize) / densityOf(reader));
}

/** One row, newest first. A server that does not answer it is read by one reader. */
async function readLargestId<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<number | undefined> {
	const fields = request.fields === undefined ? {} : { fields: 'id' };
	const page = await readPage(source, { pageSize: 1, orderBy: 'id desc', ...fields });
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
	const rows = withinRange(page.rows, range.upTo);
	range.items.push(rows.map(keep(request)));
	reader.rowCount += rows.length;
	const lastId = idOf(rows[rows.length - 1]) ?? after;
	reader.idSpan += lastId - after;
	if (lastId > after) range.density = Math.min(1, rows.length / (lastId - after));
	range.after = lastId;
	range.isDone = rows.length < page.rows.length || isLast(page) || lastId === range.upTo;
}

/** The range may have been cut while its page was under way; the rest belongs to another reader. */
function withinRange(rows: readonly unknown[], upTo: number | undefined): readonly unknown[] {
	if (upTo === undefined) return rows;
	const end = rows.findIndex((row) => (idOf(row) ?? 0) > upTo);
	return end < 0 ? rows : rows.slice(0, end);
}

function toStop<T>(page: Exclude<Page, { kind: 'rows' }>): Stop<T> {
	if (page.kind === 'other') return page;
	if (page.failure.kind === 'http' && refusesId(page.failure)) {
		return { kind: 'unsupported', reason: 'it refuses the field id in conditions or order' };
	}
	return page;
}

/** Only a refusal of `id` itself: a mistake in the user's own conditions has to reach the user. */
function refusesId({ response }: HttpFailure): boolean {
	return (
		response.statusCode === 400 &&
		/(^|[^\w/])id"? is not a recognized/i.test(readReasons(response).text)
	);
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
