import type { IDataObject } from 'n8n-workflow';
import { andConditions } from '../../../request/conditions';
import type { RequestPlan } from '../../../request/plan';
import { isRecord } from '../../../response/isRecord';
import type { Connection } from '../../connection';
import type { Handling } from '../parameters';
import type { RecordSource, RecordType } from '../recordTypes';
import type { Message } from './message';

/** What reading a record again gave. */
export type Reading =
	| { readonly kind: 'found'; readonly record: IDataObject; readonly auditType: string }
	/** The record is there and does not meet the conditions, or it is gone. */
	| { readonly kind: 'none' };

const PROJECT_TICKET = /^project/i;

/** What the item of an event is made of, whichever fields the user wants. */
const NEEDED_FIELDS = ['id', '_info/lastUpdated'];

function planOf(path: string, query: Readonly<Record<string, string>>): RequestPlan {
	return { method: 'GET', path, query, isRepeatable: true, label: path.slice(1) };
}

/**
 * Tries the conditions on the records that are there, so that a mistake shows at activation and not
 * with the first change.
 *
 * @throws NodeApiError with ConnectWise's reason.
 */
export async function checkConditions(
	connection: Connection,
	{ sources: [{ path }] }: RecordType,
	onlyIf: string,
): Promise<void> {
	await connection.json(planOf(path, { conditions: onlyIf, fields: 'id', pageSize: '1' }));
}

/**
 * Reads the record of a delivery, if it meets the conditions. Which of the two ticket lists holds it is
 * known where the summary says so; otherwise both are looked at.
 *
 * @throws NodeApiError
 */
export async function readRecord(
	connection: Connection,
	recordType: RecordType,
	{ recordId, entity }: Message,
	{ onlyIf, fields }: Pick<Handling, 'onlyIf' | 'fields'>,
): Promise<Reading> {
	const query: Record<string, string> = {
		conditions: andConditions(onlyIf, `id = ${recordId}`),
		pageSize: '1',
	};
	if (fields.length > 0) query.fields = [...new Set([...NEEDED_FIELDS, ...fields])].join(',');
	for (const { path, auditType } of sourcesOf(recordType, entity)) {
		const rows = await connection.json(planOf(path, query));
		const record: unknown = Array.isArray(rows) ? rows[0] : undefined;
		if (isRecord(record)) return { kind: 'found', record, auditType };
	}
	return { kind: 'none' };
}

/** The likeliest first. */
function sourcesOf({ sources }: RecordType, entity: IDataObject | undefined): RecordSource[] {
	const kind = entity?.recordType;
	const isOfProject = typeof kind === 'string' && PROJECT_TICKET.test(kind);
	return isOfProject ? [...sources].reverse() : [...sources];
}
