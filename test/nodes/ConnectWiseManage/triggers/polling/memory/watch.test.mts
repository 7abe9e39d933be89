import { expect, it } from 'vitest';
import {
	createWatch,
	MOST_WATCHED_COUNT,
	valueAt,
} from '../../../../../../nodes/ConnectWiseManage/triggers/polling/memory/watch.ts';

const NOTHING = { watched: [], watchedFresh: 0, watchedFor: '' };
const FIELDS = ['status/name', 'owner.identifier'];
const ticket = (status: string, owner?: string) => ({
	summary: Math.random().toString(),
	status: { name: status },
	...(owner && { owner: { identifier: owner } }),
});

it('counts every change where no field is watched, and keeps nothing', () => {
	const watch = createWatch(NOTHING, []);
	expect(watch.differs(1, ticket('New'))).toBe(true);
	expect(watch.keep(true)).toMatchObject({ watched: [], watchedFor: '' });
});

it('counts a change if a watched field differs from what was last seen', () => {
	const first = createWatch(NOTHING, FIELDS);
	expect(first.differs(1, ticket('New'))).toBe(true);
	expect(first.differs(1, ticket('New'))).toBe(false);
	const second = createWatch(first.keep(true), FIELDS);
	expect(second.differs(1, ticket('New'))).toBe(false);
	expect(second.differs(1, ticket('New', 'jdoe'))).toBe(true);
	expect(second.differs(1, ticket('New'))).toBe(true);
});

it('begins anew for other fields', () => {
	const first = createWatch(NOTHING, FIELDS);
	first.differs(1, ticket('New'));
	expect(createWatch(first.keep(true), ['status/name']).differs(1, ticket('New'))).toBe(true);
});

it('forgets what was not changed for the longest time, and counts how much', () => {
	const watch = createWatch(NOTHING, FIELDS);
	for (let id = 1; id <= MOST_WATCHED_COUNT + 3; id++) watch.differs(id, ticket('New'));
	watch.differs(1, ticket('Closed'));
	const kept = watch.keep(true);
	expect(kept).toMatchObject({ forgottenCount: 3, watchedFresh: MOST_WATCHED_COUNT });
	expect(kept.watched).toHaveLength(MOST_WATCHED_COUNT);
});

it.each([
	[{ a: { b: 1 } }, 'a/b', 1],
	[{ a: { b: 1 } }, 'a.b', 1],
	[{ a: null }, 'a/b', undefined],
	[{ a: [1] }, 'a/0', undefined],
	[{}, 'constructor', undefined],
	[{}, '__proto__/polluted', undefined],
	[{ a: 0 }, 'a', 0],
])('finds in %j at %s: %j', (record, field, value) => {
	expect(valueAt(record, field)).toBe(value);
});
