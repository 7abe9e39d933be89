import { isRecord } from '../../../response/items/isRecord';

/** A stretch of time that is read in order of id; all times in seconds since 1970 by the server's clock. */
export interface Window {
	readonly from: number;
	/** `null` before the first answer has told the server's time. */
	readonly upper: number | null;
	/** What was read of it before. */
	readonly afterId: number | null;
	/** Largest id known before it began: a larger one is a new record. */
	readonly topId: number;
}

/** Where a poll stands. */
export interface Position {
	/** Everything that changed up to this second has been read. */
	readonly mark: number;
	/** Nothing that changed before it is wanted, overlap or not. */
	readonly floor: number;
	readonly topId: number;
	/** A window that was read in part. */
	readonly resume: Window | null;
}

/** Record id to the second of the change that was seen, with `~` and a hash of its content if young. */
export type Seen = Readonly<Record<string, string>>;

/** What is kept from poll to poll, as plain JSON below 300 kB. */
export interface PollState extends Position {
	readonly version: 1;
	readonly fingerprint: string;
	/** By the time of the last change, or by id alone where the list tells no such time. */
	readonly mode: 'time' | 'id';
	/** Changes within the overlap: of earlier polls, and of the last one. */
	readonly seen: Seen;
	readonly fresh: Seen;
	/** `id:hash` of the watched fields' last values, the latest at the end. */
	readonly watched: readonly string[];
	/** How many of them are of the last poll, and which fields they are of. */
	readonly watchedFresh: number;
	readonly watchedFor: string;
	/** Where the last poll that gave items began, and which start of n8n it was made in. */
	readonly previous: Position | null;
	readonly run: string;
	/** How often the items of that poll were repeated already. */
	readonly repeatCount: number;
}

/**
 * Where several n8n share the polls, each poll may find that the last one was made in another start;
 * nothing is to be repeated for ever.
 */
const MOST_REPEATS_COUNT = 5;

/** What static data holds, or `undefined` for nothing usable: a poll begins anew then. */
export function readState(given: unknown): PollState | undefined {
	if (!isRecord(given) || given.version !== 1) return undefined;
	const position = readPosition(given);
	const { fingerprint, mode, watchedFresh, watchedFor, run, previous, repeatCount } = given;
	const seen = readSeen(given.seen);
	const fresh = readSeen(given.fresh);
	if (!position || !seen || !fresh || typeof fingerprint !== 'string') return undefined;
	const watched = Array.isArray(given.watched) ? given.watched.map(String) : [];
	return {
		...position,
		version: 1,
		fingerprint,
		mode: mode === 'id' ? 'id' : 'time',
		seen,
		fresh,
		watched,
		watchedFresh: isCount(watchedFresh) ? watchedFresh : 0,
		watchedFor: typeof watchedFor === 'string' ? watchedFor : '',
		previous: (isRecord(previous) ? readPosition(previous) : undefined) ?? null,
		run: typeof run === 'string' ? run : '',
		repeatCount: isCount(repeatCount) ? repeatCount : 0,
	};
}

/** As before the last poll that gave items: what n8n was doing with them when it ended is not known. */
export function rewind(state: PollState): PollState {
	if (!state.previous || state.repeatCount >= MOST_REPEATS_COUNT) return state;
	const kept = state.watched.length - state.watchedFresh;
	return {
		...state,
		...state.previous,
		fresh: {},
		watched: state.watched.slice(0, Math.max(0, kept)),
		watchedFresh: 0,
		repeatCount: state.repeatCount + 1,
	};
}

function readPosition(given: Readonly<Record<string, unknown>>): Position | undefined {
	const { mark, floor, topId, resume } = given;
	if (!isCount(mark) || !isCount(floor) || !isCount(topId)) return undefined;
	return { mark, floor, topId, resume: isRecord(resume) ? readWindow(resume) : null };
}

function readWindow(given: Readonly<Record<string, unknown>>): Window | null {
	const { from, upper, afterId, topId } = given;
	const isWhole = isCount(from) && isCount(upper) && isCount(afterId) && isCount(topId);
	return isWhole ? { from, upper, afterId, topId } : null;
}

function readSeen(given: unknown): Seen | undefined {
	if (!isRecord(given)) return undefined;
	const pairs = Object.entries(given).map(([id, value]): [string, string] => [id, String(value)]);
	return Object.fromEntries(pairs);
}

function isCount(value: unknown): value is number {
	return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
