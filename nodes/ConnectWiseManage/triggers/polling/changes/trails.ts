import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { readChanges } from '../../changes';
import { lastUpdatedOf } from '../../event';
import type { PollConnection } from '../reading/connection';
import type { PolledList } from '../reading/list';
import type { PollSettings } from '../settings';
import type { Change } from './takeChanges';

/** Entries of the audit trail for each change that they could be read for. */
export type Trails = ReadonlyMap<Change, IDataObject[]>;

/** As many as requests may be in flight. */
const READER_COUNT = 4;
/** Of the poll's time, so that it ends before n8n gives it up. */
const RESERVE_SHARE = 0.25;

interface TrailParts {
	readonly context: IPollFunctions;
	readonly connection: PollConnection;
	readonly list: PolledList;
	readonly settings: PollSettings;
}

/**
 * What the audit trail tells of each change since the last poll. A change is passed on without it
 * where it cannot be read, or where the time of the poll does not suffice.
 */
export async function readTrails(
	parts: TrailParts,
	changes: readonly Change[],
	mark: number,
): Promise<Trails> {
	const { connection, list, settings } = parts;
	const { auditType } = list;
	const trails = new Map<Change, IDataObject[]>();
	if (!settings.includeChanges || changes.length === 0) return trails;
	if (auditType === undefined) {
		tell(parts, changes.length, `ConnectWise keeps no audit trail of ${list.label}`);
		return trails;
	}
	const { budget } = connection;
	const queue = [...changes];
	let reason = 'there was not enough time in this poll';
	const work = async () => {
		while (budget.leftMs() > budget.totalMs * RESERVE_SHARE) {
			const change = queue.shift();
			if (!change) return;
			const trail = await readTrail(connection, auditType, change, mark);
			if (trail instanceof Error) reason = trail.message;
			else trails.set(change, trail);
		}
	};
	await Promise.all(Array.from({ length: READER_COUNT }, work));
	tell(parts, changes.length - trails.size, reason);
	return trails;
}

async function readTrail(
	connection: PollConnection,
	auditType: string,
	{ id, record }: Change,
	mark: number,
): Promise<IDataObject[] | Error> {
	// A change that came to be seen late is older than the mark.
	const updated = Date.parse(lastUpdatedOf(record) ?? '') || Infinity;
	const since = new Date(Math.min(mark * 1_000, updated)).toISOString();
	try {
		return await readChanges(connection, auditType, id, since);
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}

function tell({ context }: TrailParts, missingCount: number, reason: string): void {
	if (missingCount === 0) return;
	context.logger.warn(
		`${context.getNode().name}: what changed is left out for ${missingCount} records, because ${reason}`,
	);
}
