import type { IDataObject } from 'n8n-workflow';
import type { RequestPlan } from '../request/plan';
import { textOf } from '../response/items/plain';
import type { Connection } from './connection';

const TRAIL: Omit<RequestPlan, 'query'> = {
	method: 'GET',
	path: '/system/audittrail',
	isRepeatable: true,
	label: 'System › Audit Trail',
};

/** The trail of a record that changes all day can be long; the time that a delivery leaves is short. */
const ENTRIES_MAX = 10_000;
/** The trail and the record are stamped one after the other, to the second. */
const SLACK_MS = 1_000;

/** `Status changed from "New" to "Closed"`: ConnectWise puts values into quotes where it names them. */
const FROM_TO = /\bfrom\s+"([^"]*)"\s+to\s+"([^"]*)"/i;

/**
 * Entries of the record's audit trail since a change, the oldest first, in ConnectWise's words. The
 * trail knows neither ids nor an order that could be asked for, hence whole pages.
 *
 * @param since when the record was last updated, as ConnectWise writes it.
 * @throws NodeApiError
 */
export async function readChanges(
	connection: Pick<Connection, 'list'>,
	auditType: string,
	recordId: number,
	since: string,
): Promise<IDataObject[]> {
	const from = Date.parse(since) - SLACK_MS;
	const query = { type: auditType, id: String(recordId) };
	const options = { hasIntegerId: false, limit: ENTRIES_MAX };
	const entries = await connection.list({ ...TRAIL, query }, options);
	return inOrder(entries)
		.filter((entry) => timeOf(entry) >= from)
		.sort((a, b) => timeOf(a) - timeOf(b))
		.map(withValues);
}

/** Entries of one second keep the order of the trail, which may begin with the newest. */
function inOrder(entries: readonly IDataObject[]): IDataObject[] {
	const [first, last] = [entries[0], entries[entries.length - 1]];
	const isNewestFirst = first && last && timeOf(first) > timeOf(last);
	return isNewestFirst ? [...entries].reverse() : [...entries];
}

function timeOf({ enteredDate }: IDataObject): number {
	return Date.parse(textOf(enteredDate));
}

function withValues(entry: IDataObject): IDataObject {
	const [, oldValue, newValue] = FROM_TO.exec(textOf(entry.text)) ?? [];
	return oldValue === undefined ? entry : { ...entry, oldValue, newValue };
}
