import type { Reader } from './reader';
import { failedAs } from '../page/source';
import type { HandOn } from '../types';

/** Answers of so many characters may wait for those before them. */
const MOST_WAITING = 8_388_608;

/** Hands on what a reader holds, from the front on. */
export interface Outlet {
	readonly handedCount: number;
	/** Little enough waits for more to be read. */
	readonly isRoomy: boolean;
	/** Something is being handed on, which makes room. */
	readonly isBusy: boolean;
	/** To be called whenever something was read, or a reader has ended; goes on by itself. */
	flush(): void;
	/** Ends once something was handed on, or nothing more can be for now. */
	change(): Promise<void>;
	/** Ends with what is being handed on. @throws what handing on threw */
	end(): Promise<void>;
}

/**
 * Items are handed on once no item before them is missing, and only from a server that was seen to
 * keep to conditions on id: from any other the list may have to be read anew in another way.
 */
export function createOutlet<T>(reader: Reader<T>, handOn: HandOn<T>): Outlet {
	let handedCount = 0;
	let isDraining = false;
	let draining: Promise<void> | undefined;
	let problem: { readonly error: unknown } | undefined;
	let waiting: Array<() => void> = [];

	const wake = () => {
		const woken = waiting;
		waiting = [];
		for (const go of woken) go();
	};
	const drain = async () => {
		try {
			for (let page = takeFront(reader); page; page = takeFront(reader)) {
				// Whoever takes a page over may empty it.
				const count = page.length;
				await handOn(page);
				handedCount += count;
				wake();
			}
		} catch (error) {
			problem = { error };
			reader.stop ??= failedAs(reader.source.plan, 'its rows could not be handed on');
		}
		// In the same turn as the last look at the front: what comes after that is flushed anew.
		isDraining = false;
		wake();
	};

	return {
		get handedCount() {
			return handedCount;
		},
		get isRoomy() {
			const rowSize = reader.size / Math.max(1, reader.rowCount);
			return (reader.rowCount - handedCount) * rowSize < MOST_WAITING;
		},
		get isBusy() {
			return isDraining;
		},
		flush() {
			if (isDraining) return;
			isDraining = true;
			draining = drain();
		},
		change: async () => await new Promise<void>((resolve) => waiting.push(resolve)),
		async end() {
			await draining;
			if (problem) throw problem.error;
		},
	};
}

/** The page that comes next in order, if it has been read. */
function takeFront<T>({ ranges, isProven, stop }: Reader<T>): T[] | undefined {
	if (!isProven || stop) return undefined;
	for (let [front] = ranges; front; [front] = ranges) {
		const page = front.items.shift();
		if (page) return page;
		// What follows on the last range is not known yet.
		if (!front.isDone || ranges.length === 1) return undefined;
		ranges.shift();
	}
	return undefined;
}
