import { startAllowance } from './progress/allowance';
import { readForwardOnly } from './forwardOnly';
import { readInOrder } from './byId/inOrder';
import { readByKeyset } from './byId/keyset';
import { readByPageNumber } from './navigable';
import { BY_ID, isOrderById } from './page/rows';
import { refusesId, type ListSource } from './page/source';
import type { ListRequest, ListResult } from './types';

export type { ListSource } from './page/source';
export type { HandOn, ListRequest, ListResult, PagingMode } from './types';

const SHARES_IDS = {
	kind: 'unsupported',
	reason: 'its records are of several kinds, whose IDs may be the same',
} as const;
const BY_ID_DESCENDING = /^\s*id\s+desc\s*$/i;

/**
 * Reads a whole list, or its first `limit` rows, by the mode that loses and repeats nothing where
 * the list allows it: by id, else forward-only, else page by page.
 */
export async function readList<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<ListResult<T>> {
	const { limit, handOn } = request;
	// A server that does not keep to the page size sends more than was asked for.
	let left = limit ?? Infinity;
	const takeWanted = (items: T[]) => {
		const wanted = items.length > left ? items.slice(0, left) : items;
		left -= wanted.length;
		return wanted;
	};
	const result = await readByMode(
		{ ...source, allowance: startAllowance() },
		handOn ? { ...request, handOn: async (items) => await handOn(takeWanted(items)) } : request,
	);
	return result.kind === 'items' ? { ...result, items: takeWanted(result.items) } : result;
}

async function readByMode<T>(source: ListSource, request: ListRequest<T>): Promise<ListResult<T>> {
	if (request.mode === 'forwardOnly') {
		const result = request.hasSharedIds ? SHARES_IDS : await readForwardOnly(source, request);
		if (result.kind === 'items' && !isOrderById(request.orderBy)) {
			source.client.notify(
				`${source.plan.label}: Order By was left out, because forward-only paging goes by ID. Set Paging Mode to Automatic to keep the order`,
			);
		}
		return await orElse(source, request, result, readPages);
	}
	const { orderBy, limit, handOn } = request;
	const isNewestFirst = orderBy !== undefined && BY_ID_DESCENDING.test(orderBy);
	const isHeld = limit === undefined && handOn === undefined;
	const isById = isOrderById(orderBy) || (isNewestFirst && isHeld);
	if (request.mode === 'navigable' || request.hasSharedIds) return await readPages(source, request);
	if (!request.hasIntegerId || !isById) return await readByPageNumber(source, request);
	const byId = handOn
		? await readInOrder(source, request, handOn)
		: await readByKeyset(source, request);
	if (byId.kind === 'items' && isNewestFirst) return { ...byId, items: byId.items.reverse() };
	return await orElse(source, request, byId, readForwardOnlyOrPages);
}

/** Without an order, none is promised from one page to the next. */
async function readPages<T>(source: ListSource, request: ListRequest<T>): Promise<ListResult<T>> {
	if (request.orderBy !== undefined || !request.hasIntegerId) {
		return await readByPageNumber(source, request);
	}
	const byId = await readByPageNumber(source, { ...request, orderBy: BY_ID });
	const isRefused = byId.kind === 'failed' && refusesId(byId.failure);
	return isRefused ? await readByPageNumber(source, request) : byId;
}

type Read = <T>(source: ListSource, request: ListRequest<T>) => Promise<ListResult<T>>;

async function orElse<T>(
	source: ListSource,
	request: ListRequest<T>,
	result: ListResult<T>,
	fallback: Read,
): Promise<ListResult<T>> {
	if (result.kind !== 'unsupported') return result;
	source.client.notify(
		`${source.plan.label} was read in another way of paging, because on this server ${result.reason}`,
	);
	return await fallback(source, { ...request, isFallback: true });
}

async function readForwardOnlyOrPages<T>(
	source: ListSource,
	request: ListRequest<T>,
): Promise<ListResult<T>> {
	if (request.orderBy !== undefined) return await readPages(source, request);
	const result = await readForwardOnly(source, request);
	return result.kind === 'unsupported' ? await readPages(source, request) : result;
}
