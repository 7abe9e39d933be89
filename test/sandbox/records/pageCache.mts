import type { RecordStore } from './store.mts';

const MAX_BYTES = 96 * 1024 * 1024;

/** Pages as they were sent, so that a client which reads them again does not wait for the sandbox. */
export class PageCache {
	readonly #pages = new Map<string, Buffer>();
	#bytes = 0;

	get(store: RecordStore, ids: readonly number[]): Buffer {
		const key = keyOf(store, ids);
		const known = this.#pages.get(key);
		if (known) return known;
		const page = Buffer.from(`[${ids.map((id) => store.textOf(id)).join(',')}]`);
		this.#pages.set(key, page);
		this.#bytes += page.length;
		for (const [oldest, { length }] of this.#pages) {
			if (this.#bytes <= MAX_BYTES) break;
			this.#pages.delete(oldest);
			this.#bytes -= length;
		}
		return page;
	}

	clear(): void {
		this.#pages.clear();
		this.#bytes = 0;
	}
}

/** Two sums over the ids: filters give other ids between the same first and last one. */
function keyOf({ path, version }: RecordStore, ids: readonly number[]): string {
	let sum = 0;
	let weighted = 0;
	for (const [index, id] of ids.entries()) {
		sum += id;
		weighted = (weighted + id * (index + 1)) % 9_007_199_254_740_881;
	}
	return `${path} ${version} ${ids[0] ?? ''} ${ids.length} ${sum} ${weighted}`;
}
