import { describe, expect, it } from 'vitest';
import {
	createSeen,
	MOST_SEEN_COUNT,
	type KeepRule,
} from '../../../../../../nodes/ConnectWiseManage/triggers/polling/memory/seen.ts';

const hash = (text: string) => () => text;
const RULE: KeepRule = { from: 0, aboveId: undefined, floor: 0, newest: 0, hasItems: true };
const seenOf = (seen: Record<string, string>, fresh: Record<string, string> = {}) =>
	createSeen({ seen, fresh }, () => true);

describe('how a record compares with what was seen', () => {
	it.each([
		['never seen', {}, 100, 'unknown'],
		['the same second', { 1: '100' }, 100, 'known'],
		['a later second', { 1: '100' }, 101, 'changed'],
		['an earlier second, as of a copy that lags behind', { 1: '100' }, 99, 'known'],
		['the same second and content', { 1: '100~a' }, 100, 'known'],
		['the same second and another content', { 1: '100~b' }, 100, 'changed'],
		['a value that is none', { 1: 'x' }, 100, 'changed'],
	])('%s', (_, seen, seconds, expected) => {
		expect(seenOf(seen).compare(1, seconds, hash('a'))).toBe(expected);
	});

	it('takes the content for settled once it was read again in a later second', () => {
		const memory = seenOf({ 1: '100~a' });
		memory.compare(1, 100, hash('a'));
		expect(memory.keep({ ...RULE, newest: 100 }).seen).toEqual({ 1: '100' });
	});
});

describe('what is kept', () => {
	it('is what will be read again, in two parts: of this poll and of those before', () => {
		const memory = seenOf({ 1: '90', 2: '100' }, { 3: '101' });
		memory.add(4, 102, hash('d'));
		expect(memory.keep({ ...RULE, from: 100, newest: 110 })).toEqual({
			seen: { 2: '100', 3: '101' },
			fresh: { 4: '102' },
			floor: 0,
			isShortened: false,
		});
	});

	it('leaves the parts as they are after a poll that gave nothing', () => {
		const memory = seenOf({ 2: '100' }, { 3: '101' });
		const kept = memory.keep({ ...RULE, from: 100, newest: 110, hasItems: false });
		expect(kept).toMatchObject({ seen: { 2: '100' }, fresh: { 3: '101' } });
	});

	it('has the content of changes beside which another may still come', () => {
		const memory = seenOf({});
		memory.add(1, 108, hash('a'));
		memory.add(2, 109, hash('b'));
		memory.add(3, 110, hash('c'));
		expect(memory.keep({ ...RULE, newest: 110 }).fresh).toEqual({
			1: '108',
			2: '109~b',
			3: '110~c',
		});
	});

	it('holds what the rest of a window needs, whenever it changed', () => {
		const memory = seenOf({ 5: '10', 50: '10' });
		expect(memory.keep({ ...RULE, from: 100, aboveId: 20 }).seen).toEqual({ 50: '10' });
	});

	it('is the newest where there is too much, and raises the floor above the rest', () => {
		const memory = seenOf({});
		for (let id = 1; id <= MOST_SEEN_COUNT + 10; id++) memory.add(id, id, hash(''));
		const { fresh, floor, isShortened } = memory.keep({ ...RULE, newest: 1e9 });
		expect(Object.keys(fresh)).toHaveLength(MOST_SEEN_COUNT);
		expect([floor, isShortened]).toEqual([11, true]);
	});

	it('is nothing where too much changed in one second', () => {
		const memory = seenOf({});
		for (let id = 1; id <= MOST_SEEN_COUNT + 1; id++) memory.add(id, 500, hash(''));
		expect(memory.keep({ ...RULE, newest: 1e9 })).toEqual({
			seen: {},
			fresh: {},
			floor: 501,
			isShortened: true,
		});
	});
});
