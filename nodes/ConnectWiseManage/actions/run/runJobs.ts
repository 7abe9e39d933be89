import type { INodeExecutionData } from 'n8n-workflow';
import type { Job } from './runtime';
import { CancelledError } from './wait';

export type JobOutcome =
	| { readonly state: 'done'; readonly items: INodeExecutionData[] }
	/** Failed, and its error became items. */
	| { readonly state: 'rescued'; readonly items: INodeExecutionData[]; readonly error: unknown }
	| { readonly state: 'failed'; readonly error: unknown };

/**
 * Runs the jobs in order, at most `parallel` at once, a number that may change meanwhile; those that
 * belong together, behind the first of them. Unless `rescue` turns an error into items, nothing
 * further is begun after it; what is under way ends. Nor is anything once the execution is
 * cancelled: what is left fails with a CancelledError.
 *
 * @returns Outcomes by job, in order; `undefined` for jobs that were not begun.
 */
export async function runJobs(
	jobs: readonly Job[],
	parallel: () => number,
	rescue: (error: unknown, job: Job) => INodeExecutionData[] | undefined,
	isCancelled: () => boolean = () => false,
): Promise<Array<JobOutcome | undefined>> {
	const outcomes: Array<JobOutcome | undefined> = new Array(jobs.length).fill(undefined);
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
	const work = async ({ job, index }: Numbered) => {
		const outcome = await run(job);
		outcomes[index] = outcome;
		if (outcome.state === 'failed') isStopped = true;
	};
	const workSeveral = async <T extends object>(
		tasks: readonly T[],
		task: (of: T) => Promise<void>,
	) => await inPool(tasks, parallel, () => isStopped, task);
	await workSeveral(joinTogether(jobs), async ([first, ...others]) => {
		await work(first);
		if (others.length > 0) await workSeveral(others, work);
	});
	return outcomes;
}

interface Numbered {
	readonly job: Job;
	readonly index: number;
}

type Together = [Numbered, ...Numbered[]];

/** In the order of the first of each. */
function joinTogether(jobs: readonly Job[]): Together[] {
	const groups: Together[] = [];
	const byShared = new Map<object, Together>();
	jobs.forEach((job, index) => {
		const shared = job.together?.();
		const known = shared && byShared.get(shared);
		if (known) {
			known.push({ job, index });
			return;
		}
		const group: Together = [{ job, index }];
		if (shared) byShared.set(shared, group);
		groups.push(group);
	});
	return groups;
}

/** Begins tasks in order while fewer than `parallel` are under way, until all are done or it is stopped. */
async function inPool<T extends object>(
	tasks: readonly T[],
	parallel: () => number,
	isStopped: () => boolean,
	task: (of: T) => Promise<void>,
): Promise<void> {
	let next = 0;
	let active = 0;
	await new Promise<void>((resolve, reject) => {
		const begin = () => {
			while (!isStopped() && active < parallel()) {
				const of = tasks[next++];
				if (!of) break;
				active += 1;
				task(of).then(() => {
					active -= 1;
					begin();
				}, reject);
			}
			if (active === 0) resolve();
		};
		begin();
	});
}
