import { sleep } from 'n8n-workflow';

/** A cancelled execution ends within this time, however long the wait. */
const SLICE_MS = 250;

/** The execution was canceled before the request was sent. */
export class CancelledError extends Error {
	constructor() {
		super('The execution was canceled before the request was sent');
		this.name = 'CancelledError';
	}
}

/** Waits, and ends early with an error when the execution is cancelled. */
export async function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
	for (let left = ms; left > 0; left -= SLICE_MS) {
		if (signal?.aborted) throw new CancelledError();
		await sleep(Math.min(left, SLICE_MS));
	}
}

/**
 * Lets a request that was just begun connect and be written. Two turns, because timers come before
 * the network: the first may end before the connection was looked at.
 */
export async function giveWay(): Promise<void> {
	await sleep(1);
	await sleep(1);
}
