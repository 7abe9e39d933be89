import type { ValueReader } from '../conditions/evaluate.mts';
import type { JsonObject } from '../json.mts';

/** Ids in ascending order, reachable by position and by binary search. */
export interface IdList {
	readonly length: number;
	readonly idAt: (index: number) => number;
	/** Position of the first id that is not below `id`; `length` if there is none. */
	readonly lowerBound: (id: number) => number;
}

/** The records a collection starts with. Nothing of it changes; a store lays its changes over it. */
export interface RecordSource extends IdList {
	readonly make: (index: number) => JsonObject;
	/** The record as JSON where that is cheaper than making it first. */
	readonly textAt?: (index: number) => string;
	/** Reads single values without making the record. */
	readonly readerAt?: (index: number) => ValueReader;
}

/** Position of the first element not below `id` in ascending numbers. */
export function lowerBoundOf(ids: ArrayLike<number>, id: number): number {
	let low = 0;
	let high = ids.length;
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((ids[middle] ?? Infinity) < id) low = middle + 1;
		else high = middle;
	}
	return low;
}

export const idListOf = (ids: ArrayLike<number>): IdList => ({
	length: ids.length,
	idAt: (index) => ids[index] ?? Number.NaN,
	lowerBound: (id) => lowerBoundOf(ids, id),
});

/** A source of records that are in memory. They are put in the order of their ids. */
export function recordsInMemory(records: readonly JsonObject[]): RecordSource {
	const idOf = (record: JsonObject): number => Number(record['id']);
	const sorted = [...records].sort((a, b) => idOf(a) - idOf(b));
	return {
		...idListOf(sorted.map(idOf)),
		make: (index) => sorted[index] ?? {},
	};
}
