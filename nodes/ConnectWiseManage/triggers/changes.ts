import type { IDataObject } from 'n8n-workflow';
import type { RequestPlan } from '../request/plan';
import { isRecord } from '../response/isRecord';
import type { Connection } from './connection';

const PAGE_SIZE = 1_000;
/** The trail of a record that changes all day can be long; the time that a delivery leaves is short. */
const PAGES_MAX = 5;
/** The trail and the record are stamped one after the other, to the second. */
const SLACK_MS = 2_000;

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
	connection: Pick<Connection, 'json'>,
	auditType: string,
	recordId: number,
	since: string,
): Promise<IDataObject[]> {
	const from = Date.parse(since) - SLACK_MS;
	const found: IDataObject[] = [];
	for (let page = 1; page <= PAGES_MAX; page++) {
		const rows = await connection.json(planOf(auditType, recordId, page));
		const entries = Array.isArray(rows) ? rows.filter((row) => isRecord(row)) : [];
		found.push(...entries.filter((entry) => timeOf(entry) >= from));
		if (entries.length < PAGE_SIZE) break;
	}
	return found.sort((a, b) => timeOf(a) - timeOf(b)).map(withValues);
}

function planOf(type: string, id: number, page: number): RequestPlan {
	const query = { type, id: String(id), pageSize: String(PAGE_SIZE), page: String(page) };
	return {
		method: 'GET',
		path: '/system/audittrail',
		query,
		isRepeatable: true,
		label: 'System › Audit Trail',
	};
}

function timeOf({ enteredDate }: IDataObject): number {
	return Date.parse(String(enteredDate));
}

function withValues(entry: IDataObject): IDataObject {
	const [, oldValue, newValue] = FROM_TO.exec(String(entry.text)) ?? [];
	return oldValue === undefined ? entry : { ...entry, oldValue, newValue };
}
