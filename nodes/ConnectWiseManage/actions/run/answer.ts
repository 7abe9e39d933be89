import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { strayPage, unusableAnswer, type Failure } from '../../request/outcome';
import type { KeepFile, RequestPlan } from '../../request/plan';
import {
	BROKEN_ANSWERS_MAX,
	BROKEN_OFF,
	decode,
	isTruncated,
	type Decoded,
} from '../../response/decode';
import {
	describeKept,
	nameFile,
	normalize,
	type PathIds,
	type ResultItem,
} from '../../response/normalize';
import type { ServerResponse } from '../../response/serverResponse';
import { describePage, isStrayPage } from '../../response/webPage';
import { messageOf, toThrown } from './failure';
import { toPlainItem, type Runtime } from './runtime';

/** A success, whole. */
export interface Answer {
	readonly response: ServerResponse;
	readonly decoded: Decoded;
}

/** What a caller adds to the handling of a failure. */
interface OnFailure {
	/** What to send in place of the request that failed. */
	readonly instead?: (failure: Failure) => RequestPlan | undefined;
	/** A sentence for the message, e.g. of the values that would do. */
	readonly advise?: (failure: Failure) => Promise<string | undefined>;
}

/**
 * Sends one request; where only reading, again if the answer breaks off.
 *
 * @throws NodeApiError or FailureAsItem when it fails.
 */
export async function fetchAnswer(
	runtime: Runtime,
	plan: RequestPlan,
	itemIndex: number,
	onFailure: OnFailure = {},
): Promise<Answer> {
	for (let broken = 0; ; broken++) {
		const outcome = await runtime.client.exchange(plan);
		if (!outcome.isOk) {
			const { failure } = outcome;
			const other = onFailure.instead?.(failure);
			if (other) return await fetchAnswer(runtime, other, itemIndex, onFailure);
			throw toThrown(runtime, failure, plan, itemIndex, await onFailure.advise?.(failure));
		}
		const { response } = outcome;
		const decoded = decodeOrGiveUp(runtime, response, plan, itemIndex);
		if (!isTruncated(response, decoded)) {
			return toAnswer(runtime, response, plan, itemIndex, decoded);
		}
		if (!plan.isRepeatable || broken >= BROKEN_ANSWERS_MAX) {
			throw toThrown(runtime, unusableAnswer(BROKEN_OFF), plan, itemIndex);
		}
	}
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

function decodeOrGiveUp(
	runtime: Runtime,
	response: ServerResponse,
	plan: RequestPlan,
	itemIndex: number,
): Decoded {
	try {
		return decode(response);
	} catch (error) {
		throw toThrown(runtime, unusableAnswer(messageOf(error)), plan, itemIndex);
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
