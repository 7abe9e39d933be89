import { describe, expect, it } from 'vitest';
import { createSchedule } from '../../../../../nodes/ConnectWiseManage/request/pace/schedule.ts';

/** A schedule on which so many requests have begun, a tenth of a second after each other. */
function begun(count: number, perMinute = 0) {
	const schedule = createSchedule(perMinute);
	for (let request = 0; request < count; request++) schedule.begin(request * 100);
	return { schedule, now: count * 100 };
}

describe('the schedule of requests', () => {
	it('lets them begin at once, as long as nothing was refused', () => {
		const { schedule, now } = begun(500);
		expect(schedule.freeAt(now)).toBeLessThanOrEqual(now);
	});

	it('pauses everybody after a refusal, for the longest wait of those that came together', () => {
		const { schedule, now } = begun(10);
		expect(schedule.refuse(now, 2_000)).toBe(10);
		expect(schedule.refuse(now + 1, 3_000)).toBeUndefined();
		expect(schedule.refuse(now + 2, 1_000)).toBeUndefined();
		expect(schedule.freeAt(now + 2)).toBe(now + 3_001);
	});

	it.each([
		['long after many', 100, 30_000, true],
		['long after a few', 49, 30_000, false],
		['short after many', 100, 1_000, false],
	])('keeps to the rate that was borne only where the wait is %s', (_, count, waitMs, isKept) => {
		const { schedule, now } = begun(count);
		schedule.refuse(now, waitMs);
		const later = now + waitMs;
		expect(schedule.freeAt(later)).toBeLessThanOrEqual(later);
		schedule.begin(later);
		const interval = schedule.freeAt(later) - later;
		if (isKept) expect(interval).toBeCloseTo(60_000 / (count * 0.95));
		else expect(interval).toBeLessThanOrEqual(0);
	});

	it('comes nearer to full speed while nothing is refused', () => {
		const { schedule, now } = begun(100);
		schedule.refuse(now, 10_000);
		const later = now + 10_000;
		schedule.begin(later);
		const before = schedule.freeAt(later) - later;
		for (let time = 0; time < 20; time++) schedule.recover();
		schedule.begin(later + 1_000);
		expect(schedule.freeAt(later + 1_000) - later - 1_000).toBeLessThan(before / 5);
	});

	it('counts what a minute may have, whatever was refused', () => {
		const { schedule, now } = begun(7, 7);
		expect(schedule.freeAt(now)).toBeGreaterThan(60_000);
	});
});
