import { describe, expect, it } from 'vitest';
import type { JobState } from '../../../../nodes/ConnectWiseManage/actions/runJobs.ts';
import { describeStop } from '../../../../nodes/ConnectWiseManage/actions/stop.ts';

const LETTERS: Readonly<Record<string, JobState>> = {
	d: 'done',
	r: 'rescued',
	f: 'failed',
	n: 'notBegun',
};

/** Jobs in these states, one letter each, of these items. */
function stopOf(letters: string, itemIndexes = [...letters].map((_, index) => index)) {
	const states = [...letters].map((letter) => LETTERS[letter] as JobState);
	const jobs = itemIndexes.map((itemIndex) => ({
		itemIndex,
		run: async () => await Promise.resolve([]),
	}));
	const failures = states.flatMap((state, index) =>
		state === 'failed' ? [{ index, error: `reason ${index}` }] : [],
	);
	return describeStop(jobs, { states, failures, results: [] }, String);
}

describe('describeStop', () => {
	it('gives an account of every request', () => {
		expect(stopOf('dddrdfdfnn')).toEqual({
			summary:
				'of 10 requests of this run: 5 went through and are not undone, 1 were refused, 2 failed, 2 not sent',
			account:
				'Went through: item 0 to 2, 4, 6. Refused: item 3. item 7 failed as well: reason 7. Not sent: item 8 to 9',
		});
	});

	it('counts requests where an item has several', () => {
		expect(stopOf('ddfn', [0, 0, 0, 1])?.account).toBe(
			'Went through: request 1 to 2. Not sent: request 4',
		);
	});

	it('leaves out what there is none of', () => {
		expect(stopOf('fn')).toEqual({
			summary: 'of 2 requests of this run: 1 failed, 1 not sent',
			account: 'Not sent: item 1',
		});
	});

	it('has nothing to say of a single request', () => {
		expect(stopOf('f')).toBeUndefined();
	});
});
