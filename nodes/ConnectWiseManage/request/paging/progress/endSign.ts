import type { Client } from '../../sending/client';
import type { ListSource, RowsPage } from '../page/source';

/**
 * ConnectWise's own page size where none is asked for. No server is known to cut pages to fewer
 * rows, so that a first page below it needs no second request to prove it the last.
 */
const SMALLEST_CAP = 25;

/** What the pages of one list have shown so far of where it may end. */
export interface EndSign {
	/** A `Link` has named a next page, so that a page without it is the last. */
	namesNext: boolean;
	/** The server is known, or taken, to send pages of so many rows. */
	largestPage: number;
	/** Of all lists of this operation in a run: one that was read makes the next ones cheaper. */
	readonly largestOfRun: Map<string, number>;
	readonly operation: string;
}

const largestOfRuns = new WeakMap<Client, Map<string, number>>();

/** `isWary`: nothing is taken for granted, not even that a very short page is no cut one. */
export function createEndSign(
	{ client, plan }: Pick<ListSource, 'client' | 'plan'>,
	isWary: boolean,
): EndSign {
	const largestOfRun = largestOfRuns.get(client) ?? new Map<string, number>();
	largestOfRuns.set(client, largestOfRun);
	const operation = plan.label;
	const taken = isWary ? 1 : SMALLEST_CAP;
	const largestPage = Math.max(taken, largestOfRun.get(operation) ?? 0);
	return { namesNext: false, largestPage, largestOfRun, operation };
}

/**
 * Takes note of a page, and tells whether it is proven to be the last. A page of fewer rows than
 * asked for proves nothing by itself: servers cap pages, and proxies drop the `Link`.
 */
export function isLastPage(
	sign: EndSign,
	{ rows, pageSize, links }: Pick<RowsPage, 'rows' | 'pageSize' | 'links'>,
): boolean {
	if (rows.length === 0) return true;
	const isNotFull = rows.length < Math.min(pageSize, sign.largestPage);
	noteSize(sign, rows.length);
	if (links.next === undefined) return sign.namesNext || isNotFull;
	sign.namesNext = true;
	return false;
}

function noteSize(sign: EndSign, rowCount: number): void {
	const { largestOfRun, operation } = sign;
	sign.largestPage = Math.max(sign.largestPage, rowCount);
	largestOfRun.set(operation, Math.max(rowCount, largestOfRun.get(operation) ?? 0));
}
