import { NodeApiError, type IDataObject } from 'n8n-workflow';
import { andConditions } from '../../../request/paging/page/conditions';
import type { RequestPlan } from '../../../request/plan';
import { isRecord } from '../../../response/items/isRecord';
import type { Connection } from '../../connection';
import type { ConditionedSource, OnlyIf } from '../onlyIf';
import type { Message } from './message';

/** What reading a record again gave. */
export type Reading =
	| { readonly kind: 'found'; readonly record: IDataObject; readonly auditType: string }
	/** The record is there and does not meet the conditions, or it is gone. */
	| { readonly kind: 'none' };

const REFUSALS: ReadonlySet<string> = new Set(['400', '403', '404']);
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
	{ sources: [{ path, conditions }] }: OnlyIf,
): Promise<void> {
	await connection.json(planOf(path, { ...conditions, fields: 'id', pageSize: '1' }));
}

/**
 * Reads the record of a delivery, if it meets the conditions. Which of the two ticket lists holds it is
 * known where the summary says so; otherwise both are looked at.
 *
 * @throws NodeApiError
 */
export async function readRecord(
	connection: Connection,
	{ sources }: OnlyIf,
	message: Message,
	fields: readonly string[],
): Promise<Reading> {
	const { recordId } = message;
	const wanted: Record<string, string> = { pageSize: '1' };
	if (fields.length > 0) wanted.fields = [...new Set([...NEEDED_FIELDS, ...fields])].join(',');
	const answered: ConditionedSource[] = [];
	for (const source of likeliestFirst(sources, message)) {
		const { path, auditType, conditions } = source;
		const byId = andConditions(conditions.conditions, `id = ${recordId}`);
		const plan = planOf(path, { ...wanted, ...conditions, conditions: byId });
		const record = await firstOf(connection, plan, answered, recordId);
		if (record) return { kind: 'found', record, auditType };
		answered.push(source);
	}
	return { kind: 'none' };
}

/**
 * A list may refuse conditions about fields that only the list before it has, or be closed to this API
 * member. That matters only where the record is not in one that has answered.
 */
async function firstOf(
	connection: Connection,
	plan: RequestPlan,
	answered: readonly ConditionedSource[],
	recordId: number,
): Promise<IDataObject | undefined> {
	let refusal: unknown;
	try {
		return firstRow(await connection.json(plan));
	} catch (error) {
		refusal = error;
	}
	const query = { conditions: `id = ${recordId}`, fields: 'id', pageSize: '1' };
	for (const { path } of isRefused(refusal) ? answered : []) {
		if (firstRow(await connection.json(planOf(path, query)))) return undefined;
	}
	throw refusal;
}

function firstRow(rows: unknown): IDataObject | undefined {
	const record: unknown = Array.isArray(rows) ? rows[0] : undefined;
	return isRecord(record) ? record : undefined;
}

function isRefused(error: unknown): boolean {
	return error instanceof NodeApiError && REFUSALS.has(String(error.httpCode));
}

function likeliestFirst(
	sources: OnlyIf['sources'],
	{ entity }: Message,
): readonly ConditionedSource[] {
	const kind = entity?.recordType;
	const isOfProject = typeof kind === 'string' && PROJECT_TICKET.test(kind);
	return isOfProject ? [...sources].reverse() : sources;
}
