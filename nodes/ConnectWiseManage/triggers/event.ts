import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../response/items/isRecord';

/** In ConnectWise's words, as callbacks use them. */
export type ChangeAction = 'added' | 'updated' | 'deleted';

/** One change of a record. */
export interface ChangeFacts {
	action: ChangeAction;
	/** ConnectWise's name of the record type, e.g. `ticket`; without one, the path of the list. */
	type: string;
	recordId: number | string;
	/** Who made the change, where ConnectWise tells. */
	memberId: string | null;
	/** When the record was last updated; null where it is not known, as for deleted records. */
	at: string | null;
	/**
	 * Whether there is no more to be had: false where the record could not be read and the item holds
	 * only the summary that a callback brings.
	 */
	complete: boolean;
	/** Entries of the audit trail, where they were asked for. */
	changes?: IDataObject[];
}

/** What both triggers put beside the record, under `event`. */
export interface ChangeEvent extends ChangeFacts, IDataObject {
	/** `type:recordId@lastUpdated`, the same from both triggers for the same state of the record. */
	id: string;
}

/** The types of callbacks by the list that holds their records. */
const TYPES: ReadonlyMap<string, string> = new Map(
	Object.entries({
		'service/tickets': 'ticket',
		'project/tickets': 'ticket',
		'company/companies': 'company',
		'company/contacts': 'contact',
		'company/configurations': 'configuration',
		'finance/agreements': 'agreement',
		'finance/invoices': 'invoice',
		'project/projects': 'project',
		'sales/activities': 'activity',
		'sales/opportunities': 'opportunity',
		'schedule/entries': 'schedule',
		'time/entries': 'time',
		'expense/entries': 'expense',
		'system/members': 'member',
		'procurement/catalog': 'productcatalog',
		'procurement/purchaseorders': 'purchaseorder',
	}),
);

/**
 * Name of the record type that a list holds: `/service/tickets` gives `ticket`. A list of records that
 * have no callbacks is named by its path, without the slashes around it.
 */
export function typeOfList(path: string): string {
	const name = path.replace(/^\/+|\/+$/g, '');
	return TYPES.get(name.toLowerCase()) ?? name;
}

/** `_info.lastUpdated` to the second in UTC, however the server wrote it; text that is no time stays. */
export function lastUpdatedOf(record: IDataObject): string | null {
	const info = record._info;
	const given = isRecord(info) ? info.lastUpdated : undefined;
	if (typeof given !== 'string' || given.trim() === '') return null;
	// Without a zone ConnectWise means UTC.
	const hasZone = /(?:z|[+-]\d{2}:?\d{2})$/i.test(given.trim());
	const time = Date.parse(hasZone ? given.trim() : `${given.trim()}Z`);
	return Number.isNaN(time) ? given : `${new Date(time).toISOString().slice(0, 19)}Z`;
}

/** An id is never used again, so a deleted record needs no time. */
export function eventIdOf({ type, recordId, action, at }: ChangeFacts): string {
	const record = `${type}:${recordId}`;
	if (action === 'deleted') return `${record}@deleted`;
	return at === null ? record : `${record}@${at}`;
}

/** The record and, under `event`, what happened to it. */
export function toEventItem(record: IDataObject, facts: ChangeFacts): IDataObject {
	const event: ChangeEvent = { id: eventIdOf(facts), ...facts };
	return { ...record, event };
}
