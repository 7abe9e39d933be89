import { idRange, andConditions } from '../conditions';
import { keep, readByKeyset } from './keyset';
import { idOf, withId } from './rows';
import { failedAs, notAList, type FailedPage, type ListSource } from './source';
import type { HandOn, ListRequest, ListResult } from './types';

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

/**
 * Reads a list in order of id without ever holding it whole: the next so many rows behind the last
 * id, side by side, then those behind them. Each id belongs to one window, whatever changes
 * meanwhile, so that nothing is lost or repeated. What the last window holds is the result.
 */
export async function readByWindows<T>(
	source: ListSource,
	request: ListRequest<T>,
	handOn: HandOn<T>,
): Promise<ListResult<T>> {
	let left = request.limit ?? Infinity;
	for (let after: number | undefined; ; ) {
		const limit = Math.min(request.pageSize * WINDOW_PAGES, left);
		const window = await readWindow(source, { ...request, limit }, after);
		if (window.kind !== 'window') return window;
		const { items, lastId } = window;
		left -= items.length;
		const isEnd = items.length < limit || left <= 0 || lastId === undefined;
		if (isEnd) return { kind: 'items', items };
		after = lastId;
		await handOn(items);
	}
}

/** Only the first window may turn out to be unreadable: of later ones rows were handed on. */
async function readWindow<T>(
	source: ListSource,
	request: ListRequest<T> & { readonly limit: number },
	after: number | undefined,
): Promise<Window<T> | Exclude<ListResult<T>, { kind: 'items' }>> {
	const keepRow = keep(request);
	const window = await readByKeyset<Numbered<T>>(behind(source, after), {
		...request,
		fields: withId(request.fields),
		toItem: (row) => ({ id: idOf(row), item: keepRow(row) }),
		handOn: undefined,
	});
	if (window.kind !== 'items') return after === undefined ? window : toFailed(source, window);
	// Behind the limit there may be gaps.
	const rows = window.items.slice(0, request.limit);
	const firstId = rows[0]?.id;
	if (after !== undefined && firstId !== undefined && firstId <= after) {
		return failedAs(source.plan, 'it does not keep to conditions on id');
	}
	const items = rows.map(({ item }) => item);
	return { kind: 'window', items, lastId: rows[rows.length - 1]?.id };
}

function behind(source: ListSource, after: number | undefined): ListSource {
	if (after === undefined) return source;
	return { ...source, conditions: andConditions(source.conditions, idRange(after)) };
}

function toFailed<T>(
	{ plan }: ListSource,
	result: Exclude<ListResult<T>, { kind: 'items' }>,
): FailedPage {
	if (result.kind === 'failed') return result;
	return result.kind === 'other' ? notAList(plan) : failedAs(plan, result.reason);
}
