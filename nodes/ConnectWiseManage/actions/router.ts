import { NodeOperationError, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { OperationKind } from '../catalogue';
import { findOperations } from './find/find';
import { FIND, readChosenKind } from './parameters/operation/job';
import { createQueryPlan } from './query/query';
import { FailureAsItem, outcomeOf } from './run/failure';
import { toErrorItem, toNodeError } from './run/nodeError';
import { runJobs, type JobOutcome } from './run/runJobs';
import { createRuntime, type Job, type Runtime } from './run/runtime';
import { describeStop } from './run/stop';
import { tellModel } from './run/tool';
import { planWrite } from './write/write';

type Plan = (itemIndex: number) => Promise<Job[]>;

const createWritePlan =
	(runtime: Runtime): Plan =>
	async (itemIndex) =>
		await planWrite(runtime, itemIndex);

/** For one run; what is planned for an item may join what was planned for others. */
const PLANS: Readonly<Record<OperationKind, (runtime: Runtime) => Plan>> = {
	query: createQueryPlan,
	mutate: createWritePlan,
	delete: createWritePlan,
};

/**
 * The item loop of the node. All items are read and checked before anything is sent; then their
 * requests run, and the output keeps the order of the input.
 *
 * Where the node continues on errors nothing is thrown: n8n would let the input pass as the output.
 */
export async function router(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
	let runtime: Runtime;
	try {
		const kind = readChosenKind(this);
		if (kind === FIND) return [await findOperations(this)];
		runtime = await createRuntime(this, kind);
	} catch (error) {
		if (!this.continueOnFail()) throw toNodeError(this, error, 0);
		return [this.getInputData().map((_, index) => toErrorItem(this, error, index))];
	}
	return [await runItems(runtime)];
}

async function runItems(runtime: Runtime): Promise<INodeExecutionData[]> {
	const { context, kind, gate } = runtime;
	const plan = PLANS[kind](runtime);
	const jobs: Job[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		for (const job of await planItem(runtime, plan, itemIndex)) jobs.push(job);
	}
	const rescue = (error: unknown, { itemIndex }: Job) => {
		if (error instanceof FailureAsItem) return [error.item];
		const outcome = kind === 'query' ? undefined : outcomeOf(error);
		return context.continueOnFail() ? [toErrorItem(context, error, itemIndex, outcome)] : undefined;
	};
	const isCancelled = () => context.getExecutionCancelSignal()?.aborted === true;
	const outcomes = await runJobs(jobs, () => gate.limit, rescue, isCancelled);
	const index = outcomes.findIndex((outcome) => outcome?.state === 'failed');
	const failure = outcomes[index];
	if (failure?.state !== 'failed') return join(outcomes);
	const stop = kind === 'query' ? undefined : describeStop(jobs, outcomes);
	if (isCancelled()) {
		// n8n tells a stopped run from a failed one by this word.
		throw new NodeOperationError(context.getNode(), 'The execution was canceled', {
			description: stop && `Of ${stop.summary}. ${stop.account}`,
		});
	}
	const error = toNodeError(context, failure.error, jobs[index]?.itemIndex ?? 0);
	if (stop) {
		error.message += ` (${stop.summary})`;
		error.description = [stop.account, error.description].filter(Boolean).join(' ');
	}
	throw tellModel(context.getNode(), error);
}

/** An item that cannot be read becomes a job that fails, when others are to go on. */
async function planItem(runtime: Runtime, plan: Plan, itemIndex: number): Promise<Job[]> {
	try {
		return await plan(itemIndex);
	} catch (error) {
		const nodeError = toNodeError(runtime.context, error, itemIndex);
		if (!runtime.context.continueOnFail()) throw nodeError;
		const run = async () => await Promise.reject<INodeExecutionData[]>(nodeError);
		return [{ itemIndex, run }];
	}
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
