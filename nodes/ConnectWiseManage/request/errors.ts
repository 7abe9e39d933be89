import { NodeApiError, type IDataObject, type INode, type JsonObject } from 'n8n-workflow';
import {
	isCertificateProblem,
	isTimeout,
	type Failure,
	type HttpFailure,
	type NetworkFailure,
} from './outcome';
import type { RequestPlan } from './plan';
import { isWaitTooLong, retryAfterMs } from './retry';
import { readReasons } from './serverReasons';
import { writeOutcomeOf, type WriteOutcome } from './writeOutcome';

/** What a failed request tells besides its message; ends up in the error item. */
export interface FailureDetails extends IDataObject {
	operation: string;
	request: string;
	outcome: WriteOutcome;
}

export interface ErrorContext {
	readonly node: INode;
	readonly itemIndex: number;
	readonly plan: RequestPlan;
}

interface Wording {
	readonly message: string;
	readonly hint: string;
	readonly httpCode: string | null;
	readonly details: FailureDetails;
}

const UNKNOWN_OUTCOME =
	'Whether ConnectWise carried the request out is not known, so it was not sent again. Look the record up in ConnectWise before you run this item once more';
const LOOK_FIRST =
	'Check in ConnectWise whether the change was made, then decide whether to run it again';
const CARRIED_OUT = 'ConnectWise has carried the request out: do not send it again';

/**
 * The one place that turns a failed request into n8n's error. The server's reasons stand in the
 * message, because an AI agent sees nothing else; keys and headers are in no part of it.
 */
export function toNodeApiError(failure: Failure, context: ErrorContext): NodeApiError {
	const wording = word(failure, context.plan);
	const error = new NodeApiError(context.node, toErrorResponse(failure), {
		message: wording.message,
		description: describe(wording),
		httpCode: wording.httpCode ?? undefined,
		itemIndex: context.itemIndex,
	});
	// n8n swaps a message that holds a system error's name by chance for a sentence of its own.
	error.message = wording.message;
	error.context.details = wording.details;
	return error;
}

function word(failure: Failure, plan: RequestPlan): Wording {
	return failure.kind === 'http' ? wordHttp(failure, plan) : wordNetwork(failure, plan);
}

function describe({ hint, details }: Wording): string {
	const requestId = details.requestId
		? ` Request ID for support: ${String(details.requestId)}.`
		: '';
	return `${hint}. Request: ${details.request}.${requestId}`;
}

/** Without the response's headers and the helper's error, both of which hold keys. */
function toErrorResponse(failure: Failure): JsonObject {
	if (failure.kind === 'network') return { code: failure.code };
	return { statusCode: failure.response.statusCode };
}

function wordHttp(failure: HttpFailure, plan: RequestPlan): Wording {
	const { response } = failure;
	const { statusCode, statusMessage, headers } = response;
	const reasons = readReasons(response);
	const said = reasons.text || statusMessage || 'no reason given';
	const code = reasons.code && !said.includes(reasons.code) ? ` ${reasons.code}` : '';
	const outcome = writeOutcomeOf(failure, plan);
	const isUnknown = outcome === 'unknown';
	const answered = `ConnectWise answered ${statusCode}${code} to ${plan.label}: ${said}`;
	return {
		message: isUnknown ? `${answered.replace(/\.$/, '')}. ${UNKNOWN_OUTCOME}` : answered,
		hint: isUnknown ? LOOK_FIRST : hintFor(failure, said),
		httpCode: String(statusCode),
		details: {
			operation: plan.label,
			request: `${plan.method} ${plan.path}`,
			statusCode,
			requestId: headers['x-cw-request-id'] ?? null,
			response: reasons.body as IDataObject[string],
			outcome,
		},
	};
}

function wordNetwork(failure: NetworkFailure, plan: RequestPlan): Wording {
	if (failure.isUnusable) return wordUnusable(failure, plan);
	const outcome = writeOutcomeOf(failure, plan);
	const isUnknown = outcome === 'unknown';
	const cause = failure.isTimeout
		? 'ConnectWise did not answer in time'
		: `ConnectWise could not be reached (${failure.code || failure.message || 'connection lost'})`;
	return {
		message: `${cause}: ${plan.label}${isUnknown ? `. ${UNKNOWN_OUTCOME}` : ''}`,
		hint: networkHint(failure, isUnknown),
		httpCode: null,
		details: {
			operation: plan.label,
			request: `${plan.method} ${plan.path}`,
			cause: failure.code || failure.message,
			outcome,
		},
	};
}

