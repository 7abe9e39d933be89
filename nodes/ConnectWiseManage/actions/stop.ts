import type { WriteOutcome } from '../request/writeOutcome';
import { outcomeOf } from './failure';
import type { JobOutcome } from './runJobs';
import type { Job } from './runtime';

export interface Stop {
	/** Counts, for the message. */
	readonly summary: string;
	/** Which requests met with what, for the description; full sentences. */
	readonly account: string;
}

type Fate = 'done' | 'unknown' | 'failed' | 'notSent';

/**
 * What became of every request of a run that a failed write ended, so that nobody sends again what
 * was done; `undefined` where there was only one.
 *
 * @param wordOf Message of an error.
 */
export function describeStop(
	jobs: readonly Job[],
	outcomes: ReadonlyArray<JobOutcome | undefined>,
	wordOf: (error: unknown) => string,
): Stop | undefined {
	if (jobs.length < 2) return undefined;
	const fates = outcomes.map(fateOf);
	const found = (wanted: Fate) => fates.flatMap((fate, index) => (fate === wanted ? [index] : []));
	const done = found('done');
	const unknown = found('unknown');
	const failed = found('failed');
	const notSent = found('notSent');
	const names = namesFor(jobs);
	// The first failure's reason stands in the message.
	const first = outcomes.findIndex((outcome) => outcome?.state === 'failed');
	const withReason = (index: number): string => {
		const outcome = outcomes[index];
		const isTold = index === first || !outcome || outcome.state === 'done';
		return isTold ? names.one(index) : `${names.one(index)}: ${wordOf(outcome.error)}`;
	};
	return {
		summary: `${jobs.length} requests: ${[
			count(done, 'done and not undone'),
			count(unknown, 'of unknown outcome'),
			count(failed, 'failed'),
			count(notSent, 'not sent'),
		]
			.filter(Boolean)
			.join(', ')}`,
		account: [
			sentence('Done, do not send again', done.length > 0 ? names.many(done) : ''),
			sentence('Outcome not known, look first', unknown.map(names.one).join(', ')),
			sentence('Failed', failed.map(withReason).join('; ')),
			sentence('Not sent', notSent.length > 0 ? names.many(notSent) : ''),
		]
			.filter(Boolean)
			.join(' '),
	};
}

const FATES: Readonly<Record<WriteOutcome, Fate>> = {
	'nothing changed': 'failed',
	unknown: 'unknown',
	'carried out': 'done',
};

function fateOf(outcome: JobOutcome | undefined): Fate {
	if (!outcome) return 'notSent';
	if (outcome.state === 'done') return 'done';
	return FATES[outcomeOf(outcome.error)];
}

function count(indices: readonly number[], what: string): string {
	return indices.length > 0 ? `${indices.length} ${what}` : '';
}

/** The server's own words may end in a full stop. */
function sentence(title: string, text: string): string {
	return text === '' ? '' : `${title}: ${text.replace(/\.$/, '')}.`;
}

interface Names {
	one(this: void, index: number): string;
	many(this: void, indices: readonly number[]): string;
}

/** By n8n's number of the item (from 0) where each item is one request, else by place in the run. */
function namesFor(jobs: readonly Job[]): Names {
	if (jobs.every(({ itemIndex }, index) => itemIndex === index)) {
		return {
			one: (index) => `item ${index}`,
			many: (indices) => `${indices.length === 1 ? 'item' : 'items'} ${ranges(indices)}`,
		};
	}
	return {
		one: (index) => `request ${index + 1} (item ${jobs[index]?.itemIndex ?? 0})`,
		many: (indices) =>
			`${indices.length === 1 ? 'request' : 'requests'} ${ranges(indices.map((i) => i + 1))}`,
	};
}

/** `0–3, 5` for 0, 1, 2, 3, 5. */
function ranges(ascending: readonly number[]): string {
	const found: Array<{ from: number; to: number }> = [];
	for (const number of ascending) {
		const last = found[found.length - 1];
		if (last && number === last.to + 1) last.to = number;
		else found.push({ from: number, to: number });
	}
	return found.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}
