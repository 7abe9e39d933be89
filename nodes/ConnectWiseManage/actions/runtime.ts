import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { OperationKind, OperationTemplate } from '../catalogue';
import { createClient, type Client } from '../request/client';
import { toNodeApiError } from '../request/errors';
import { createGate } from '../request/gate';
import { unusableAnswer, type Failure, type ServerResponse } from '../request/outcome';
import type { RequestPlan } from '../request/plan';
import { readApiKeys } from '../request/apiKeys';
import { createSend, CREDENTIAL_TYPE } from '../request/send';
import { readReasons } from '../request/serverReasons';
import { BROKEN_ANSWERS_MAX, BROKEN_OFF, decode, isTruncated } from '../response/decode';
import { normalize, type PathIds, type ResultItem } from '../response/normalize';
import { simplifyRecord } from '../response/simplify';
import { readSettings, type Settings } from './parameters/settings';
import { giveWay, wait } from './wait';

/** What all items of an execution share. */
export interface Runtime {
	readonly context: IExecuteFunctions;
	readonly kind: OperationKind;
	readonly settings: Settings;
	readonly client: Client;
	readonly timezone: string;
}

/** One piece of work with items of its own; an item of the input gives one or several. */
export interface Job {
	readonly itemIndex: number;
	run(): Promise<INodeExecutionData[]>;
}

export async function createRuntime(
	context: IExecuteFunctions,
	kind: OperationKind,
): Promise<Runtime> {
	const settings = readSettings(context.getNodeParameter('settings', 0, {}) as IDataObject, kind);
	const { apiRoot } = readApiKeys(await context.getCredentials(CREDENTIAL_TYPE));
	const signal = context.getExecutionCancelSignal();
	const sleep = async (ms: number) => await wait(ms, signal);
	const { maxParallelRequests: maxInFlight, retries, timeoutMs, apiVersion } = settings;
	const client = createClient({
		send: createSend(context, { apiRoot, timeoutMs, apiVersion }),
		gate: createGate({ maxInFlight, sleep, now: () => Date.now(), giveWay }),
		retries,
		maxInFlight,
		sleep,
		notify: (message) => {
			context.logger.warn(message);
			context.addExecutionHints({ message, location: 'outputPane' });
		},
	});
	return { context, kind, settings, client, timezone: context.getTimezone() };
}

/** Sends one request and gives its items, the server's refusal as an error or as an item. */
export async function runRequest(
	runtime: Runtime,
	template: OperationTemplate,
	plan: RequestPlan,
	pathIds: PathIds,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	for (let broken = 0; ; broken++) {
		const outcome = await runtime.client.exchange(plan);
		if (!outcome.isOk) return failedItems(runtime, outcome.failure, plan, itemIndex);
		const { response } = outcome;
		if (!isTruncated(response, decode(response))) {
			return await responseItems(runtime, template, response, pathIds, itemIndex);
		}
		if (!plan.isRepeatable || broken >= BROKEN_ANSWERS_MAX) {
			return failedItems(runtime, unusableAnswer(BROKEN_OFF), plan, itemIndex);
		}
	}
}

/** @throws NodeApiError unless HTTP errors are wanted as items. */
export function failedItems(
	{ context, settings }: Runtime,
	failure: Failure,
	plan: RequestPlan,
	itemIndex: number,
): INodeExecutionData[] {
	if (failure.kind === 'network' || settings.onHttpError === 'throw') {
		throw toNodeApiError(failure, { node: context.getNode(), itemIndex, plan });
	}
	const { statusCode, statusMessage, headers } = failure.response;
	const body = readReasons(failure.response).body as IDataObject[string];
	const requestId = headers['x-cw-request-id'] ?? null;
	return [
		{ json: { statusCode, statusMessage, requestId, body }, pairedItem: { item: itemIndex } },
	];
}

export async function responseItems(
	runtime: Runtime,
	template: OperationTemplate,
	response: ServerResponse,
	pathIds: PathIds,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const results = normalize(response, template, pathIds);
	return await Promise.all(
		results.map(async (result) => await toExecutionItem(runtime, result, itemIndex)),
	);
}

/** A row of a list as an item. */
export function toPlainItem(
	{ settings }: Runtime,
	json: IDataObject,
	itemIndex: number,
): INodeExecutionData {
	return {
		json: settings.simplify ? simplifyRecord(json) : json,
		pairedItem: { item: itemIndex },
	};
}

async function toExecutionItem(
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
