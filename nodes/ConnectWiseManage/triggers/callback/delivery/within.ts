import { sleep } from 'n8n-workflow';

/** How a piece of work ended, a lost race against the clock included. */
export type Ending<T> =
	| { readonly isDone: true; readonly value: T }
	| { readonly isDone: false; readonly error: unknown };

/** The time was over before the work was. */
export class TimeOver extends Error {
	constructor(ms: number) {
		super(`not done within ${ms / 1_000} seconds`);
		this.name = 'TimeOver';
	}
}

/**
 * Waits for the work, but no longer than this; it then goes on, and what it brings late is dropped.
 * Never throws.
 */
export async function within<T>(ms: number, work: Promise<T>): Promise<Ending<T>> {
	return await Promise.race([
		work.then(
			(value): Ending<T> => ({ isDone: true, value }),
			(error: unknown): Ending<T> => ({ isDone: false, error }),
		),
		sleep(ms).then((): Ending<T> => ({ isDone: false, error: new TimeOver(ms) })),
	]);
}

export function reasonOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
