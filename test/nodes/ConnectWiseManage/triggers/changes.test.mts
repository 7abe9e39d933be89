import { describe, expect, it } from 'vitest';
import { readChanges } from '../../../../nodes/ConnectWiseManage/triggers/changes.ts';

type Connection = Parameters<typeof readChanges>[0];

const SINCE = '2026-06-09T21:59:49Z';

/** A connection whose audit trail holds these entries. */
const trailOf = (entries: readonly object[]) =>
	({ list: async () => entries }) as unknown as Connection;

const changes = async (...entries: object[]) =>
	await readChanges(trailOf(entries), 'Ticket', 57, SINCE);

const entryAt = (enteredDate: unknown, text: unknown = 'Note added') => ({ enteredDate, text });

describe('what changed', () => {
	it.each([
		['2026-06-09T21:59:49Z', true],
		['2026-06-09T21:59:48Z', true],
		['2026-06-09T22:30:00Z', true],
		['2026-06-09T21:59:47Z', false],
		['2025-06-09T21:59:49Z', false],
		['', false],
		[null, false],
		[undefined, false],
		['yesterday', false],
	])('at %j belongs to the change: %j', async (enteredDate, isOne) => {
		expect(await changes(entryAt(enteredDate))).toHaveLength(isOne ? 1 : 0);
	});

	it('comes oldest first, whatever the order of the trail', async () => {
		const found = await changes(
			entryAt('2026-06-09T21:59:52Z'),
			entryAt('2026-06-09T21:59:50Z'),
			entryAt('2026-06-09T21:59:51Z'),
		);
		expect(found.map(({ enteredDate }) => String(enteredDate).slice(-4))).toEqual([
			':50Z',
			':51Z',
			':52Z',
		]);
	});

	it('keeps the order of entries of one second, in a trail that begins with the newest', async () => {
		const trail = [
			entryAt('2026-06-09T21:59:52Z', 'third'),
			entryAt('2026-06-09T21:59:52Z', 'second'),
			entryAt('2026-06-09T21:59:50Z', 'first'),
		];
		const texts = ['first', 'second', 'third'];
		expect((await changes(...trail)).map(({ text }) => text)).toEqual(texts);
		expect((await changes(...trail.toReversed())).map(({ text }) => text)).toEqual(texts);
	});

	it.each([
		['Status changed from "New" to "Closed".', 'New', 'Closed'],
		['Owner was changed from "" to "ann"', '', 'ann'],
		['FROM "a" TO "b"', 'a', 'b'],
	])('%j has its old and new value', async (text, oldValue, newValue) => {
		expect(await changes(entryAt(SINCE, text))).toEqual([
			{ ...entryAt(SINCE, text), oldValue, newValue },
		]);
	});

	it.each(['Note added', 'moved from here to there', 'from "New"', '', null, undefined, 5])(
		'%j is passed on as it is',
		async (text) => {
			expect(await changes(entryAt(SINCE, text))).toEqual([entryAt(SINCE, text)]);
		},
	);

	it('is looked for in a hostile text without end', async () => {
		const text = `from "${'x" to from "'.repeat(200_000)}`;
		expect(await changes(entryAt(SINCE, text))).toHaveLength(1);
	});
});
