import type { JobResults, JobState } from './runJobs';
import type { Job } from './runtime';

export interface Stop {
	/** Counts, for the message. */
	readonly summary: string;
	/** Which requests met with what, for the description. */
	readonly account: string;
}

/**
 * What became of the other requests of a run that a failed write ended, so that nobody sends again
 * what went through; `undefined` where there were none.
 *
 * @param wordOf Message of an error.
 */
export function describeStop(
	jobs: readonly Job[],
	{ states, failures }: JobResults,
	wordOf: (error: unknown) => string,
): Stop | undefined {
	if (jobs.length < 2) return undefined;
	const found = (wanted: JobState) => states.flatMap((state, i) => (state === wanted ? [i] : []));
	const [done, rescued, notBegun] = [found('done'), found('rescued'), found('notBegun')];
	const counts = [
		count(done, 'went through and are not undone'),
		count(rescued, 'were refused'),
		`${failures.length} failed`,
		count(notBegun, 'not sent'),
	];
	const name = namesOf(jobs);
	const others = failures
		.slice(1)
		.map(({ index, error }) => `${name([index])} failed as well: ${wordOf(error)}`);
	const lists = [
		done.length > 0 ? `Went through: ${name(done)}` : '',
		rescued.length > 0 ? `Refused: ${name(rescued)}` : '',
		...others,
		notBegun.length > 0 ? `Not sent: ${name(notBegun)}` : '',
	];
	return {
		summary: `of ${jobs.length} requests of this run: ${counts.filter(Boolean).join(', ')}`,
		account: lists.filter(Boolean).join('. '),
	};
}

function count(indices: readonly number[], what: string): string {
	return indices.length > 0 ? `${indices.length} ${what}` : '';
}

/** By n8n's number of the item (from 0) where each item is one request, else by place in the run. */
function namesOf(jobs: readonly Job[]): (indices: readonly number[]) => string {
	const isOneEach = jobs.every(({ itemIndex }, index) => itemIndex === index);
	return (indices) =>
		isOneEach ? `item ${ranges(indices)}` : `request ${ranges(indices.map((i) => i + 1))}`;
}

/** `0 to 3, 5` for 0, 1, 2, 3, 5. */
function ranges(ascending: readonly number[]): string {
	const found: Array<{ from: number; to: number }> = [];
	for (const number of ascending) {
		const last = found[found.length - 1];
		if (last && number === last.to + 1) last.to = number;
		else found.push({ from: number, to: number });
	}
	return found.map(({ from, to }) => (from === to ? `${from}` : `${from} to ${to}`)).join(', ');
}
