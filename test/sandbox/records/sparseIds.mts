import { fraction, hash } from '../random.mts';
import type { IdList } from './source.mts';

const BLOCK_SIZE = 512;

/**
 * Ascending ids with gaps, dense in some stretches and thin in others, as years of deleting and
 * importing leave them. Costs a few bytes for every 512 ids, whatever their number.
 */
export function sparseIds(seed: number, length: number, firstId: number): IdList {
	const blockCount = Math.ceil(length / BLOCK_SIZE);
	const starts = new Float64Array(blockCount + 1);
	const strides = new Uint8Array(blockCount);
	let next = firstId;
	for (let block = 0; block < blockCount; block++) {
		const stride = 1 + Math.floor(7 * fraction(seed, block, 1) ** 2);
		starts[block] = next;
		strides[block] = stride;
		const hasHole = fraction(seed, block, 2) < 0.05;
		next += BLOCK_SIZE * stride + (hasHole ? BLOCK_SIZE * (hash(seed, block, 3) % 40) : 0);
	}
	starts[blockCount] = next;

	const idAt = (index: number): number => {
		const block = Math.floor(index / BLOCK_SIZE);
		const stride = strides[block] ?? 1;
		const base = (starts[block] ?? next) + (index % BLOCK_SIZE) * stride;
		return stride === 1 ? base : base + (hash(seed, index, 4) % stride);
	};

	return { length, idAt, lowerBound: (id) => firstIndexFrom(id) };

	function firstIndexFrom(id: number): number {
		let low = 0;
		let high = length;
		while (low < high) {
			const middle = (low + high) >>> 1;
			if (idAt(middle) < id) low = middle + 1;
			else high = middle;
		}
		return low;
	}
}
