const KEPT_MS = 5 * 60_000;
/** A server that is away is asked again soon, but not at every opening of a form. */
const FAILURE_KEPT_MS = 20_000;
const MAX_COUNT = 500;

interface Kept<T> {
	readonly value: Promise<T>;
	expiresAt: number;
}

export interface Cache<T> {
	/** What is kept under the key, or what `read` gives; readers at the same time share one read. */
	get(key: string, read: () => Promise<T>): Promise<T>;
}

/** Keeps answers for some minutes, failures for some seconds; the oldest go when there are many. */
export function createCache<T>(isFailure: (value: T) => boolean, now = () => Date.now()): Cache<T> {
	const kept = new Map<string, Kept<T>>();
	return {
		async get(key, read) {
			const known = kept.get(key);
			if (known && known.expiresAt > now()) return await known.value;
			const fresh: Kept<T> = { value: read(), expiresAt: now() + KEPT_MS };
			kept.delete(key);
			kept.set(key, fresh);
			for (const oldest of kept.keys()) {
				if (kept.size <= MAX_COUNT) break;
				kept.delete(oldest);
			}
			void fresh.value.then(
				(value) => {
					if (isFailure(value)) fresh.expiresAt = now() + FAILURE_KEPT_MS;
				},
				() => {
					fresh.expiresAt = 0;
				},
			);
			return await fresh.value;
		},
	};
}
