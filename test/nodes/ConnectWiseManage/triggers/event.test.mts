import { describe, expect, it } from 'vitest';
import {
	eventIdOf,
	lastUpdatedOf,
	toEventItem,
	typeOfList,
} from '../../../../nodes/ConnectWiseManage/triggers/event.ts';
import type { ChangeFacts } from '../../../../nodes/ConnectWiseManage/triggers/event.ts';
import { callbackTypeOf, typedPaths } from '../../../sandbox/callbacks/levels.mts';

const facts: ChangeFacts = {
	action: 'updated',
	type: 'ticket',
	recordId: 57,
	memberId: 'ann',
	at: '2026-06-09T21:59:49Z',
	complete: true,
};

describe('the type of a list', () => {
	it.each([
		['/service/tickets', 'ticket'],
		['/project/tickets', 'ticket'],
		['/time/entries', 'time'],
		['procurement/purchaseOrders/', 'purchaseorder'],
		['/service/boards', 'service/boards'],
		['/company/companies/12/sites', 'company/companies/12/sites'],
		['constructor', 'constructor'],
		['', ''],
	])('of %j is %j', (path, type) => expect(typeOfList(path)).toBe(type));

	it('is the one that ConnectWise delivers, for each list that has callbacks', () => {
		expect(typedPaths.length).toBeGreaterThan(15);
		for (const path of typedPaths) expect(typeOfList(`/${path}`)).toBe(callbackTypeOf(path));
	});
});

describe('the time of a change', () => {
	it.each([
		['2026-06-09T21:59:49Z', '2026-06-09T21:59:49Z'],
		['2026-06-09T21:59:49.123Z', '2026-06-09T21:59:49Z'],
		['2026-06-09T23:59:49+02:00', '2026-06-09T21:59:49Z'],
		['2026-06-09T21:59:49', '2026-06-09T21:59:49Z'],
		['yesterday', 'yesterday'],
		['', null],
		[null, null],
		[5, null],
		[undefined, null],
	])('written as %j is %j', (lastUpdated, expected) =>
		expect(lastUpdatedOf({ _info: { lastUpdated } })).toBe(expected),
	);

	it('is not known for a record without it', () => {
		expect(lastUpdatedOf({})).toBeNull();
		expect(lastUpdatedOf({ _info: 'odd' })).toBeNull();
	});
});

describe('the id of a change', () => {
	it.each<[Partial<ChangeFacts>, string]>([
		[{}, 'ticket:57@2026-06-09T21:59:49Z'],
		[{ action: 'added' }, 'ticket:57@2026-06-09T21:59:49Z'],
		[{ at: null }, 'ticket:57'],
		[{ action: 'deleted', at: null }, 'ticket:57@deleted'],
		[{ recordId: 'a1' }, 'ticket:a1@2026-06-09T21:59:49Z'],
	])('with %j is %j', (more, id) => expect(eventIdOf({ ...facts, ...more })).toBe(id));

	it('stands in the item with the facts, beside the record', () => {
		expect(toEventItem({ id: 57, event: 'its own' }, facts)).toEqual({
			id: 57,
			event: { id: 'ticket:57@2026-06-09T21:59:49Z', ...facts },
		});
	});
});
