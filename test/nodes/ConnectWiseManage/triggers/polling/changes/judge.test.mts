import { describe, expect, it } from 'vitest';
import {
	judge,
	timesOf,
} from '../../../../../../nodes/ConnectWiseManage/triggers/polling/changes/judge.ts';

const T = 1_000_000;
const WINDOW = { from: T, upper: null, afterId: null, topId: 50 };

describe('what a record is passed on as', () => {
	it.each([
		// id, updated, entered, sight, created, updated, both
		['is known', 10, T + 5, T, 'known', [undefined, undefined, undefined]],
		['was entered in the window', 60, T + 1, T + 1, 'unknown', ['added', undefined, 'added']],
		[
			'was changed after it was entered',
			60,
			T + 9,
			T + 1,
			'unknown',
			['added', 'updated', 'added'],
		],
		['was entered at its first second', 60, T, T, 'unknown', ['added', undefined, 'added']],
		['was entered before it', 60, T + 5, T - 1, 'unknown', [undefined, 'updated', 'updated']],
		['was seen as new before', 60, T + 9, T + 1, 'changed', [undefined, 'updated', 'updated']],
		['tells no entry, id above', 51, T + 5, undefined, 'unknown', ['added', undefined, 'added']],
		[
			'tells no entry, id known',
			50,
			T + 5,
			undefined,
			'unknown',
			[undefined, 'updated', 'updated'],
		],
	] as const)('%s', (_, id, updated, entered, sight, expected) => {
		const given = ['created', 'updated', 'both'] as const;
		const verdicts = given.map((emit) => judge(id, { updated, entered }, sight, WINDOW, emit));
		expect(verdicts).toEqual(expected);
	});
});

describe('the times of a record', () => {
	it.each([
		[
			'both',
			{ _info: { lastUpdated: '2026-01-01T00:00:10Z', dateEntered: '2026-01-01T00:00:00Z' } },
			10,
			0,
		],
		[
			'entered beside the record',
			{ dateEntered: '2026-01-01T00:00:03Z', _info: { lastUpdated: '2026-01-01T00:00:10Z' } },
			10,
			3,
		],
		[
			'milliseconds and an offset',
			{ _info: { lastUpdated: '2026-01-01T01:00:10.9+01:00' } },
			10,
			undefined,
		],
		['no zone', { _info: { lastUpdated: '2026-01-01T00:00:10' } }, 10, undefined],
		['nothing', {}, undefined, undefined],
		['null', { _info: null }, undefined, undefined],
		['empty text', { _info: { lastUpdated: '' } }, undefined, undefined],
		['no date', { _info: { lastUpdated: 'yesterday', dateEntered: 5 } }, undefined, undefined],
	])('%s', (_, record, updated, entered) => {
		const base = Date.parse('2026-01-01T00:00:00Z') / 1_000;
		const toSecond = (offset: number | undefined) =>
			offset === undefined ? undefined : base + offset;
		expect(timesOf(record)).toEqual({ updated: toSecond(updated), entered: toSecond(entered) });
	});
});
