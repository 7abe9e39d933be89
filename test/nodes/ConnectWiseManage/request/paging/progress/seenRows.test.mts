import { describe, expect, it } from 'vitest';
import {
	createSeenRows,
	takeNewRows,
} from '../../../../../../nodes/ConnectWiseManage/request/paging/progress/seenRows.ts';

const SAME_IDS = { hasIds: true, isWhole: true };

describe.each([true, false])('rows that were seen (held: %s)', (isHeld) => {
	it('are left out when they come again, and kept when they have changed', () => {
		const seen = createSeenRows(false, isHeld);
		takeNewRows(seen, [{ id: 1 }, { id: 2, name: 'a' }], SAME_IDS);
		const { rows, isKnown } = takeNewRows(seen, [{ id: 2, name: 'b' }, { id: 1 }], SAME_IDS);
		expect(rows).toEqual([{ id: 2, name: 'b' }]);
		expect(isKnown).toBe(false);
		expect([seen.repeatedCount, seen.changedCount]).toEqual([1, 1]);
		const again = takeNewRows(
			seen,
			[
				{ id: 2, name: 'b' },
				{ id: 2, name: 'a' },
			],
			SAME_IDS,
		);
		expect(again.rows).toEqual([]);
	});

	it('tell a page that comes again', () => {
		const seen = createSeenRows(false, isHeld);
		const page = [{ name: 'a' }, { name: 'b' }];
		const options = { hasIds: false, isWhole: true };
		expect(takeNewRows(seen, page, options)).toEqual({ rows: page, isKnown: false });
		expect(takeNewRows(seen, page, options)).toEqual({ rows: page, isKnown: true });
		expect(takeNewRows(seen, page.slice(1), options).isKnown).toBe(false);
	});
});

it('takes up a few bytes for each row that is handed on, however large it is', () => {
	const seen = createSeenRows(false, false);
	const name = 'x'.repeat(10_000);
	takeNewRows(
		seen,
		Array.from({ length: 50 }, (_, id) => ({ id, name })),
		SAME_IDS,
	);
	expect(JSON.stringify([...seen.byId, ...seen.fingerprints]).length).toBeLessThan(50 * 40);
});
