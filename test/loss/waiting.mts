import { setTimeout as delay } from 'node:timers/promises';
import type { Delivered } from './recorder.mts';
import type { Written } from './writers.mts';

const POLL_MS = 250;

/** Whether it came true in time. */
export async function until(isTrue: () => boolean, timeoutMs: number): Promise<boolean> {
	const end = Date.now() + timeoutMs;
	while (!isTrue()) {
		if (Date.now() > end) return false;
		await delay(POLL_MS);
	}
	return true;
}

/** Records whose last state was not delivered. */
export function missingOf(
	{ last }: Written,
	items: readonly Delivered[],
): ReadonlyArray<readonly [id: number, summary: string]> {
	const delivered = new Set(items.map(({ id, summary }) => `${id} ${summary}`));
	return [...last].filter(([id, summary]) => !delivered.has(`${id} ${summary}`));
}
