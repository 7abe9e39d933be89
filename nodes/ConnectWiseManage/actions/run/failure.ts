import { NodeApiError, type IDataObject, type INodeExecutionData } from 'n8n-workflow';
import { toNodeApiError, type FailureDetails } from '../../request/errors';
import type { Failure, HttpFailure } from '../../request/outcome';
import type { RequestPlan } from '../../request/plan';
import { readReasons } from '../../request/serverReasons';
import { writeOutcomeOf, type WriteOutcome } from '../../request/writeOutcome';
import type { Runtime } from './runtime';

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
): NodeApiError | FailureAsItem {
	if (failure.kind === 'network' || settings.onHttpError === 'throw') {
		return toNodeApiError(failure, { node: context.getNode(), itemIndex, plan });
	}
	const outcome = writeOutcomeOf(failure, plan);
	const json = plan.isRepeatable ? toJson(failure) : { ...toJson(failure), outcome };
	const message = `ConnectWise answered ${failure.response.statusCode}`;
	return new FailureAsItem({ json, pairedItem: { item: itemIndex } }, message, outcome);
}

export function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}

/** What a job that ended with this error has changed; what is no failed request changed nothing. */
export function outcomeOf(error: unknown): WriteOutcome {
	if (error instanceof FailureAsItem) return error.outcome;
	const details = error instanceof NodeApiError ? error.context.details : undefined;
	return (details as FailureDetails | undefined)?.outcome ?? 'nothing changed';
}

function toJson({ response }: HttpFailure): IDataObject {
	const { statusCode, statusMessage, headers } = response;
	const body = readReasons(response).body as IDataObject[string];
	return { statusCode, statusMessage, requestId: headers['x-cw-request-id'] ?? null, body };
}
