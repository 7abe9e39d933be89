import {
	NodeApiError,
	NodeOperationError,
	sleep,
	type IAllExecuteFunctions,
	type INode,
} from 'n8n-workflow';
import { ParameterError } from '../actions/parameters/ParameterError';
import { giveWay } from '../actions/run/wait';
import { CredentialFieldError, readApiKeys } from '../request/apiKeys';
import { createClient, type Client } from '../request/client';
import { toNodeApiError } from '../request/errors';
import { createGate } from '../request/gate';
import { unusableAnswer, type Outcome } from '../request/outcome';
import type { RequestPlan } from '../request/plan';
import { createSend, CREDENTIAL_TYPE } from '../request/send';
import { SiteUrlError } from '../request/siteUrl';
import { BROKEN_OFF, decode, isTruncated } from '../response/decode';

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
}

export interface ConnectionLimits {
	readonly timeoutMs: number;
	readonly retries: number;
}

/** @throws CredentialFieldError or SiteUrlError, naming the field and what belongs in it. */
export async function connect(
	context: IAllExecuteFunctions,
	{ timeoutMs, retries }: ConnectionLimits,
): Promise<Connection> {
	const credentials = await context.getCredentials(CREDENTIAL_TYPE);
	const { apiRoot } = readApiKeys(credentials);
	const now = () => Date.now();
	const client: Client = createClient({
		send: createSend(context, { apiRoot, timeoutMs, apiVersion: '' }),
		gate: createGate({ maxInFlight: 4, sleep, now, giveWay }),
		retries,
		maxInFlight: 4,
		sleep,
		now,
		notify: (message) => context.logger.warn(message),
	});
	const exchange = async (plan: RequestPlan) => await client.exchange(plan);
	return {
		apiRoot,
		company: String(credentials.username).trim().replace(/\+.*$/, ''),
		exchange,
		read: (outcome, plan) => jsonOf(outcome, plan, context),
		async json(plan) {
			return jsonOf(await exchange(plan), plan, context);
		},
	};
}

/**
 * The decoded JSON of an answer; undefined for an empty one.
 *
 * @throws NodeApiError for a refusal, for no answer and for one that is no JSON.
 */
export function jsonOf(
	outcome: Outcome,
	plan: RequestPlan,
	context: Pick<IAllExecuteFunctions, 'getNode'>,
): unknown {
	const toError = (failure: Parameters<typeof toNodeApiError>[0]) =>
		toNodeApiError(failure, { node: context.getNode(), itemIndex: 0, plan });
	if (!outcome.isOk) throw toError(outcome.failure);
	const decoded = decode(outcome.response);
	if (decoded.kind === 'json') return decoded.value;
	if (decoded.kind === 'empty') return undefined;
	const isBrokenOff = isTruncated(outcome.response, decoded);
	throw toError(unusableAnswer(isBrokenOff ? BROKEN_OFF : 'it is no JSON'));
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
