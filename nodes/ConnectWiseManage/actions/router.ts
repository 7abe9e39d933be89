import {
	NodeApiError,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import type { OperationKind } from '../catalogue';
import { FailureAsItem, messageOf } from './run/failure';
import { ParameterError } from './parameters/ParameterError';
import { planQuery } from './query/query';
import { runJobs, type JobOutcome } from './run/runJobs';
import { createRuntime, type Job, type Runtime } from './run/runtime';
import { describeStop } from './run/stop';
import { planWrite } from './write/write';

type Plan = (runtime: Runtime, itemIndex: number) => Promise<Job[]>;

const PLANS: Readonly<Record<OperationKind, Plan>> = {
	query: planQuery,
	mutate: planWrite,
	delete: planWrite,
};

/**
 * The item loop of the node. All items are read and checked before anything is sent; then their
 * requests run, and the output keeps the order of the input.
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	const runtime = await createChecked(this);
	const jobs: Job[] = [];
	for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
		for (const job of await planItem(runtime, itemIndex)) jobs.push(job);
	}
	const rescue = (error: unknown, { itemIndex }: Job) => {
		if (error instanceof FailureAsItem) return [error.item];
		return this.continueOnFail()
			? [toErrorItem(this, toNodeError(this, error, itemIndex), itemIndex)]
			: undefined;
	};
	const outcomes = await runJobs(jobs, runtime.settings.maxParallelRequests, rescue);
	const index = outcomes.findIndex((outcome) => outcome?.state === 'failed');
	const failure = outcomes[index];
	if (failure?.state !== 'failed') return [join(outcomes)];
	const stop = runtime.kind === 'query' ? undefined : describeStop(jobs, outcomes);
	if (this.getExecutionCancelSignal()?.aborted) {
		// n8n tells a stopped run from a failed one by this word.
		throw new NodeOperationError(this.getNode(), 'The execution was canceled', {
			description: stop && `Of ${stop.summary}. ${stop.account}`,
		});
	}
	const error = toNodeError(this, failure.error, jobs[index]?.itemIndex ?? 0);
	if (stop) {
		error.message += ` (${stop.summary})`;
		error.description = [stop.account, error.description].filter(Boolean).join(' ');
	}
	throw error;
}

async function createChecked(context: IExecuteFunctions): Promise<Runtime> {
	const kind = context.getNodeParameter('operation', 0) as string;
	if (!isKind(kind)) {
		throw new NodeOperationError(context.getNode(), `The operation "${kind}" is not known`, {
			description: 'Choose Query, Mutate or Delete as Operation',
		});
	}
	try {
		return await createRuntime(context, kind);
	} catch (error) {
		throw toNodeError(context, error, 0);
	}
}

function isKind(kind: string): kind is OperationKind {
	return Object.prototype.hasOwnProperty.call(PLANS, kind);
}

/** An item that cannot be read becomes a job that fails, when others are to go on. */
async function planItem(runtime: Runtime, itemIndex: number): Promise<Job[]> {
	try {
		return await PLANS[runtime.kind](runtime, itemIndex);
	} catch (error) {
		const nodeError = toNodeError(runtime.context, error, itemIndex);
		if (!runtime.context.continueOnFail()) throw nodeError;
		const run = async () => await Promise.reject<INodeExecutionData[]>(nodeError);
		return [{ itemIndex, run }];
	}
}

function toNodeError(
	context: IExecuteFunctions,
	error: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	const message = messageOf(error);
	const nodeError = new NodeOperationError(context.getNode(), message, {
		description: error instanceof ParameterError ? error.hint : undefined,
		itemIndex,
	});
	// n8n swaps a message that holds a system error's name by chance for a sentence of its own.
	nodeError.message = message;
	return nodeError;
}

/**
 * n8n moves an item to the error output by the names of its keys alone, and its 1.x releases know no
 * others than `error` and `message`; where nothing is moved, the details come along.
 */
function toErrorItem(
	context: IExecuteFunctions,
	error: NodeApiError | NodeOperationError,
	itemIndex: number,
): INodeExecutionData {
	const pairedItem = { item: itemIndex };
	const description = error.description ?? null;
	if (context.getNode().onError === 'continueErrorOutput') {
		return { json: { error: error.message, message: description ?? error.message }, pairedItem };
	}
	const more = error.context.details as IDataObject | undefined;
	return {
		json: { error: error.message, details: { itemIndex, description, ...more } },
		pairedItem,
	};
}

function join(outcomes: ReadonlyArray<JobOutcome | undefined>): INodeExecutionData[] {
	const results = outcomes.map((outcome) =>
		outcome && outcome.state !== 'failed' ? outcome.items : [],
	);
	const [only] = results;
	if (results.length === 1 && only) return only;
	const items: INodeExecutionData[] = [];
	for (const result of results) {
		for (const item of result) items.push(item);
	}
	return items;
}
