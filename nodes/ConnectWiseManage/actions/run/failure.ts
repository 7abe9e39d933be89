import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type INodeExecutionData,
} from 'n8n-workflow';
import { toNodeApiError, type FailureDetails } from '../../request/outcome/errors';
import type { Failure, HttpFailure } from '../../request/outcome/outcome';
import type { RequestPlan } from '../../request/plan';
import { readReasons } from '../../request/outcome/serverReasons';
import { abridge, quote } from '../../request/words/quote';
import { writeOutcomeOf, type WriteOutcome } from '../../request/outcome/writeOutcome';
import { ParameterError } from '../parameters/ParameterError';
import type { Runtime } from './runtime';
import { CancelledError } from './wait';

/** An answer with an error status that the user wants as an item; the request failed all the same. */
export class FailureAsItem extends Error {
	readonly item: INodeExecutionData;
	readonly outcome: WriteOutcome;

	constructor(item: INodeExecutionData, message: string, outcome: WriteOutcome) {
		super(message);
		this.item = item;
		this.outcome = outcome;
		this.name = 'FailureAsItem';
	}
}

/** What to throw for a failed request: n8n's error, or the server's answer where it is to be an item. */
export function toThrown(
	{ context, settings }: Pick<Runtime, 'context' | 'settings'>,
	failure: Failure,
	plan: RequestPlan,
	itemIndex: number,
	advice?: string,
): NodeApiError | FailureAsItem {
	if (failure.kind === 'network' || settings.onHttpError === 'throw') {
		return toNodeApiError(failure, { node: context.getNode(), itemIndex, plan, advice });
	}
	const outcome = writeOutcomeOf(failure, plan);
	const json = plan.isRepeatable ? toJson(failure) : { ...toJson(failure), outcome };
	const message = `ConnectWise answered ${failure.response.statusCode}`;
	return new FailureAsItem({ json, pairedItem: { item: itemIndex } }, message, outcome);
}

/** What JavaScript itself throws where the code of this node is at fault. */
const RAW_ERRORS = new Set([
	...['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'URIError', 'EvalError'],
	'AssertionError',
]);

/** Nobody foresaw this error: its message is in the words of JavaScript, and of no use to a user. */
export function isRawError(error: unknown): boolean {
	return !(error instanceof Error) || RAW_ERRORS.has(error.name);
}

/** Fit to be shown, whatever was thrown. */
export function messageOf(error: unknown): string {
	if (error instanceof Error && !RAW_ERRORS.has(error.name)) {
		return quote(error.message, LONGEST_MESSAGE) || error.name;
	}
	const name = error instanceof Error ? error.name : typeof error;
	return `something that this node did not foresee (${name})`;
}

/** Messages of our own quote little; those of others may be of any length. */
export const LONGEST_MESSAGE = 2_000;

/**
 * What a job that ended with this error has changed: by the request that failed; nothing where the
 * input was at fault; else, as nobody foresaw it, it is not known.
 */
export function outcomeOf(error: unknown): WriteOutcome {
	if (error instanceof FailureAsItem) return error.outcome;
	if (error instanceof CancelledError) return 'not sent';
	if (error instanceof ParameterError) return 'nothing changed';
	if (!(error instanceof NodeApiError || error instanceof NodeOperationError)) return 'unknown';
	const details = error.context.details as FailureDetails | undefined;
	return details?.outcome ?? 'nothing changed';
}

/** An item is for a workflow to look into, and may hold more than an error's details. */
const ITEM_BODY = { longestText: 10_000, mostValuesCount: 5_000 };

function toJson({ response }: HttpFailure): IDataObject {
	const { statusCode, statusMessage, headers } = response;
	const body = abridge(readReasons(response).body, ITEM_BODY) as IDataObject[string];
	return { statusCode, statusMessage, requestId: headers['x-cw-request-id'] ?? null, body };
}
