import { describe, expect, it } from 'vitest';
import type {
	Position,
	PollState,
} from '../../../../../../nodes/ConnectWiseManage/triggers/polling/memory/state.ts';
import {
	nextWindow,
	upperOf,
	windowCondition,
} from '../../../../../../nodes/ConnectWiseManage/triggers/polling/reading/window.ts';

const NOON = Date.parse('2026-03-01T12:00:00Z') / 1_000;
const position = (given: Partial<Position>): PollState =>
	({ mark: NOON, floor: 0, topId: 7, resume: null, ...given }) as PollState;

describe('the next window', () => {
	it.each([
		['begins an overlap before the mark', {}, 120, NOON - 120],
		['begins at the mark without an overlap', {}, 0, NOON],
		['never begins before the floor', { floor: NOON - 30 }, 120, NOON - 30],
		['begins at the floor where that lies behind the mark', { floor: NOON + 60 }, 120, NOON + 60],
		['has the overlap again once the floor lies before it', { floor: NOON - 500 }, 120, NOON - 120],
	])('%s', (_, given, overlap, from) => {
		expect(nextWindow(position(given), overlap)).toEqual({
			from,
			upper: null,
			afterId: null,
			topId: 7,
		});
	});

	it('is the rest of one that was read in part', () => {
		const resume = { from: NOON - 99, upper: NOON + 5, afterId: 42, topId: 3 };
		expect(nextWindow(position({ resume }), 120)).toBe(resume);
	});
});

it.each([
	[NOON * 1_000, NOON - 2],
	[NOON * 1_000 + 999, NOON - 2],
	[NOON * 1_000 - 1, NOON - 3],
])('ends two whole seconds before the time of the server: %d', (serverTimeMs, upper) => {
	expect(upperOf(serverTimeMs)).toBe(upper);
});

describe('its conditions', () => {
	const window = { from: NOON, upper: null, afterId: null, topId: 0 };

	it.each([
		['without an end', window, 'lastUpdated >= [2026-03-01T12:00:00Z]'],
		[
			'with an end',
			{ ...window, upper: NOON + 60 },
			'lastUpdated >= [2026-03-01T12:00:00Z] and lastUpdated <= [2026-03-01T12:01:00Z]',
		],
		[
			'behind a record',
			{ ...window, upper: NOON + 60, afterId: 0 },
			'lastUpdated >= [2026-03-01T12:00:00Z] and lastUpdated <= [2026-03-01T12:01:00Z] and id > 0',
		],
	])('%s', (_, given, text) => {
		expect(windowCondition(given)).toBe(text);
	});
});
