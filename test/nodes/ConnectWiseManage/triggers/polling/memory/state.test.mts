import { describe, expect, it } from 'vitest';
import {
	readState,
	rewind,
	type PollState,
} from '../../../../../../nodes/ConnectWiseManage/triggers/polling/memory/state.ts';

const STATE: PollState = {
	version: 1,
	fingerprint: 'f',
	mode: 'time',
	mark: 100,
	floor: 10,
	topId: 7,
	resume: { from: 90, upper: 120, afterId: 3, topId: 7 },
	seen: { 1: '95' },
	fresh: { 2: '99~abc' },
	watched: ['1:a', '2:b', '3:c'],
	watchedFresh: 2,
	watchedFor: 'w',
	previous: { mark: 50, floor: 10, topId: 5, resume: null },
	run: 'r',
	repeatCount: 1,
};

it('reads what it wrote', () => {
	expect(readState(JSON.parse(JSON.stringify(STATE)))).toEqual(STATE);
});

describe('takes for nothing', () => {
	it.each([
		['nothing', undefined],
		['null', null],
		['text', 'state'],
		['a list', [STATE]],
		['another version', { ...STATE, version: 2 }],
		['a mark of text', { ...STATE, mark: '100' }],
		['a mark below 0', { ...STATE, mark: -1 }],
		['a mark that is no number', { ...STATE, mark: NaN }],
		['no fingerprint', { ...STATE, fingerprint: undefined }],
		['a list of seen changes', { ...STATE, seen: [] }],
	])('%s', (_, given) => {
		expect(readState(given)).toBeUndefined();
	});
});

it.each([
	['a window without an end', { resume: { from: 1, upper: null, afterId: 1, topId: 1 } }, 'resume'],
	['a window of text', { resume: 'half' }, 'resume'],
	['an earlier place that is none', { previous: { mark: 'x' } }, 'previous'],
] as const)('leaves out %s', (_, changes, name) => {
	expect(readState({ ...STATE, ...changes })?.[name]).toBeNull();
});

describe('goes back to before the last poll that gave items', () => {
	it('with its place, and without what that poll saw', () => {
		expect(rewind(STATE)).toEqual({
			...STATE,
			...STATE.previous,
			fresh: {},
			watched: ['1:a'],
			watchedFresh: 0,
			repeatCount: 2,
		});
	});

	it('not for ever, where several n8n share the polls', () => {
		const counts = [0, 1, 4].map((repeatCount) => rewind({ ...STATE, repeatCount }).repeatCount);
		expect(counts).toEqual([1, 2, 5]);
		const last = { ...STATE, repeatCount: 5 };
		expect(rewind(last)).toBe(last);
	});

	it('only if there was one', () => {
		const state = { ...STATE, previous: null };
		expect(rewind(state)).toBe(state);
	});
});
