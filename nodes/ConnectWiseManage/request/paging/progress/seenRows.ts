import { createHash } from 'crypto';
import { idOf } from '../page/rows';

/** The rows of the pages read so far, as far as needed to know what comes again. */
export interface SeenRows {
	/** Rows, or what stands for them where they are not held. */
	readonly byId: Map<number, unknown>;
	readonly isHeld: boolean;
	/** Texts of further rows of an id: rare, so that most ids need no set. */
	readonly othersById: Map<number, Set<string>>;
	readonly fingerprints: Set<string>;
	/** Rows left out, because an earlier page had them. */
	repeatedCount: number;
	/** Rows kept, although an earlier page had another row of their id. */
	changedCount: number;
	/** Rows of one page have the same id: records of several kinds, told apart by more than it. */
	hasSharedIds: boolean;
}

/** `isHeld`: the rows are held anyway; otherwise a few bytes stand for each. */
export function createSeenRows(hasSharedIds: boolean, isHeld: boolean): SeenRows {
	return {
		isHeld,
		byId: new Map(),
		othersById: new Map(),
		fingerprints: new Set(),
		repeatedCount: 0,
		changedCount: 0,
		hasSharedIds,
	};
}

export interface NewRows {
	readonly rows: readonly unknown[];
	/** An earlier page was the same, as far as can be told. */
	readonly isKnown: boolean;
}

/**
 * The rows of a page that no earlier page had. Only a row that is the same counts as a repeat; of
 * one page all are kept. Where ids are shared and fields were chosen, rows of different records may
 * look the same, so that nothing is left out.
 */
export function takeNewRows(
	seen: SeenRows,
	rows: readonly unknown[],
	{ hasIds, isWhole }: { readonly hasIds: boolean; readonly isWhole: boolean },
): NewRows {
	const fingerprint = fingerprintOf(rows);
	const isSamePage = seen.fingerprints.has(fingerprint);
	seen.fingerprints.add(fingerprint);
	if (!hasIds) return { rows, isKnown: isSamePage };
	noteSharedIds(seen, rows);
	const isKeptAnyway = seen.hasSharedIds && !isWhole;
	const fresh = rows.filter((row) => isKeptAnyway || !isRepeat(seen, row));
	for (const row of fresh) remember(seen, row);
	seen.repeatedCount += rows.length - fresh.length;
	return { rows: fresh, isKnown: isSamePage || fresh.length === 0 };
}

function noteSharedIds(seen: SeenRows, rows: readonly unknown[]): void {
	const ids = rows.map(idOf).filter((id) => id !== undefined);
	if (new Set(ids).size < ids.length) seen.hasSharedIds = true;
}

function isRepeat(seen: SeenRows, row: unknown): boolean {
	const id = idOf(row);
	if (id === undefined || !seen.byId.has(id)) return false;
	const text = JSON.stringify(row);
	const known = seen.byId.get(id);
	const isSame = seen.isHeld ? JSON.stringify(known) === text : known === signOf(text);
	if (isSame || seen.othersById.get(id)?.has(text)) return true;
	seen.changedCount += 1;
	return false;
}

function remember({ byId, othersById, isHeld }: SeenRows, row: unknown): void {
	const id = idOf(row);
	if (id === undefined) return;
	const others = othersById.get(id);
	if (others) others.add(JSON.stringify(row));
	else if (byId.has(id)) othersById.set(id, new Set([JSON.stringify(row)]));
	else byId.set(id, isHeld ? row : signOf(JSON.stringify(row)));
}

/** Enough to become suspicious; what follows is found out by asking. */
function fingerprintOf(rows: readonly unknown[]): string {
	const ends = [rows[0], rows[rows.length >> 1], rows[rows.length - 1]];
	return signOf(JSON.stringify([rows.length, ...ends]));
}

/** Long enough that two texts do not share it by chance. */
const SIGN_LENGTH = 16;

function signOf(text: string): string {
	return createHash('sha256').update(text).digest('base64').slice(0, SIGN_LENGTH);
}
