import type { INodeExecutionData } from 'n8n-workflow';
import type { Job } from './runtime';

/** `rescued`: failed, and its error became items. */
export type JobState = 'done' | 'rescued' | 'failed' | 'notBegun';

export interface JobResults {
	/** By job, in order; `undefined` for jobs that failed or were not begun. */
	readonly results: Array<INodeExecutionData[] | undefined>;
	/** By job, in order. */
	readonly states: JobState[];
	/** In order of the jobs; several only where they ran side by side. */
	readonly failures: ReadonlyArray<{ readonly index: number; readonly error: unknown }>;
}

/**
 * Runs the jobs in order, at most `parallel` at once, and keeps their results in order. Unless
 * `rescue` turns an error into items, nothing further is begun after it; what is under way ends.
 */
export async function runJobs(
	jobs: readonly Job[],
	parallel: number,
	rescue: (error: unknown, job: Job) => INodeExecutionData[] | undefined,
): Promise<JobResults> {
	const results: JobResults['results'] = new Array(jobs.length).fill(undefined);
	const states: JobState[] = new Array(jobs.length).fill('notBegun');
	const failures: Array<{ index: number; error: unknown }> = [];
	let next = 0;
	const work = async () => {
		for (let index = next++; failures.length === 0; index = next++) {
			const job = jobs[index];
			if (!job) return;
			try {
				results[index] = await job.run();
				states[index] = 'done';
			} catch (error) {
				results[index] = rescue(error, job);
				states[index] = results[index] ? 'rescued' : 'failed';
				if (!results[index]) failures.push({ index, error });
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(parallel, jobs.length) }, work));
	failures.sort((a, b) => a.index - b.index);
	return { results, states, failures };
}
