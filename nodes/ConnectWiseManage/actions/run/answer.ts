import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { unusableAnswer, type Failure } from '../../request/outcome';
import type { RequestPlan } from '../../request/plan';
import {
	BROKEN_ANSWERS_MAX,
	BROKEN_OFF,
	decode,
	isTruncated,
	type Decoded,
} from '../../response/decode';
import { normalize, type PathIds, type ResultItem } from '../../response/normalize';
import type { ServerResponse } from '../../response/serverResponse';
import { toThrown } from './failure';
import { toPlainItem, type Runtime } from './runtime';

/** A success, whole. */
export interface Answer {
	readonly response: ServerResponse;
	readonly decoded: Decoded;
}

/**
 * Sends one request; where only reading, again if the answer breaks off. After a failure, `instead`
 * may give what to send in its place.
 *
 * @throws NodeApiError or FailureAsItem when it fails.
 */
export async function fetchAnswer(
	runtime: Runtime,
	plan: RequestPlan,
	itemIndex: number,
	instead?: (failure: Failure) => RequestPlan | undefined,
): Promise<Answer> {
	for (let broken = 0; ; broken++) {
		const outcome = await runtime.client.exchange(plan);
		if (!outcome.isOk) {
			const other = instead?.(outcome.failure);
			if (other) return await fetchAnswer(runtime, other, itemIndex, instead);
			throw toThrown(runtime, outcome.failure, plan, itemIndex);
		}
		const { response } = outcome;
		const decoded = decode(response);
		if (!isTruncated(response, decoded)) return { response, decoded };
		if (!plan.isRepeatable || broken >= BROKEN_ANSWERS_MAX) {
			throw toThrown(runtime, unusableAnswer(BROKEN_OFF), plan, itemIndex);
		}
	}
}

/** Items of an answer, whatever it is; files go to n8n's store. */
export async function toItems(
	runtime: Runtime,
	template: OperationTemplate,
	{ response, decoded }: Answer,
	pathIds: PathIds,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const results = normalize(response, template, pathIds, decoded);
	return await Promise.all(results.map(async (result) => await toItem(runtime, result, itemIndex)));
}

async function toItem(
	runtime: Runtime,
	{ json, binary }: ResultItem,
	itemIndex: number,
): Promise<INodeExecutionData> {
	const item = toPlainItem(runtime, json, itemIndex);
	if (!binary) return item;
	const { context, settings } = runtime;
	const stored = await context.helpers.prepareBinaryData(
		binary.data,
		binary.fileName,
		binary.mimeType,
	);
	return { ...item, binary: { [settings.binaryField]: stored } };
}