/** The status was a success, so a write did take effect. */
function wordUnusable(failure: NetworkFailure, plan: RequestPlan): Wording {
	const { message } = failure;
	const answer = `The answer of ConnectWise to ${plan.label} cannot be used: ${message}`;
	return {
		message: plan.isRepeatable ? answer : `${answer}. ${CARRIED_OUT}`,
		hint: plan.isRepeatable
			? 'Run again; if it stays so, ask for fewer records or fields, or look at what stands between n8n and ConnectWise'
			: 'Look the record up in ConnectWise',
		httpCode: null,
		details: {
			operation: plan.label,
			request: `${plan.method} ${plan.path}`,
			cause: message,
			outcome: writeOutcomeOf(failure, plan),
		},
	};
}

function networkHint(failure: NetworkFailure, isUnknown: boolean): string {
	if (isUnknown) return LOOK_FIRST;
	if (failure.isTimeout) {
		return 'Raise Timeout in Request Settings, narrow the conditions, or ask for fewer fields';
	}
	if (failure.code === 'ENOTFOUND')
		return 'Check the Site URL in the credential: no server has this name';
	if (isCertificateProblem(failure)) {
		return 'The certificate of the server at the Site URL is not trusted by the machine that runs n8n';
	}
	return 'Check the Site URL in the credential and whether the machine that runs n8n can reach it, then run again';
}

function hintFor(failure: HttpFailure, said: string): string {
	const { statusCode } = failure.response;
	if (isWaitTooLong(failure)) {
		const minutes = Math.ceil((retryAfterMs(failure) ?? 0) / 60_000);
		return `ConnectWise asks to be left alone for ${minutes} minutes, longer than this node holds an execution up for. Run again after that`;
	}
	if ([400, 401, 403].includes(statusCode) && /client\s?id/i.test(said)) {
		return 'Check the Client ID in the credential: ConnectWise demands the one registered at https://developer.connectwise.com/ClientID';
	}
	if (statusCode === 400 && /cannot route/i.test(said)) {
		return 'Check the Site URL and the company ID before the plus sign in Username: this server does not know the company';
	}
	if (statusCode === 400 && /page\s?size/i.test(said)) {
		return 'Lower Page Size in Request Settings or in Options: this server allows smaller pages only';
	}
	if (isTimeout(failure)) {
		return 'Narrow the conditions, ask for fewer fields or a smaller Page Size, then run again';
	}
	return STATUS_HINTS[statusCode] ?? (statusCode > 500 ? GATEWAY_HINT : DEFAULT_HINT);
}

const DEFAULT_HINT = 'Correct what the message names and run again';
const GATEWAY_HINT =
	'ConnectWise, or a gateway before it, is not available just now. Run again later';
const STATUS_HINTS: Readonly<Record<number, string>> = {
	301: 'The server points to another address. Enter that address as Site URL; keys are never sent along',
	302: 'The server points to another address. Enter that address as Site URL; keys are never sent along',
	307: 'The server points to another address. Enter that address as Site URL; keys are never sent along',
	308: 'The server points to another address. Enter that address as Site URL; keys are never sent along',
	400: 'Correct the field or condition that the message names and run again',
	401: 'Check Username (company ID, a plus sign, public key), Password (private key) and Client ID in the credential',
	403: 'The keys are right, but the security role of the API member lacks the right to do this. Change the role in ConnectWise',
	404: 'Check the ids in Options: there is no such record, or the security role hides it. Service and project tickets have separate operations; an older release may lack the operation itself',
	405: 'This server does not offer the operation; it may run an older release',
	409: 'The record is in use or was changed meanwhile. Read it again and retry',
	414: 'The conditions are too long for an address. Split them, e.g. into several lists of ids',
	415: 'The server wants another kind of body: for a document give the file as binary data of the input item',
	429: 'ConnectWise limits the rate of requests. Run fewer workflows at once, or raise Retries in Request Settings',
	500: 'A value of the wrong type can cause this too: check the fields that you send, then try again later',
	501: 'This server does not offer the operation; it may run an older release',
};
