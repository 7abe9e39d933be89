import type { INodeExecutionData } from 'n8n-workflow';
import type { Job } from './runtime';
import { CancelledError } from './wait';

export type JobOutcome =
	| { readonly state: 'done'; readonly items: INodeExecutionData[] }
	/** Failed, and its error became items. */
	| { readonly state: 'rescued'; readonly items: INodeExecutionData[]; readonly error: unknown }
	| { readonly state: 'failed'; readonly error: unknown };

/**
 * Runs the jobs in order, at most `parallel` at once. Unless `rescue` turns an error into items,
 * nothing further is begun after it; what is under way ends. Nor is anything once the execution is
 * cancelled: what is left fails with a CancelledError.
 *
 * @returns Outcomes by job, in order; `undefined` for jobs that were not begun.
 */
export async function runJobs(
	jobs: readonly Job[],
	parallel: number,
	rescue: (error: unknown, job: Job) => INodeExecutionData[] | undefined,
	isCancelled: () => boolean = () => false,
): Promise<Array<JobOutcome | undefined>> {
	const outcomes: Array<JobOutcome | undefined> = new Array(jobs.length).fill(undefined);
	let next = 0;
	let isStopped = false;
	const run = async (job: Job): Promise<JobOutcome> => {
		try {
			if (isCancelled()) throw new CancelledError();
			return { state: 'done', items: await job.run() };
		} catch (error) {
			const items = rescue(error, job);
			return items ? { state: 'rescued', items, error } : { state: 'failed', error };
		}
	};
	const work = async () => {
		for (let index = next++; !isStopped; index = next++) {
			const job = jobs[index];
			if (!job) return;
			const outcome = await run(job);
			outcomes[index] = outcome;
			if (outcome.state === 'failed') isStopped = true;
		}
	};
	await Promise.all(Array.from({ length: Math.min(parallel, jobs.length) }, work));
	return outcomes;
}
