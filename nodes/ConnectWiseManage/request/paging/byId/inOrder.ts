import { createOutlet } from './outlet';
import type { IdRange } from './ranges';
import { joinItems, jump, openReader, readNext, type Reader } from './reader';
import { readerCountOf, type ListSource } from '../page/source';
import type { HandOn, ListRequest, ListResult } from '../types';
import { readByWindows, toFailed } from './windows';

/** The fewer pages in a share, the less has to wait for those before it; one costs a request more. */
const SHARE_PAGES = 2;
/**
 * More of them hold more pages that have to wait, some 20 MB each, and gain little: with answers of 300 ms
 * so many make use of the usual requests per minute, and where answers are fast, parsing takes as long.
 */
const MOST_READERS = 5;
/** So many pages by number that bring nothing new show that the server does not know them. */
const FUTILE_MAX = 3;

/**
 * Reads a list in order of id without ever holding it whole: several readers, each with a share of a
 * few pages, one share behind the other, and what is complete from the front on is handed on. As with
 * larger shares, each begins with a page by number, and each id belongs to one share, whatever
 * changes meanwhile. What nobody has taken over at the end is the result.
 */
export async function readInOrder<T>(
	source: ListSource,
	request: ListRequest<T>,
	handOn: HandOn<T>,
): Promise<ListResult<T>> {
	const opened = await openReader(source, request);
	if (opened.kind !== 'open') return opened;
	const { reader, lastPage = 1 } = opened;
	const { limit = Infinity } = request;
	const pageCount = Math.min(lastPage, Math.floor(limit / reader.pageSize));
	const handedCount = await readShares(reader, pageCount, handOn);
	if (reader.stop) return handedCount === 0 ? reader.stop : toFailed(source, reader.stop);
	const [rest] = reader.ranges.slice(-1);
	const held = joinItems(reader.ranges);
	const left = limit - handedCount - held.length;
	if (!rest || rest.isDone || left <= 0) return { kind: 'items', items: held };
	const begun = { after: rest.after, held, handedCount };
	return await readByWindows(source, { ...request, limit: left }, handOn, begun);
}

/** Reads the pages from the second to the last one; gives how many rows were handed on. */
async function readShares<T>(
	reader: Reader<T>,
	lastPage: number,
	handOn: HandOn<T>,
): Promise<number> {
	const readerCount = Math.min(MOST_READERS, readerCountOf(reader.source));
	if (lastPage < 2 || readerCount === 1) return 0;
	const outlet = createOutlet(reader, handOn);
	const shares = createShares(reader, lastPage, () => outlet.flush());
	let activeCount = 0;
	const work = async () => {
		for (;;) {
			// Whoever reads at the front makes room; somebody has to.
			const isAwaited = () => activeCount > 0 || outlet.isBusy;
			while (!outlet.isRoomy && isAwaited() && !reader.stop) await outlet.change();
			const read = reader.stop ? undefined : shares.next();
			if (!read) return;
			activeCount += 1;
			await read();
			activeCount -= 1;
			outlet.flush();
		}
	};
	await Promise.all(Array.from({ length: readerCount }, work));
	await outlet.end();
	return outlet.handedCount;
}

interface Shares {
	/** Reads the next share; `undefined` where there is none left. */
	next(): (() => Promise<void>) | undefined;
}

function createShares<T>(reader: Reader<T>, lastPage: number, flush: () => void): Shares {
	const { pageSize } = reader;
	const starts: Array<Promise<IdRange<T> | undefined>> = [];
	let nextShare = 0;
	let futileCount = 0;
	const pageOf = (share: number) => 2 + share * SHARE_PAGES;
	const isThere = (share: number) => pageOf(share) <= lastPage;

	const begin = async (share: number) => {
		if (share === 0) return reader.ranges[0];
		// Page numbers count pages of the size that the shares were cut by.
		if (futileCount >= FUTILE_MAX || reader.pageSize !== pageSize) return undefined;
		const range = await jump(reader, pageOf(share));
		if (!range) futileCount += 1;
		return range;
	};
	const startOf = async (share: number) => await (starts[share] ??= begin(share));

	const readOne = async (range: IdRange<T>) => {
		await readNext(reader, range, reader.pageSize);
		flush();
	};
	const readShare = async (share: number) => {
		const range = await startOf(share);
		if (!range || reader.stop) return;
		flush();
		const pageCount = Math.min(SHARE_PAGES, lastPage + 1 - pageOf(share));
		const unreadCount = share === 0 ? pageCount : pageCount - 1;
		const isLast = !isThere(share + 1);
		for (let read = 0; read < unreadCount - (isLast ? 0 : 1); read++) {
			if (range.isDone || reader.stop) break;
			await readOne(range);
		}
		// Only with its end known is the last page of a share seen to be the last.
		for (let next = share + 1; isThere(next) && range.upTo === undefined; next++) {
			await startOf(next);
		}
		while (!range.isDone && range.upTo !== undefined && !reader.stop) await readOne(range);
	};

	return {
		next() {
			if (!isThere(nextShare)) return undefined;
			const share = nextShare++;
			return async () => await readShare(share);
		},
	};
}
