import { NodeApiError, type IDataObject, type INode, type JsonObject } from 'n8n-workflow';
import {
	CANCELLED,
	isCertificateProblem,
	type Failure,
	type HttpFailure,
	type NetworkFailure,
} from './outcome';
import type { RequestPlan } from '../plan';
import { readReasons } from './serverReasons';
import { hintFor, LOOK_FIRST, networkHint, unusableHint } from '../words/hints';
import { withoutTags } from '../words/markup';
import { abridge, quote } from '../words/quote';
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
	/** Further sentences for the message of a refusal. */
	readonly advice?: string;
}

interface Wording {
	readonly message: string;
	readonly hint: string;
	readonly httpCode: string | null;
	readonly details: FailureDetails;
}

const UNKNOWN_OUTCOME =
	'Whether ConnectWise carried the request out is not known, so it was not sent again. Look the record up in ConnectWise before you run this item once more';
const CARRIED_OUT = 'ConnectWise has carried the request out: do not send it again';

/**
 * The one place that turns a failed request into n8n's error. The server's reasons stand in the
 * message, because an AI agent sees nothing else; keys and headers are in no part of it.
 */
export function toNodeApiError(failure: Failure, context: ErrorContext): NodeApiError {
	const { advice = '' } = context;
	const wording = word(failure, context.plan, quote(withoutTags(advice)));
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

function word(failure: Failure, plan: RequestPlan, advice: string): Wording {
	return failure.kind === 'http' ? wordHttp(failure, plan, advice) : wordNetwork(failure, plan);
}

function describe({ hint, details }: Wording): string {
	const requestId = details.requestId
		? ` Request ID for support: ${String(details.requestId)}.`
		: '';
	const conditions = details.conditions ? ` Conditions sent: ${String(details.conditions)}.` : '';
	return `${hint}. Request: ${details.request}.${conditions}${requestId}`;
}

/** Without the response's headers and the helper's error, both of which hold keys. */
function toErrorResponse(failure: Failure): JsonObject {
	if (failure.kind === 'network') return { code: failure.code };
	return { statusCode: failure.response.statusCode };
}

function wordHttp(failure: HttpFailure, plan: RequestPlan, advice: string): Wording {
	const { response } = failure;
	const { statusCode, statusMessage, headers } = response;
	const reasons = readReasons(response);
	const said = quote(reasons.text || withoutTags(statusMessage)) || 'no reason given';
	const code = reasons.code && !said.includes(reasons.code) ? ` ${quote(reasons.code, 60)}` : '';
	const requestId = headers['x-cw-request-id'];
	const outcome = writeOutcomeOf(failure, plan);
	const isUnknown = outcome === 'unknown';
	const addition = isUnknown ? UNKNOWN_OUTCOME : advice;
	const answered = `ConnectWise answered ${statusCode}${code} to ${plan.label}: ${said}`;
	return {
		message: addition === '' ? answered : `${answered.replace(/\.$/, '')}. ${addition}`,
		hint: isUnknown ? LOOK_FIRST : hintFor(failure, plan, said),
		httpCode: String(statusCode),
		details: {
			operation: plan.label,
			request: `${plan.method} ${plan.path}`,
			statusCode,
			requestId: requestId === undefined ? null : quote(withoutTags(requestId), 100),
			response: abridge(reasons.body) as IDataObject[string],
			outcome,
			...conditionsOf(failure, plan),
		},
	};
}

/** What a Filter was built into is seen nowhere else; of interest where the server refuses it. */
function conditionsOf({ response }: HttpFailure, { query, body }: RequestPlan): IDataObject {
	const searched = body?.kind === 'json' ? (body.value as { conditions?: unknown }) : {};
	const conditions = query.conditions ?? searched?.conditions;
	if (response.statusCode !== 400 || typeof conditions !== 'string') return {};
	return { conditions: quote(conditions) };
}

function wordNetwork(failure: NetworkFailure, plan: RequestPlan): Wording {
	if (failure.isUnusable) return wordUnusable(failure, plan);
	const outcome = writeOutcomeOf(failure, plan);
	const ending = OUTCOME_ENDINGS[outcome];
	return {
		message: `${causeOf(failure)}: ${plan.label}${ending === '' ? '' : `. ${ending}`}`,
		hint: networkHint(failure, outcome),
		httpCode: null,
		details: {
			operation: plan.label,
			request: `${plan.method} ${plan.path}`,
			cause: failure.code || quote(failure.message),
			outcome,
		},
	};
}

const OUTCOME_ENDINGS: Readonly<Record<WriteOutcome, string>> = {
	'not sent': '',
	'nothing changed': '',
	unknown: UNKNOWN_OUTCOME,
	'carried out': CARRIED_OUT,
};

function causeOf(failure: NetworkFailure): string {
	const { code, message, isUnsent } = failure;
	if (code === CANCELLED) {
		return `The execution was cancelled ${isUnsent ? 'before the request was sent' : 'while the answer was awaited'}`;
	}
	if (failure.isTimeout) {
		return failure.hasSucceeded
			? 'The answer of ConnectWise did not come to an end in time'
			: 'ConnectWise did not answer in time';
	}
	const cause = code || quote(withoutTags(message)) || 'connection lost';
	if (failure.hasSucceeded) return `The answer of ConnectWise broke off (${cause})`;
	if (isUnsent && isCertificateProblem(failure)) {
		return `Nothing was sent to ConnectWise, because no trusted connection to it can be made (${cause})`;
	}
	if (isUnsent && code === '') return `The request could not be sent (${cause})`;
	return `ConnectWise could not be reached (${cause})`;
}

/** The status was a success, so a write did take effect, unless somebody else gave the answer. */
function wordUnusable(failure: NetworkFailure, plan: RequestPlan): Wording {
	const message = quote(withoutTags(failure.message));
	const outcome = writeOutcomeOf(failure, plan);
	const answer = `The answer of ConnectWise to ${plan.label} cannot be used: ${message}`;
	return {
		message: [answer, OUTCOME_ENDINGS[outcome]].filter((text) => text !== '').join('. '),
		hint: unusableHint(failure, plan, outcome),
		httpCode: null,
		details: {
			operation: plan.label,
			request: `${plan.method} ${plan.path}`,
			cause: message,
			outcome,
		},
	};
}
