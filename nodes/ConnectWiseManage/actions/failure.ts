import type { IDataObject, INodeExecutionData, NodeApiError } from 'n8n-workflow';
import { toNodeApiError } from '../request/errors';
import type { Failure, HttpFailure } from '../request/outcome';
import type { RequestPlan } from '../request/plan';
import { readReasons } from '../request/serverReasons';
import type { Runtime } from './runtime';

/** A refusal of the server that the user wants as an item; the request did not go through all the same. */
export class RefusalAsItem extends Error {
	readonly item: INodeExecutionData;

	constructor(item: INodeExecutionData) {
		super('ConnectWise refused the request');
		this.item = item;
		this.name = 'RefusalAsItem';
	}
}

/** What to throw for a failed request: n8n's error, or the server's answer where it is to be an item. */
export function toThrown(
	{ context, settings }: Pick<Runtime, 'context' | 'settings'>,
	failure: Failure,
	plan: RequestPlan,
	itemIndex: number,
): NodeApiError | RefusalAsItem {
	if (failure.kind === 'network' || settings.onHttpError === 'throw') {
		return toNodeApiError(failure, { node: context.getNode(), itemIndex, plan });
	}
	return new RefusalAsItem({ json: toJson(failure), pairedItem: { item: itemIndex } });
}

function toJson({ response }: HttpFailure): IDataObject {
	const { statusCode, statusMessage, headers } = response;
	const body = readReasons(response).body as IDataObject[string];
	return { statusCode, statusMessage, requestId: headers['x-cw-request-id'] ?? null, body };
}
