import type { IDataObject } from 'n8n-workflow';
import { ParameterError } from '../../../actions/parameters/ParameterError';
import type { ChangeAction } from '../../event';
import type { Taker } from '../reading/drain';
import { judge, timesOf } from './judge';
import { hashOf } from '../memory/hash';
import { createSeen, type SeenMemory } from '../memory/seen';
import type { PollState, Window } from '../memory/state';
import { createWatch, type WatchMemory } from '../memory/watch';
import type { PollSettings } from '../settings';
import { upperOf, windowCondition } from '../reading/window';

export interface Change {
	readonly record: IDataObject;
	readonly id: number;
	readonly action: ChangeAction;
}

/** What one poll takes out of a list. */
export interface Taking extends Taker {
	readonly changes: Change[];
	readonly seen: SeenMemory;
	readonly watch: WatchMemory;
	/** End of the window, once the server has told its time. */
	upper(): number;
	/** Largest id among the records looked at. */
	topId(): number;
	/** Latest change among all rows, in seconds. */
	newest(): number;
	/** Not one of the records tells when it was last updated. */
	isTimeless(): boolean;
}

/** So many records without a time, and none with one, are proof of a list that tells none. */
const PROOF_COUNT = 100;
/** Less than this between two polls proves nothing about a second being over. */
const LATER_SECONDS = 3;

/** By the time of the last change. */
export function takeByTime(
	state: PollState,
	window: Window,
	settings: PollSettings,
	serverTimeMs: () => number,
): Taking {
	const changes: Change[] = [];
	let upper = window.upper;
	let topId = window.topId;
	let newest = 0;
	const counts = { timed: 0, timeless: 0 };
	const tellUpper = () => (upper ??= upperOf(serverTimeMs()));
	const isLater = () => tellUpper() - state.mark >= LATER_SECONDS;
	const seen = createSeen(state, isLater);
	const watch = createWatch(state, settings.watchFields);
	const seenCount = Object.keys(state.seen).length + Object.keys(state.fresh).length;

	const look = (record: IDataObject, updated: number, entered: number | undefined) => {
		const id = idOf(record);
		const hash = () => hashOf(record);
		topId = Math.max(topId, id);
		const sight = seen.compare(id, updated, hash);
		const action = judge(id, { updated, entered }, sight, window, settings.emit);
		if (sight !== 'known') seen.add(id, updated, hash);
		if (action === undefined) return;
		const isWatched = watch.differs(id, record);
		if (action === 'added' || isWatched) changes.push({ record, id, action });
	};

	const takeTimeless = (record: IDataObject) => {
		const id = idOf(record);
		const isNew = id > window.topId && settings.emit !== 'updated';
		if (isNew) changes.push({ record, id, action: 'added' });
		topId = Math.max(topId, id);
	};

	return {
		changes,
		seen,
		watch,
		upper: tellUpper,
		topId: () => topId,
		newest: () => newest,
		isTimeless: () => counts.timed === 0 && counts.timeless > 0,
		conditionAfter: (lastId) =>
			windowCondition({ ...window, upper, afterId: lastId ?? window.afterId }),
		wantedCount: () => wantedCount(settings, changes, seenCount),
		take(record) {
			if (changes.length >= settings.mostRecords) return false;
			const { updated, entered } = timesOf(record);
			if (updated === undefined) {
				counts.timeless += 1;
				takeTimeless(record);
				return counts.timed > 0 || counts.timeless < PROOF_COUNT;
			}
			counts.timed += 1;
			newest = Math.max(newest, updated);
			if (updated >= window.from && updated <= tellUpper()) look(record, updated, entered);
			return true;
		},
	};
}

/** By id alone: every record above the largest one known is new. */
export function takeById(state: PollState, settings: PollSettings): Taking {
	const changes: Change[] = [];
	let topId = state.topId;
	return {
		changes,
		seen: createSeen({ seen: {}, fresh: {} }, () => false),
		watch: createWatch(state, settings.watchFields),
		upper: () => state.mark,
		topId: () => topId,
		newest: () => 0,
		isTimeless: () => false,
		conditionAfter: (lastId) => `id > ${lastId ?? state.topId}`,
		wantedCount: () => wantedCount(settings, changes, 0),
		take(record) {
			if (changes.length >= settings.mostRecords) return false;
			const id = idOf(record);
			if (id > topId) changes.push({ record, id, action: 'added' });
			topId = Math.max(topId, id);
			return true;
		},
	};
}

/** Rows that are known take no place among those passed on. */
function wantedCount({ mostRecords }: PollSettings, changes: Change[], seenCount: number): number {
	const left = mostRecords - changes.length;
	return left <= 0 ? 0 : left + seenCount;
}

function idOf({ id }: IDataObject): number {
	if (typeof id === 'number' && Number.isSafeInteger(id)) return id;
	throw new ParameterError(
		'A record of the list came without an ID, so that its changes cannot be followed',
		'Choose another list, or read this one with the ConnectWise Manage node on a schedule',
	);
}
