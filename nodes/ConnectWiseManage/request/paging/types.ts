import type { ServerResponse } from '../../response/reading/serverResponse';
import type { Failure } from '../outcome/outcome';
import type { RequestPlan } from '../plan';

export type PagingMode = 'automatic' | 'forwardOnly' | 'navigable';

export interface ListRequest<T> {
	readonly mode: PagingMode;
	readonly pageSize: number;
	/** Most rows wanted; `undefined` for all. */
	readonly limit: number | undefined;
	/** The records have an integer `id`. */
	readonly hasIntegerId: boolean;
	/** The list mixes records of several kinds, so that an id alone names none of them. */
	readonly hasSharedIds?: boolean;
	/** Another way of paging has failed before on this list. */
	readonly isFallback?: boolean;
	/** The user's own order and selection. */
	readonly orderBy: string | undefined;
	readonly fields: string | undefined;
	/** Turns a row into what is kept of it, as pages arrive. */
	readonly toItem: (row: unknown) => T;
	/**
	 * Takes over items in order, as soon as nothing that comes later can undo them, so that a list
	 * need never be held whole. What it has taken is no part of the result.
	 */
	readonly handOn?: HandOn<T>;
}

export type HandOn<T> = (items: T[]) => Promise<void>;

export type ListResult<T> =
	| { readonly kind: 'items'; readonly items: T[] }
	/** The first answer was no list; it is passed on as it came. */
	| { readonly kind: 'other'; readonly response: ServerResponse }
	| { readonly kind: 'failed'; readonly failure: Failure; readonly plan: RequestPlan }
	/** The server does not do this mode; nothing was kept. */
	| { readonly kind: 'unsupported'; readonly reason: string };
