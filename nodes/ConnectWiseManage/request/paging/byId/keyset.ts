import { sharePages, splitLargest, type IdRange } from './ranges';
import {
	countItems,
	joinItems,
	jump,
	openReader,
	readNext,
	readPages,
	type Reader,
} from './reader';
import { idOf } from '../page/rows';
import { readerCountOf, readPage, type ListSource } from '../page/source';
import type { ListRequest, ListResult } from '../types';

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
	const opened = await openReader(source, request);
	if (opened.kind !== 'open') return opened;
	const { reader, lastPage } = opened;
	const { limit } = request;
	if (limit === undefined) await readInParallel(reader, lastPage);
	else await readUpTo(reader, limit, lastPage);
	return reader.stop ?? { kind: 'items', items: joinItems(reader.ranges) };
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
