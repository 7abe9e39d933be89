import type { INodeExecutionData } from 'n8n-workflow';
import type { Job } from './runtime';

export interface JobResults {
	/** By job, in order; `undefined` for jobs that failed or were not begun. */
	readonly results: Array<INodeExecutionData[] | undefined>;
	/** The failed job that comes first in order, with what it threw. */
	readonly failure: { readonly index: number; readonly error: unknown } | undefined;
	readonly doneCount: number;
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
	const failures: Array<{ index: number; error: unknown }> = [];
	let next = 0;
	let doneCount = 0;
	const work = async () => {
		for (let index = next++; failures.length === 0; index = next++) {
			const job = jobs[index];
			if (!job) return;
			try {
				results[index] = await job.run();
				doneCount += 1;
			} catch (error) {
				results[index] = rescue(error, job);
				if (!results[index]) failures.push({ index, error });
			}
		}
	};
	await Promise.all(Array.from({ length: Math.min(parallel, jobs.length) }, work));
	const [failure] = failures.sort((a, b) => a.index - b.index);
	return { results, failure, doneCount };
}
