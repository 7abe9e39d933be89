import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { ParameterError } from '../../actions/parameters/ParameterError';
import type { Failure } from '../../request/outcome/outcome';
import { readReasons } from '../../request/outcome/serverReasons';
import { numberOf } from '../../response/items/plain';
import type { PollConnection } from './reading/connection';
import { timesOf } from './changes/judge';
import type { PolledList, Rows } from './reading/list';
import type { PollState } from './memory/state';
import { RUN } from './memory/run';
import type { PollSettings } from './settings';

/** Before ConnectWise was: every record that tells a time meets it. */
const ANY_TIME = 'lastUpdated >= [1980-01-01T00:00:00Z]';

/** The state that a trigger begins with, and what the list is like. */
export async function begin(
	context: IPollFunctions,
	connection: PollConnection,
	list: PolledList,
	settings: PollSettings,
	fingerprint: string,
	since: number | undefined,
): Promise<PollState> {
	const { rows, isTimed } = await readLatest(list);
	const [newest] = rows;
	const mode = isTimed && (!newest || timesOf(newest).updated !== undefined) ? 'time' : 'id';
	if (mode === 'id') {
		assertCreated(context, list, settings);
		if (since !== undefined) {
			context.logger.warn(`${list.label}: without such a time, Start From cannot be kept to`);
		}
	}
	const mark = since ?? Math.floor(connection.serverTimeMs() / 1_000);
	return {
		version: 1,
		fingerprint,
		mode,
		mark,
		floor: mark,
		topId: numberOf(newest?.id ?? 0),
		resume: null,
		seen: {},
		fresh: {},
		watched: [],
		watchedFresh: 0,
		watchedFor: '',
		previous: null,
		run: RUN,
		repeatCount: 0,
	};
}

/** The record with the largest id; read without a time where the list refuses to be asked for one. */
async function readLatest(
	list: PolledList,
): Promise<{ readonly rows: IDataObject[]; readonly isTimed: boolean }> {
	const timed = await list.readNewest(ANY_TIME, 1);
	const isTimed = timed.isRead || !refusesTime(timed.failure);
	const read: Rows = isTimed ? timed : await list.readNewest('', 1);
	if (!read.isRead) throw read.error;
	// A record without a time does not meet the condition, and still shows what the list is like.
	if (isTimed && read.rows.length === 0) return await readUntimed(list);
	return { rows: read.rows, isTimed };
}

async function readUntimed(
	list: PolledList,
): Promise<{ readonly rows: IDataObject[]; readonly isTimed: boolean }> {
	const read = await list.readNewest('', 1);
	if (!read.isRead) throw read.error;
	return { rows: read.rows, isTimed: true };
}

function refusesTime(failure: Failure | undefined): boolean {
	return (
		failure?.kind === 'http' &&
		failure.response.statusCode === 400 &&
		/lastUpdated"? is not a recognized/i.test(readReasons(failure.response).text)
	);
}

/**
 * Without times only new records can be told.
 *
 * @throws ParameterError where nothing but updates is wanted.
 */
export function assertCreated(
	context: Pick<IPollFunctions, 'logger'>,
	{ label }: Pick<PolledList, 'label'>,
	{ emit }: Pick<PollSettings, 'emit'>,
): void {
	const cause = `${label} does not tell when its records were last updated`;
	if (emit === 'updated') {
		throw new ParameterError(
			`${cause}, so that updates cannot be seen`,
			'Set Trigger On to Created: new records are told by their ID. Or choose another list',
		);
	}
	if (emit === 'both') context.logger.warn(`${cause}: only new records start the workflow`);
}
