import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutIds } from '../../../../../nodes/ConnectWiseManage/actions/reads/cutIds.ts';
import { buildQuery } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';

const queryOf = (ids: readonly number[], fields: string | undefined) =>
	buildQuery({ conditions: `id in (${ids.join(',')})`, ...(fields && { fields }) });

describe('cutIds', () => {
	it.each([
		['no ids', [], []],
		['one', [7], [[7]]],
		['some, in order', [9, 2, 5], [[2, 5, 9]]],
	])('puts %s together', (_name, ids, parts) => {
		expect(cutIds(ids, undefined)).toEqual(parts);
	});

	it('cuts 5,000 ids of five digits into some 25 parts', () => {
		const ids = Array.from({ length: 5_000 }, (_, index) => 10_000 + index);
		expect(cutIds(ids, undefined).length).toBeLessThanOrEqual(25);
	});

	it('gives parts of one where the fields leave no room', () => {
		const fields = 'summary,'.repeat(400);
		expect(cutIds([1, 2, 3], fields)).toEqual([[1], [2], [3]]);
	});

	it('keeps every id once, each part within the address and as long as can be', () => {
		const given = fc.tuple(
			fc.uniqueArray(fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), { maxLength: 300 }),
			fc.option(fc.constantFrom('id', 'id,summary,board/name'), { nil: undefined }),
			fc.integer({ min: 150, max: 3_000 }),
		);
		fc.assert(
			fc.property(given, ([ids, fields, longest]) => {
				const parts = cutIds(ids, fields, longest);
				expect(parts.flat()).toEqual([...ids].sort((a, b) => a - b));
				parts.forEach((part, index) => {
					expect(queryOf(part, fields).length).toBeLessThanOrEqual(longest);
					const [next] = parts[index + 1] ?? [];
					if (next === undefined) return;
					expect(queryOf([...part, next], fields).length).toBeGreaterThan(longest);
				});
			}),
		);
	});
});
