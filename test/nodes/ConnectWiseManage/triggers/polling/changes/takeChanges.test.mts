import { describe, expect, it } from 'vitest';
import type { PollState } from '../../../../../../nodes/ConnectWiseManage/triggers/polling/memory/state.ts';
import type { PollSettings } from '../../../../../../nodes/ConnectWiseManage/triggers/polling/settings.ts';
import {
	takeById,
	takeByTime,
} from '../../../../../../nodes/ConnectWiseManage/triggers/polling/changes/takeChanges.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z');
const SECOND = NOON / 1_000;

const STATE: PollState = {
	version: 1,
	fingerprint: '',
	mode: 'time',
	mark: SECOND - 60,
	floor: 0,
	topId: 50,
	resume: null,
	seen: {},
	fresh: {},
	watched: [],
	watchedFresh: 0,
	watchedFor: '',
	previous: null,
	run: '',
	repeatCount: 0,
};
const SETTINGS: PollSettings = {
	emit: 'both',
	since: undefined,
	overlapSeconds: 120,
	mostRecords: 3,
	simplify: false,
	watchFields: [],
	includeChanges: false,
	repeatsAfterRestart: true,
};
const WINDOW = { from: SECOND - 180, upper: null, afterId: null, topId: 50 };

const byTime = (settings: Partial<PollSettings> = {}) =>
	takeByTime(STATE, WINDOW, { ...SETTINGS, ...settings }, () => NOON);
const rowAt = (id: number, secondsFromNoon: number) => ({
	id,
	_info: { lastUpdated: new Date(NOON + secondsFromNoon * 1_000).toISOString() },
});

describe('rows by time', () => {
	it.each([
		['within the window', -30, 1],
		['at its first second', -180, 1],
		['before it, of a server that does not keep to conditions', -181, 0],
		['at its last second', -2, 1],
		['in a second that may not be over', -1, 0],
		['in the future', 3_600, 0],
	])('%s', (_, seconds, count) => {
		const taking = byTime();
		expect(taking.take(rowAt(7, seconds))).toBe(true);
		expect(taking.changes).toHaveLength(count);
		expect(taking.upper()).toBe(SECOND - 2);
	});

	it('are no more than wanted', () => {
		const taking = byTime();
		const taken = [1, 2, 3, 4].map((id) => taking.take(rowAt(id, -30)));
		expect(taken).toEqual([true, true, true, false]);
		expect(taking.wantedCount()).toBe(0);
	});

	it.each([undefined, null, '7', 7.5, NaN])('fail with the id %j', (id) => {
		expect(() => byTime().take({ ...rowAt(1, -30), id: id as never })).toThrow(/without an ID/);
	});

	it('raise the largest id known by what was looked at only', () => {
		const taking = byTime();
		taking.take(rowAt(90, -30));
		taking.take(rowAt(95, 5));
		expect(taking.topId()).toBe(90);
	});
});

describe('rows without a time', () => {
	it('are told by their id beside others that have one', () => {
		const taking = byTime();
		for (const row of [rowAt(7, -30), { id: 40 }, { id: 51 }]) taking.take(row);
		expect(taking.changes.map(({ id, action }) => [id, action])).toEqual([
			[7, 'updated'],
			[51, 'added'],
		]);
		expect(taking.isTimeless()).toBe(false);
	});

	it('are not new where only updates are wanted', () => {
		const taking = byTime({ emit: 'updated' });
		taking.take({ id: 51 });
		expect(taking.changes).toEqual([]);
	});

	it('prove by their number that the list tells no time, without all of it being read', () => {
		const taking = byTime({ mostRecords: 1_000 });
		let count = 1;
		while (taking.take({ id: count, _info: null })) count += 1;
		expect(count).toBe(100);
		expect(taking.isTimeless()).toBe(true);
	});
});

describe('rows by id', () => {
	it('are new above the largest id known, and no more than wanted', () => {
		const taking = takeById(STATE, SETTINGS);
		expect(taking.conditionAfter(null)).toBe('id > 50');
		const taken = [50, 51, 52, 60, 61].map((id) => taking.take({ id }));
		expect(taken).toEqual([true, true, true, true, false]);
		expect(taking.changes.map(({ id }) => id)).toEqual([51, 52, 60]);
		expect([taking.topId(), taking.conditionAfter(60)]).toEqual([60, 'id > 60']);
	});
});
