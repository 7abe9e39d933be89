import type { IDataObject } from 'n8n-workflow';
import { numberOf } from '../../../response/items/plain';
import type { Budget } from './connection';
import type { PolledList, Rows } from './list';

/** Several full pages, which the reader fetches side by side. */
const PART_COUNT = 4_000;
/** A part may take longer than the slowest so far. */
const SAFETY = 1.5;

/** Looks at the rows of a list, one after the other. */
export interface Taker {
	/** The conditions behind the record that was looked at last. */
	conditionAfter(lastId: number | null): string;
	/** False if the row was not taken: it is to be read again. */
	take(row: IDataObject): boolean;
	/** How many more rows it is worth to ask for. */
	wantedCount(): number;
}

export interface Drained {
	readonly isWhole: boolean;
	/** Of the record that was looked at last; `null` if there was none. */
	readonly lastId: number | null;
	/** Why a later part could not be read. */
	readonly error?: Error;
}

/**
 * Reads a list in order of id, part by part, until it ends, the time of the poll runs short, or no more
 * rows are wanted.
 *
 * @throws the error of the first part; what was read before another one failed is good all the same.
 */
export async function drain(
	list: Pick<PolledList, 'read'>,
	budget: Budget,
	taker: Taker,
): Promise<Drained> {
	let lastId: number | null = null;
	let slowestMs = 0;
	for (;;) {
		const limit = Math.min(PART_COUNT, taker.wantedCount());
		if (limit <= 0) return { isWhole: false, lastId };
		const leftMs = budget.leftMs();
		if (leftMs < slowestMs * SAFETY) return { isWhole: false, lastId };
		const part = await readPart(list, taker.conditionAfter(lastId), limit);
		if (!part.isRead) {
			if (lastId === null) throw part.error;
			return { isWhole: false, lastId, error: part.error };
		}
		for (const row of part.rows) {
			if (!taker.take(row)) return { isWhole: false, lastId };
			lastId = numberOf(row.id);
		}
		if (part.rows.length < limit) return { isWhole: true, lastId };
		slowestMs = Math.max(slowestMs, leftMs - budget.leftMs());
	}
}

/** A wait that takes too long for a poll ends it by an error as well. */
async function readPart(
	list: Pick<PolledList, 'read'>,
	conditions: string,
	limit: number,
): Promise<Rows> {
	try {
		return await list.read(conditions, limit);
	} catch (error) {
		return { isRead: false, error: error instanceof Error ? error : new Error(String(error)) };
	}
}
