import { outcomeOf } from '../../run/failure';
import type { Runtime } from '../../run/runtime';

/** Before each look at what became of a write whose answer did not come. */
const WAITS_MS = [250, 750, 2_000];

/**
 * Looks, after a write that failed, whether it was carried out all the same. Nothing is sent again.
 *
 * @param look gives what shows that the write was done, `undefined` where nothing does.
 * @param onDoubt called where nothing shows it, and the write may still come to pass.
 * @throws The write's own error where it changed nothing for sure, or nothing shows that it was done.
 */
export async function settle<T>(
	runtime: Runtime,
	error: unknown,
	look: () => Promise<T | undefined>,
	onDoubt: () => void = () => undefined,
): Promise<T> {
	const outcome = outcomeOf(error);
	if (outcome !== 'unknown' && outcome !== 'carried out') throw error;
	for (const ms of WAITS_MS) {
		const found = await lookAfter(runtime, ms, look);
		if (found !== undefined) return found;
	}
	onDoubt();
	throw error;
}

/** That the look fails as well says nothing of the write. */
async function lookAfter<T>(
	runtime: Runtime,
	ms: number,
	look: () => Promise<T | undefined>,
): Promise<T | undefined> {
	return await runtime
		.wait(ms)
		.then(look)
		.catch(() => undefined);
}
