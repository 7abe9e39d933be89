import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { strayPage, unusableAnswer, type Failure } from '../../request/outcome/outcome';
import type { KeepFile, RequestPlan } from '../../request/plan';
import {
	BROKEN_ANSWERS_MAX,
	BROKEN_OFF,
	decode,
	isTruncated,
	type Decoded,
} from '../../response/reading/decode';
import {
	describeKept,
	nameFile,
	normalize,
	type PathIds,
	type ResultItem,
} from '../../response/items/normalize';
import type { ServerResponse } from '../../response/reading/serverResponse';
import { describePage, isStrayPage } from '../../response/reading/webPage';
import { messageOf, toThrown } from './failure';
import { toPlainItem, type Runtime } from './runtime';

/** A success, whole. */
export interface Answer {
	readonly response: ServerResponse;
	readonly decoded: Decoded;
}

/** An answer that is the same for all who asked, or why there is none. */
export type Fetched =
	| { readonly isOk: true; readonly answer: Answer }
	| { readonly isOk: false; readonly failure: Failure };

/** Sends one request; where only reading, again if the answer breaks off. */
export async function fetchWhole({ client }: Runtime, plan: RequestPlan): Promise<Fetched> {
	for (let broken = 0; ; broken++) {
		const outcome = await client.exchange(plan);
		if (!outcome.isOk) return outcome;
		const fetched = toWhole(outcome.response);
		if (fetched) return fetched;
		if (!plan.isRepeatable || broken >= BROKEN_ANSWERS_MAX) {
			return { isOk: false, failure: unusableAnswer(BROKEN_OFF) };
		}
	}
}

/** `undefined` where it breaks off. */
function toWhole(response: ServerResponse): Fetched | undefined {
	try {
		const decoded = decode(response);
		if (isTruncated(response, decoded)) return undefined;
		return { isOk: true, answer: { response, decoded } };
	} catch (error) {
		return { isOk: false, failure: unusableAnswer(messageOf(error)) };
	}
}

/** What a caller adds to the handling of a failure. */
interface OnFailure {
	/** What to send in place of the request that failed. */
	readonly instead?: (failure: Failure) => RequestPlan | undefined;
	/** A sentence for the message, e.g. of the values that would do. */
	readonly advise?: (failure: Failure) => Promise<string | undefined>;
}

/**
 * Sends one request as `fetchWhole` does.
 *
 * @throws NodeApiError or FailureAsItem when it fails.
 */
export async function fetchAnswer(
	runtime: Runtime,
	plan: RequestPlan,
	itemIndex: number,
	onFailure: OnFailure = {},
): Promise<Answer> {
	const fetched = await fetchWhole(runtime, plan);
	if (fetched.isOk) return answerOf(runtime, fetched, plan, itemIndex);
	const { failure } = fetched;
	const other = onFailure.instead?.(failure);
	if (other) return await fetchAnswer(runtime, other, itemIndex, onFailure);
	throw toThrown(runtime, failure, plan, itemIndex, await onFailure.advise?.(failure));
}

/** @throws NodeApiError or FailureAsItem of this item where there is no answer. */
export function answerOf(
	runtime: Runtime,
	fetched: Fetched,
	plan: RequestPlan,
	itemIndex: number,
): Answer {
	if (!fetched.isOk) throw toThrown(runtime, fetched.failure, plan, itemIndex);
	const { response, decoded } = fetched.answer;
	return toAnswer(runtime, response, plan, itemIndex, decoded);
}

/**
 * A success as it came.
 *
 * @throws NodeApiError where it is a web page and none was asked for.
 */
export function toAnswer(
	runtime: Runtime,
	response: ServerResponse,
	plan: RequestPlan,
	itemIndex: number,
	decoded: Decoded = decode(response),
): Answer {
	const isStray = !plan.isPageDue && isStrayPage(response, decoded, plan.isFile);
	if (decoded.kind === 'text' && isStray) {
		throw toThrown(runtime, strayPage(describePage(decoded.text)), plan, itemIndex);
	}
	return { response, decoded };
}

/** Items of an answer, whatever it is; files go to n8n's store. */
export async function toItems(
	runtime: Runtime,
	template: OperationTemplate,
	{ response, decoded }: Answer,
	pathIds: PathIds,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const kept = describeKept(response, pathIds);
	if (kept) return [withBinary(runtime, kept, response.kept?.stored as IBinaryData, itemIndex)];
	const results = normalize(response, template, pathIds, decoded);
	return await Promise.all(results.map(async (result) => await toItem(runtime, result, itemIndex)));
}

async function toItem(
	runtime: Runtime,
	{ json, binary }: ResultItem,
	itemIndex: number,
): Promise<INodeExecutionData> {
	if (!binary) return toPlainItem(runtime, json, itemIndex);
	const { data, fileName, mimeType } = binary;
	const stored = await runtime.context.helpers.prepareBinaryData(data, fileName, mimeType);
	return withBinary(runtime, json, stored, itemIndex);
}

function withBinary(
	runtime: Runtime,
	json: IDataObject,
	stored: IBinaryData,
	itemIndex: number,
): INodeExecutionData {
	const item = toPlainItem(runtime, json, itemIndex);
	return { ...item, binary: { [runtime.settings.binaryField]: stored } };
}

/** Puts a download into n8n's store as it comes. */
export function fileKeeper({ context }: Runtime): KeepFile {
	return async (stream, headers) => {
		const { fileName, mimeType } = nameFile(headers);
		return await context.helpers.prepareBinaryData(stream, fileName, mimeType);
	};
}
