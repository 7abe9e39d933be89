import { NodeApiError, type INode } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ParameterError } from '../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import { FailureAsItem } from '../../../../../nodes/ConnectWiseManage/actions/run/failure.ts';
import type { JobOutcome } from '../../../../../nodes/ConnectWiseManage/actions/run/runJobs.ts';
import { describeStop } from '../../../../../nodes/ConnectWiseManage/actions/run/stop.ts';
import { CancelledError } from '../../../../../nodes/ConnectWiseManage/actions/run/wait.ts';
import type { WriteOutcome } from '../../../../../nodes/ConnectWiseManage/request/outcome/writeOutcome.ts';

const NODE = {
	name: 'ConnectWise',
	type: 'x',
	typeVersion: 1,
	position: [0, 0],
} as unknown as INode;

function apiError(outcome: WriteOutcome): NodeApiError {
	const error = new NodeApiError(NODE, {}, { message: 'Summary is required.' });
	error.context.details = { outcome };
	return error;
}

/** Outcomes by letter. */
const OUTCOMES: Readonly<Record<string, JobOutcome | undefined>> = {
	d: { state: 'done', items: [] },
	f: { state: 'failed', error: apiError('nothing changed') },
	u: { state: 'failed', error: apiError('unknown') },
	c: { state: 'failed', error: apiError('carried out') },
	e: { state: 'failed', error: new ParameterError('Lost') },
	/** Nobody foresaw it. */
	t: { state: 'failed', error: new TypeError('x is not a function') },
	n: { state: 'rescued', items: [], error: new CancelledError() },
	r: {
		state: 'rescued',
		items: [],
		error: new FailureAsItem({ json: {} }, 'ConnectWise answered 400', 'nothing changed'),
	},
	s: {
		state: 'rescued',
		items: [],
		error: new FailureAsItem({ json: {} }, 'ConnectWise answered 502', 'unknown'),
	},
};

/** Of jobs that ended so, one letter each; by default one for each item. */
function stopOf(letters: string, itemIndexes = [...letters].map((_, index) => index)) {
	const outcomes = [...letters].map((letter) => OUTCOMES[letter]);
	const jobs = itemIndexes.map((itemIndex) => ({
		itemIndex,
		run: async () => await Promise.resolve([]),
	}));
	return describeStop(jobs, outcomes);
}

describe('describeStop', () => {
	it('gives an account of every request', () => {
		expect(stopOf('dddrdfde--')).toEqual({
			summary: '10 requests: 5 done and not undone, 3 failed, 2 not sent',
			account:
				'Done, do not send again: items 0–2, 4, 6. Failed: items 3, 5, 7 (item 7: Lost). Not sent: items 8–9.',
		});
	});

	it('takes no write for failed that may have been or was carried out', () => {
		expect(stopOf('cuusf')).toEqual({
			summary: '5 requests: 1 done and not undone, 3 of unknown outcome, 1 failed',
			account:
				'Done, do not send again: item 0. Outcome not known, look first: items 1–3. Failed: item 4 (item 4: Summary is required).',
		});
	});

	it('takes no write for failed that ended in a way that nobody foresaw', () => {
		expect(stopOf('dt')?.account).toBe(
			'Done, do not send again: item 0. Outcome not known, look first: item 1.',
		);
	});

	it('tells apart what was not sent any more', () => {
		expect(stopOf('dunn')?.summary).toBe(
			'4 requests: 1 done and not undone, 1 of unknown outcome, 2 not sent',
		);
	});

	it('counts requests where an item has several', () => {
		expect(stopOf('ddf-', [0, 0, 0, 1])?.account).toBe(
			'Done, do not send again: requests 1–2. Failed: request 3. Not sent: request 4.',
		);
	});

	it('says of requests that failed beside the first what item they are of', () => {
		expect(stopOf('fe', [0, 0])?.account).toBe('Failed: requests 1–2 (request 2 (item 0): Lost).');
	});

	it('stays short where thousands were refused here and there', () => {
		const account = stopOf(`${'dr'.repeat(5_000)}f`)?.account ?? '';
		expect(account).toContain('196, 198 and 4900 more. Failed: items 1, 3, 5,');
		expect(account.length).toBeLessThan(1_500);
	});

	it('has nothing to say of a single request', () => {
		expect(stopOf('f')).toBeUndefined();
	});
});
