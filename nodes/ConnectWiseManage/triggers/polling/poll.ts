import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { toNodeError } from '../../actions/run/nodeError';
import { assertCreated, begin } from './begin';
import { connect, type PollConnection } from './reading/connection';
import { drain, type Drained } from './reading/drain';
import { toItems } from './changes/items';
import { readPolledList, type PolledList } from './reading/list';
import { fingerprintOf } from './memory/fingerprint';
import { RUN } from './memory/run';
import { MOST_SEEN_COUNT } from './memory/seen';
import { readState, rewind, type PollState, type Window } from './memory/state';
import { MOST_WATCHED_COUNT } from './memory/watch';
import { readSample } from './sample';
import { readPollSettings, type PollSettings } from './settings';
import { takeById, takeByTime, type Taking } from './changes/takeChanges';
import { readTrails } from './changes/trails';
import { nextWindow } from './reading/window';

interface Poll {
	readonly context: IPollFunctions;
	readonly connection: PollConnection;
	readonly list: PolledList;
	readonly settings: PollSettings;
}

/**
 * What changed since the last poll, or in a test the newest records. The state is written once, at the
 * end: after an error the same changes are read again.
 */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
	try {
		const items = await pollOnce(context);
		return items.length === 0 ? null : [items];
	} catch (error) {
		throw toNodeError(context, error, 0);
	}
}

async function pollOnce(context: IPollFunctions): Promise<INodeExecutionData[]> {
	const settings = readPollSettings(context);
	const connection = await connect(context);
	const list = await readPolledList(context, connection, settings);
	const parts = { context, connection, list, settings };
	if (context.getMode() === 'manual') return await readSample(parts);
	const staticData = context.getWorkflowStaticData('node');
	const { state, isNew, isRestarted } = await readOrBegin(parts, staticData.poll);
	if (isNew && settings.since === undefined) {
		staticData.poll = toJson(state);
		return [];
	}
	const result = await readChanges(parts, state);
	const trails = await readTrails(parts, result.changes, state.mark);
	const items = toItems(parts, result.changes, trails);
	// A poll that repeats another is no new one to be repeated.
	const repeatCount = isRestarted || items.length === 0 ? state.repeatCount : 0;
	staticData.poll = toJson({ ...result.state, repeatCount });
	return items;
}

function toJson(state: PollState): IDataObject {
	return JSON.parse(JSON.stringify(state)) as IDataObject;
}

interface Found {
	readonly state: PollState;
	readonly isNew: boolean;
	/** The last poll was made before n8n was started again. */
	readonly isRestarted: boolean;
}

async function readOrBegin(
	{ context, connection, list, settings }: Poll,
	given: unknown,
): Promise<Found> {
	const { parameters } = context.getNode();
	const fingerprint = fingerprintOf(connection.apiRoot, parameters);
	const known = readState(given);
	if (known?.fingerprint === fingerprint) {
		const isRestarted = known.run !== RUN && settings.repeatsAfterRestart;
		return { state: isRestarted ? rewind(known) : known, isNew: false, isRestarted };
	}
	const isFirst = given === undefined || given === null;
	if (!isFirst) {
		context.logger.warn(
			`${context.getNode().name}: the list, the conditions or the site was changed. Only changes from now on are passed on; those since the last poll are skipped`,
		);
	}
	const since = isFirst ? settings.since : undefined;
	const state = await begin(context, connection, list, settings, fingerprint, since);
	return { state, isNew: since === undefined, isRestarted: false };
}

interface Changes {
	readonly changes: Taking['changes'];
	readonly state: PollState;
}

async function readChanges(parts: Poll, state: PollState): Promise<Changes> {
	const { context, connection, list, settings } = parts;
	if (state.mode === 'id') return await readNew(parts, state);
	const window = nextWindow(state, settings.overlapSeconds);
	const taking = takeByTime(state, window, settings, connection.serverTimeMs);
	const drained = await drain(list, connection.budget, taking);
	if (taking.isTimeless()) {
		assertCreated(context, list, settings);
		return await readNew(parts, { ...state, mode: 'id' });
	}
	tellUnread(parts, drained);
	return { changes: taking.changes, state: nextState(parts, state, window, taking, drained) };
}

async function readNew(parts: Poll, state: PollState): Promise<Changes> {
	const taking = takeById(state, parts.settings);
	const drained = await drain(parts.list, parts.connection.budget, taking);
	tellUnread(parts, drained);
	const hasItems = taking.changes.length > 0;
	const previous = hasItems ? positionOf(state) : state.previous;
	return {
		changes: taking.changes,
		state: { ...state, topId: taking.topId(), previous, run: RUN },
	};
}

function positionOf({ mark, floor, topId, resume }: PollState): PollState['previous'] {
	return { mark, floor, topId, resume };
}

function nextState(
	parts: Poll,
	state: PollState,
	window: Window,
	taking: Taking,
	{ isWhole, lastId }: Drained,
): PollState {
	const { overlapSeconds } = parts.settings;
	const upper = taking.upper();
	const hasItems = taking.changes.length > 0;
	const afterId = lastId ?? window.afterId ?? 0;
	const { floor, isShortened, ...sights } = taking.seen.keep({
		from: upper - overlapSeconds,
		aboveId: isWhole ? undefined : afterId,
		floor: state.floor,
		newest: taking.newest(),
		hasItems,
	});
	const { forgottenCount, ...watch } = taking.watch.keep(hasItems);
	tellShortened(parts, isShortened, forgottenCount);
	return {
		...state,
		...sights,
		...watch,
		mark: isWhole ? upper : state.mark,
		floor,
		topId: Math.max(state.topId, taking.topId()),
		resume: isWhole ? null : { ...window, upper, afterId },
		previous: hasItems ? positionOf(state) : state.previous,
		run: RUN,
	};
}

function tellUnread({ context }: Poll, { error }: Drained): void {
	if (!error) return;
	context.logger.warn(
		`${context.getNode().name}: a part of the changes could not be read and follows with the next poll: ${error.message}`,
	);
}

function tellShortened({ context }: Poll, isShortened: boolean, forgottenCount: number): void {
	const { name } = context.getNode();
	if (isShortened) {
		context.logger.warn(
			`${name}: more than ${MOST_SEEN_COUNT} records changed within the overlap, so it was shortened for this time. A change that ConnectWise shows later than others may be missed`,
		);
	}
	if (forgottenCount > 0) {
		context.logger.warn(
			`${name}: Watch Fields keeps the last values of ${MOST_WATCHED_COUNT} records. Those of ${forgottenCount} others were dropped, and their next update counts, whichever field it changed`,
		);
	}
}
