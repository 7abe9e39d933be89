import type { IAllExecuteFunctions, IDataObject } from 'n8n-workflow';
import { readApiKeys } from '../request/credential/apiKeys';
import { toNodeApiError } from '../request/outcome/errors';
import { unusableAnswer, type Failure, type Outcome } from '../request/outcome/outcome';
import type { RequestPlan } from '../request/plan';
import { createSend, CREDENTIAL_TYPE } from '../request/sending/send';
import { BROKEN_OFF, decode, isTruncated } from '../response/reading/decode';
import { clientFor, listRecords, type ListOptions } from './client';

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
	/** See `listRecords`. */
	list(plan: RequestPlan, options: ListOptions): Promise<IDataObject[]>;
}

export interface ConnectionLimits {
	/** For one exchange, tries apart. */
	readonly timeoutMs: number;
	readonly retries: number;
}

/** In bytes. */
const LARGEST_ANSWER = 16_000_000;

/** @throws CredentialFieldError or SiteUrlError, naming the field and what belongs in it. */
export async function connect(
	context: IAllExecuteFunctions,
	limits: ConnectionLimits,
): Promise<Connection> {
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	const { apiRoot } = readApiKeys(credentials);
	const { timeoutMs, retries } = limits;
	const largestAnswer = LARGEST_ANSWER;
	const send = createSend(context, { apiRoot, timeoutMs, apiVersion: '', largestAnswer });
	const client = clientFor(context, { send, retries });
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

type Json =
	| { readonly isOk: true; readonly value: unknown }
	| { readonly isOk: false; readonly failure: Failure };

function jsonOf(outcome: Outcome): Json {
	if (!outcome.isOk) return outcome;
	const decoded = decode(outcome.response);
	if (decoded.kind === 'json') return { isOk: true, value: decoded.value };
	if (decoded.kind === 'empty') return { isOk: true, value: undefined };
	const isBrokenOff = isTruncated(outcome.response, decoded);
	return { isOk: false, failure: unusableAnswer(isBrokenOff ? BROKEN_OFF : 'it is not JSON') };
}
