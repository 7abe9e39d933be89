import { idRange, andConditions } from '../page/conditions';
import { readByKeyset } from './keyset';
import { keep } from './reader';
import { idOf, withId } from '../page/rows';
import { failedAs, notAList, type FailedPage, type ListSource } from '../page/source';
import type { HandOn, ListRequest, ListResult } from '../types';

/** Enough that the pages at both ends, which nothing runs beside, count for little. */
const WINDOW_PAGES = 20;

interface Numbered<T> {
	readonly id: number | undefined;
	readonly item: T;
}

interface Window<T> {
	readonly kind: 'window';
	readonly items: T[];
	readonly lastId: number | undefined;
}

/** What was read before. */
export interface Begun<T> {
	/** Behind this id it goes on. */
	readonly after: number;
	/** To be handed on first. */
	readonly held: readonly T[];
	/** Handed on already. */
	readonly handedCount: number;
}

/**
 * Reads on in order of id without holding the rest whole: the next so many rows behind the last id,
 * side by side, then those behind them. Each id belongs to one window, whatever changes meanwhile, so
 * that nothing is lost or repeated. What the last window holds is the result.
 */
export async function readByWindows<T>(
	source: ListSource,
	request: ListRequest<T>,
	handOn: HandOn<T>,
	begun: Begun<T>,
): Promise<ListResult<T>> {
	let left = request.limit ?? Infinity;
	let { after, handedCount } = begun;
	let held = [...begun.held];
	for (;;) {
		const limit = Math.min(request.pageSize * WINDOW_PAGES, left);
		const window = await readWindow(source, { ...request, limit }, after);
		if (window.kind !== 'window') return handedCount === 0 ? window : toFailed(source, window);
		const { items, lastId } = window;
		left -= items.length;
		for (const item of items) held.push(item);
		const isEnd = items.length < limit || left <= 0 || lastId === undefined;
		if (isEnd) return { kind: 'items', items: held };
		after = lastId;
		handedCount += held.length;
		await handOn(held);
		held = [];
	}
}

async function readWindow<T>(
	source: ListSource,
	request: ListRequest<T> & { readonly limit: number },
	after: number,
): Promise<Window<T> | Exclude<ListResult<T>, { kind: 'items' }>> {
	const keepRow = keep(request);
	const conditions = andConditions(source.conditions, idRange(after));
	const window = await readByKeyset<Numbered<T>>(
		{ ...source, conditions },
		{
			...request,
			fields: withId(request.fields),
			toItem: (row) => ({ id: idOf(row), item: keepRow(row) }),
			handOn: undefined,
		},
	);
	if (window.kind !== 'items') return window;
	// Behind the limit there may be gaps.
	const rows = window.items.slice(0, request.limit);
	const firstId = rows[0]?.id;
	if (firstId !== undefined && firstId <= after) {
		return { kind: 'unsupported', reason: 'it does not keep to conditions on id' };
	}
	const items = rows.map(({ item }) => item);
	return { kind: 'window', items, lastId: rows[rows.length - 1]?.id };
}

/** Once rows were handed on, the list cannot be read anew in another way. */
export function toFailed<T>(
	{ plan }: ListSource,
	result: Exclude<ListResult<T>, { kind: 'items' }>,
): FailedPage {
	if (result.kind === 'failed') return result;
	return result.kind === 'other' ? notAList(plan) : failedAs(plan, result.reason);
}
