import {
	sleep as sleepOfN8n,
	type IAllExecuteFunctions,
	type IDataObject,
	type IPollFunctions,
} from 'n8n-workflow';
import { giveWay } from '../actions/run/wait';
import { createClient, type Client } from '../request/sending/client';
import { toNodeApiError } from '../request/outcome/errors';
import { createGate } from '../request/pace/gate';
import { unusableAnswer, type Failure } from '../request/outcome/outcome';
import { readList } from '../request/paging';
import type { RequestPlan } from '../request/plan';
import type { Send } from '../request/sending/send';
import { isRecord } from '../response/items/isRecord';

interface ClientOptions {
	readonly send: Send;
	/** Further tries of a request. */
	readonly retries: number;
	/** Waits between tries; may throw where a wait would be too long. */
	readonly sleep?: (ms: number) => Promise<void>;
}

export interface ListOptions {
	readonly hasIntegerId: boolean;
	readonly limit: number;
}

const PAGE_SIZE = 1_000;
const MAX_IN_FLIGHT = 4;

/** Sends for a trigger: a few requests at once, with notes on troubles in n8n's log. */
export function clientFor(
	context: Pick<IAllExecuteFunctions | IPollFunctions, 'logger'>,
	{ send, retries, sleep = sleepOfN8n }: ClientOptions,
): Client {
	const now = () => Date.now();
	return createClient({
		send,
		gate: createGate({ maxInFlight: MAX_IN_FLIGHT, sleep, now, giveWay }),
		retries,
		maxInFlight: MAX_IN_FLIGHT,
		sleep,
		now,
		notify: (message) => context.logger.warn(message),
	});
}

/**
 * All records of a list, page by page; `limit` of them at most.
 *
 * @throws NodeApiError
 */
export async function listRecords(
	context: Pick<IAllExecuteFunctions, 'getNode'>,
	client: Client,
	plan: RequestPlan,
	options: ListOptions,
): Promise<IDataObject[]> {
	const list = await readRecords(client, plan, options);
	if (list.isOk) return list.records;
	throw toNodeApiError(list.failure, { node: context.getNode(), itemIndex: 0, plan });
}

type Records =
	| { readonly isOk: true; readonly records: IDataObject[] }
	| { readonly isOk: false; readonly failure: Failure };

async function readRecords(
	client: Client,
	plan: RequestPlan,
	{ hasIntegerId, limit }: ListOptions,
): Promise<Records> {
	const result = await readList<unknown>(
		{ client, plan, conditions: undefined, fields: undefined },
		{
			mode: 'automatic',
			pageSize: PAGE_SIZE,
			limit,
			hasIntegerId,
			orderBy: undefined,
			fields: undefined,
			toItem: (row) => row,
		},
	);
	if (result.kind === 'items') {
		return { isOk: true, records: result.items.filter((row) => isRecord(row)) };
	}
	if (result.kind === 'failed') return { isOk: false, failure: result.failure };
	return { isOk: false, failure: unusableAnswer('it is not a list') };
}
