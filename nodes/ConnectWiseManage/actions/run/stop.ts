import type { WriteOutcome } from '../../request/outcome/writeOutcome';
import { messageOf, outcomeOf } from './failure';
import type { JobOutcome } from './runJobs';
import type { Job } from './runtime';

export interface Stop {
	/** Counts, for the message. */
	readonly summary: string;
	/** Which requests met with what, for the description; full sentences. */
	readonly account: string;
}

/** A run of thousands may have failed here and there. */
const RANGES_SHOWN_COUNT = 100;

type Fate = 'done' | 'unknown' | 'failed' | 'notSent';

/**
 * What became of every request of a run that a failed write ended, so that nobody sends again what
 * was done; `undefined` where there was only one.
 */
export function describeStop(
	jobs: readonly Job[],
	outcomes: ReadonlyArray<JobOutcome | undefined>,
): Stop | undefined {
	if (jobs.length < 2) return undefined;
	const fates = outcomes.map(fateOf);
	const found = (wanted: Fate) => fates.flatMap((fate, index) => (fate === wanted ? [index] : []));
	const done = found('done');
	const unknown = found('unknown');
	const failed = found('failed');
	const notSent = found('notSent');
	const names = namesFor(jobs);
	const list = (title: string, indices: readonly number[], more = '') =>
		indices.length > 0 ? `${title}: ${names.many(indices)}${more}.` : '';
	const counts = [
		count(done, 'done and not undone'),
		count(unknown, 'of unknown outcome'),
		count(failed, 'failed'),
		count(notSent, 'not sent'),
	];
	const account = [
		list('Done, do not send again', done),
		list('Outcome not known, look first', unknown),
		list('Failed', failed, reasonsOf(failed, outcomes, names)),
		list('Not sent', notSent),
	];
	return {
		summary: `${jobs.length} requests: ${counts.filter(Boolean).join(', ')}`,
		account: account.filter(Boolean).join(' '),
	};
}

/** Of those that failed beside the first, whose reason stands in the message. */
function reasonsOf(
	failed: readonly number[],
	outcomes: ReadonlyArray<JobOutcome | undefined>,
	names: Names,
): string {
	const first = outcomes.findIndex((outcome) => outcome?.state === 'failed');
	const reasons = failed.flatMap((index) => {
		const outcome = outcomes[index];
		if (index === first || outcome?.state !== 'failed') return [];
		return [`${names.one(index)}: ${messageOf(outcome.error).replace(/\.$/, '')}`];
	});
	return reasons.length > 0 ? ` (${reasons.join('; ')})` : '';
}

const FATES: Readonly<Record<WriteOutcome, Fate>> = {
	'not sent': 'notSent',
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

/** `0–3, 5` for 0, 1, 2, 3, 5; of very many, the first. */
function ranges(ascending: readonly number[]): string {
	const found: Array<{ from: number; to: number }> = [];
	for (const number of ascending) {
		const last = found[found.length - 1];
		if (last && number === last.to + 1) last.to = number;
		else found.push({ from: number, to: number });
	}
	const shown = found
		.slice(0, RANGES_SHOWN_COUNT)
		.map(({ from, to }) => (from === to ? `${from}` : `${from}–${to}`));
	const rest = found
		.slice(RANGES_SHOWN_COUNT)
		.reduce((sum, { from, to }) => sum + to - from + 1, 0);
	return rest > 0 ? `${shown.join(', ')} and ${rest} more` : shown.join(', ');
}
