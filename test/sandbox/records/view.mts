import type { IdRange } from '../conditions/idRange.mts';
import { lowerBoundOf } from './source.mts';
import type { IdList } from './source.mts';

/**
 * Ids of a base list without some and with others, all ascending. Counting and reaching the n-th
 * id take binary searches only, so that a page at the end of a million costs what the first does.
 */
export class IdView {
	readonly #base: IdList;
	readonly #minus: readonly number[];
	readonly #plus: readonly number[];

	/** `minus` holds ids of the base, `plus` ids that are not in it or are in `minus` too. */
	constructor(base: IdList, minus: readonly number[], plus: readonly number[]) {
		this.#base = base;
		this.#minus = minus;
		this.#plus = plus;
	}

	/** How many ids lie below `id`. */
	rank(id: number): number {
		return this.#base.lowerBound(id) - lowerBoundOf(this.#minus, id) + lowerBoundOf(this.#plus, id);
	}

	count({ first, last }: IdRange): number {
		return Math.max(0, this.rank(last + 1) - this.rank(first));
	}

	/** Ids in the range, from the n-th on, at most `limit` of them. */
	select(range: IdRange, offset: number, limit: number, isDescending = false): number[] {
		const total = this.count(range);
		const size = Math.max(0, Math.min(limit, total - offset));
		if (size === 0) return [];
		const start = isDescending ? total - offset - size : offset;
		const ids = this.#ascending(this.rank(range.first) + start, size);
		return isDescending ? ids.reverse() : ids;
	}

	#ascending(rank: number, size: number): number[] {
		const from = this.#idAtRank(rank);
		let baseAt = this.#base.lowerBound(from);
		let plusAt = lowerBoundOf(this.#plus, from);
		let minusAt = lowerBoundOf(this.#minus, from);
		const ids: number[] = [];
		while (ids.length < size) {
			const fromBase = baseAt < this.#base.length ? this.#base.idAt(baseAt) : Infinity;
			if (fromBase === this.#minus[minusAt]) {
				baseAt++;
				minusAt++;
				continue;
			}
			const fromPlus = this.#plus[plusAt] ?? Infinity;
			if (fromBase === Infinity && fromPlus === Infinity) break;
			if (fromPlus < fromBase) plusAt++;
			else baseAt++;
			ids.push(Math.min(fromBase, fromPlus));
		}
		return ids;
	}

	/** The largest id with at most `rank` ids below it: the id at that place. */
	#idAtRank(rank: number): number {
		const { length } = this.#base;
		let low = Math.min(length > 0 ? this.#base.idAt(0) : Infinity, this.#plus[0] ?? Infinity);
		let high = Math.max(
			length > 0 ? this.#base.idAt(length - 1) : -Infinity,
			this.#plus.at(-1) ?? -Infinity,
		);
		while (low < high) {
			const middle = low + Math.ceil((high - low) / 2);
			if (this.rank(middle) <= rank) low = middle;
			else high = middle - 1;
		}
		return low;
	}
}
