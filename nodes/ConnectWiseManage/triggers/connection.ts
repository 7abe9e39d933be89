import {
	NodeApiError,
	NodeOperationError,
	sleep,
	type IAllExecuteFunctions,
	type IDataObject,
	type INode,
} from 'n8n-workflow';
import { ParameterError } from '../actions/parameters/ParameterError';
import { giveWay } from '../actions/run/wait';
import { CredentialFieldError, readApiKeys } from '../request/credential/apiKeys';
import { createClient, type Client } from '../request/sending/client';
import { toNodeApiError } from '../request/outcome/errors';
import { createGate } from '../request/pace/gate';
import { unusableAnswer, type Failure, type Outcome } from '../request/outcome/outcome';
import { readList } from '../request/paging';
import type { RequestPlan } from '../request/plan';
import { createSend, CREDENTIAL_TYPE } from '../request/sending/send';
import { SiteUrlError } from '../request/credential/siteUrl';
import { BROKEN_OFF, decode, isTruncated } from '../response/reading/decode';
import { isRecord } from '../response/items/isRecord';

/** ConnectWise as a trigger talks to it, outside of an execution. */
export interface Connection {
	readonly apiRoot: string;
	/** The company that the keys belong to, as it is typed at sign-in. */
	readonly company: string;
	exchange(plan: RequestPlan): Promise<Outcome>;
	/**
	 * The decoded JSON of an answer; undefined for an empty one.
	 *
	 * @throws NodeApiError for a refusal, for no answer and for one that is no JSON.
	 */
	read(outcome: Outcome, plan: RequestPlan): unknown;
	/** Both at once: sends and reads. */
	json(plan: RequestPlan): Promise<unknown>;
	/**
	 * All records of a list, page by page; `limit` of them at most.
	 *
	 * @throws NodeApiError
	 */
	list(plan: RequestPlan, options: ListOptions): Promise<IDataObject[]>;
}

export interface ListOptions {
	readonly hasIntegerId: boolean;
	readonly limit: number;
}

export interface ConnectionLimits {
	/** For one exchange, tries apart. */
	readonly timeoutMs: number;
	readonly retries: number;
}

const PAGE_SIZE = 1_000;
const MAX_IN_FLIGHT = 4;
/** In bytes. */
const LARGEST_ANSWER = 16_000_000;

/** @throws CredentialFieldError or SiteUrlError, naming the field and what belongs in it. */
export async function connect(
	context: IAllExecuteFunctions,
	limits: ConnectionLimits,
): Promise<Connection> {
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	const { apiRoot } = readApiKeys(credentials);
	const client = clientOf(context, apiRoot, limits);
	const toError = (failure: Failure, plan: RequestPlan) =>
		toNodeApiError(failure, { node: context.getNode(), itemIndex: 0, plan });
	const exchange = async (plan: RequestPlan) => await client.exchange(plan);
	const read = (outcome: Outcome, plan: RequestPlan) => {
		const json = jsonOf(outcome);
		if (json.isOk) return json.value;
		throw toError(json.failure, plan);
	};
	return {
		apiRoot,
		company: String(credentials.username).trim().split('+', 1)[0] ?? '',
		exchange,
		read,
		json: async (plan) => read(await exchange(plan), plan),
		list: async (plan, options) => await listRecords(context, client, plan, options),
	};
}

/** See `Connection.list`; by a client that is there already. */
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

function clientOf(
	context: IAllExecuteFunctions,
	apiRoot: string,
	{ timeoutMs, retries }: ConnectionLimits,
): Client {
	const now = () => Date.now();
	return createClient({
		send: createSend(context, {
			apiRoot,
			timeoutMs,
			apiVersion: '',
			largestAnswer: LARGEST_ANSWER,
		}),
		gate: createGate({ maxInFlight: MAX_IN_FLIGHT, sleep, now, giveWay }),
		retries,
		maxInFlight: MAX_IN_FLIGHT,
		sleep,
		now,
		notify: (message) => context.logger.warn(message),
	});
}

type Json =
	| { readonly isOk: true; readonly value: unknown }
	| { readonly isOk: false; readonly failure: Failure };

function jsonOf(outcome: Outcome): Json {
	if (!outcome.isOk) return outcome;
	const decoded = decode(outcome.response);
	if (decoded.kind === 'json') return { isOk: true, value: decoded.value };
	if (decoded.kind === 'empty') return { isOk: true, value: undefined };
	const isBrokenOff = isTruncated(outcome.response, decoded);
	return { isOk: false, failure: unusableAnswer(isBrokenOff ? BROKEN_OFF : 'it is no JSON') };
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
	return { isOk: false, failure: unusableAnswer('it is no list') };
}

/** Runs the work; what the user can mend comes as n8n's error, with what to do. */
export async function withNodeErrors<T>(
	context: Pick<IAllExecuteFunctions, 'getNode'>,
	work: () => Promise<T>,
): Promise<T> {
	try {
		return await work();
	} catch (error) {
		throw toNodeError(error, context.getNode());
	}
}

function toNodeError(error: unknown, node: INode): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) return error;
	const cause = error instanceof Error ? error : new Error(String(error));
	if (cause instanceof ParameterError) {
		return new NodeOperationError(node, cause.message, { description: cause.hint });
	}
	if (cause instanceof CredentialFieldError || cause instanceof SiteUrlError) {
		const description = 'Correct the ConnectWise credential';
		return new NodeOperationError(node, cause.message, { description });
	}
	return new NodeOperationError(node, cause);
}
