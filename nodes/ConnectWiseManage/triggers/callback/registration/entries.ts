import type { Outcome } from '../../../request/outcome/outcome';
import type { RequestPlan } from '../../../request/plan';
import { isRecord } from '../../../response/items/isRecord';
import { numberOf, textOf } from '../../../response/items/plain';
import type { Connection } from '../../connection';

/** A callback entry of ConnectWise, as far as it matters here. */
export interface CallbackEntry {
	readonly id: number;
	readonly url: string;
	readonly description: string;
	/** Lower case. */
	readonly type: string;
	/** Lower case. */
	readonly level: string;
	readonly objectId: number;
	readonly isInactive: boolean;
	readonly isSelfSuppressed: boolean;
	/** When it was last changed, in milliseconds; NaN where ConnectWise does not say. */
	readonly changedAtMs: number;
}

const PATH = '/system/callbacks';
/** Far more than any tenant has. */
const ENTRIES_MAX = 20_000;

type Method = RequestPlan['method'];

function planOf(method: Method, path: string, value?: unknown): RequestPlan {
	return {
		method,
		path,
		query: {},
		body: value === undefined ? undefined : { kind: 'json', value },
		isRepeatable: method === 'GET',
		label: 'System › Callbacks',
	};
}

function toEntry(value: unknown): CallbackEntry | undefined {
	if (!isRecord(value) || typeof value.id !== 'number') return undefined;
	const info = isRecord(value._info) ? value._info : {};
	const text = (name: string) => textOf(value[name]);
	return {
		id: value.id,
		url: text('url'),
		description: text('description'),
		type: text('type').toLowerCase(),
		level: text('level').toLowerCase(),
		objectId: numberOf(value.objectId),
		isInactive: value.inactiveFlag === true,
		isSelfSuppressed: value.isSelfSuppressedFlag === true,
		changedAtMs: Date.parse(textOf(info.lastUpdated)),
	};
}

/**
 * All entries that this API member sees, others' among them.
 *
 * @throws NodeApiError
 */
export async function listEntries(connection: Connection): Promise<CallbackEntry[]> {
	const options = { hasIntegerId: true, limit: ENTRIES_MAX };
	const rows = await connection.list(planOf('GET', PATH), options);
	return rows.map(toEntry).filter((entry) => entry !== undefined);
}

/**
 * The entry, or undefined where ConnectWise has none of this id.
 *
 * @throws NodeApiError
 */
export async function getEntry(
	connection: Connection,
	id: number,
): Promise<CallbackEntry | undefined> {
	const plan = planOf('GET', `${PATH}/${id}`);
	const outcome = await connection.exchange(plan);
	if (isNotFound(outcome)) return undefined;
	return toEntry(connection.read(outcome, plan));
}

/** Sends a new entry; what ConnectWise makes of it is for the caller to look at. */
export async function postEntry(
	connection: Connection,
	body: Readonly<Record<string, unknown>>,
): Promise<{ readonly outcome: Outcome; readonly plan: RequestPlan }> {
	const plan = planOf('POST', PATH, body);
	return { outcome: await connection.exchange(plan), plan };
}

export function readEntry(
	connection: Connection,
	{ outcome, plan }: { readonly outcome: Outcome; readonly plan: RequestPlan },
): CallbackEntry | undefined {
	return toEntry(connection.read(outcome, plan));
}

/** @throws NodeApiError */
export async function patchEntry(
	connection: Connection,
	id: number,
	changes: Readonly<Record<string, unknown>>,
): Promise<void> {
	const operations = Object.entries(changes).map(([path, value]) => ({
		op: 'replace',
		path,
		value,
	}));
	const plan = planOf('PATCH', `${PATH}/${id}`, operations);
	connection.read(await connection.exchange(plan), plan);
}

/**
 * Removes an entry; one that is gone already is fine.
 *
 * @throws NodeApiError
 */
export async function removeEntry(connection: Connection, id: number): Promise<void> {
	const plan = planOf('DELETE', `${PATH}/${id}`);
	const outcome = await connection.exchange(plan);
	if (!isNotFound(outcome)) connection.read(outcome, plan);
}

function isNotFound(outcome: Outcome): boolean {
	return (
		!outcome.isOk && outcome.failure.kind === 'http' && outcome.failure.response.statusCode === 404
	);
}
