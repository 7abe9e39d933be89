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
	return new TakingByTime(state, window, settings, serverTimeMs);
}

class TakingByTime implements Taking {
	readonly changes: Change[] = [];
	readonly seen: SeenMemory;
	readonly watch: WatchMemory;
	private readonly window: Window;
	private readonly settings: PollSettings;
	private readonly serverTimeMs: () => number;
	private readonly seenCount: number;
	private end: number | null;
	private largestId: number;
	private latest = 0;
	private timedCount = 0;
	private timelessCount = 0;

	constructor(
		state: PollState,
		window: Window,
		settings: PollSettings,
		serverTimeMs: () => number,
	) {
		this.window = window;
		this.settings = settings;
		this.serverTimeMs = serverTimeMs;
		this.end = window.upper;
		this.largestId = window.topId;
		this.seen = createSeen(state, () => this.upper() - state.mark >= LATER_SECONDS);
		this.seenCount = Object.keys(state.seen).length + Object.keys(state.fresh).length;
		this.watch = createWatch(state, settings.watchFields);
	}

	upper(): number {
		return (this.end ??= upperOf(this.serverTimeMs()));
	}

	topId(): number {
		return this.largestId;
	}

	newest(): number {
		return this.latest;
	}

	isTimeless(): boolean {
		return this.timedCount === 0 && this.timelessCount > 0;
	}

	conditionAfter(lastId: number | null): string {
		const afterId = lastId ?? this.window.afterId;
		return windowCondition({ ...this.window, upper: this.end, afterId });
	}

	wantedCount(): number {
		return wantedCount(this.settings, this.changes, this.seenCount);
	}

	take(record: IDataObject): boolean {
		if (this.changes.length >= this.settings.mostRecords) return false;
		const { updated, entered } = timesOf(record);
		if (updated === undefined) return this.takeTimeless(record);
		this.timedCount += 1;
		this.latest = Math.max(this.latest, updated);
		const isWithin = updated >= this.window.from && updated <= this.upper();
		if (isWithin) this.look(record, updated, entered);
		return true;
	}

	private look(record: IDataObject, updated: number, entered: number | undefined): void {
		const id = idOf(record);
		const hash = () => hashOf(record);
		this.largestId = Math.max(this.largestId, id);
		const sight = this.seen.compare(id, updated, hash);
		const action = judge(id, { updated, entered }, sight, this.window, this.settings.emit);
		if (sight !== 'known') this.seen.add(id, updated, hash);
		if (action === undefined) return;
		const isWatched = this.watch.differs(id, record);
		if (action === 'added' || isWatched) this.changes.push({ record, id, action });
	}

	/** By its id, as long as others of the list do tell a time. */
	private takeTimeless(record: IDataObject): boolean {
		const id = idOf(record);
		this.timelessCount += 1;
		const isNew = id > this.window.topId && this.settings.emit !== 'updated';
		if (isNew) this.changes.push({ record, id, action: 'added' });
		this.largestId = Math.max(this.largestId, id);
		return this.timedCount > 0 || this.timelessCount < PROOF_COUNT;
	}
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
