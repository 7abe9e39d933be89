import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nestingBound } from '../../../../../nodes/ConnectWiseManage/response/reading/nestingBound.ts';

function depthOf(value: unknown): number {
	if (typeof value !== 'object' || value === null) return 0;
	return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

/** Names and texts full of what could be taken for the end of a record. */
const trap = fc
	.array(fc.constantFrom('}', ']', '{', '[', ',', '"', 'id', '_', '\\', ' ', '},{"id', '}]},"'))
	.map((pieces) => pieces.join(''));

const { tree } = fc.letrec((tie) => ({
	tree: fc.oneof({ maxDepth: 6 }, trap, tie('list'), tie('record')),
	list: fc.array(tie('tree'), { maxLength: 4 }),
	record: fc.dictionary(trap, tie('tree'), { maxKeys: 4 }),
}));

describe('nestingBound', () => {
	it('is never below the depth, whatever names and texts hold', () => {
		fc.assert(
			fc.property(tree, (value) => {
				expect(nestingBound(JSON.stringify(value))).toBeGreaterThanOrEqual(depthOf(value));
			}),
			{ numRuns: 5_000 },
		);
	});

	it('is the depth of a list of records, however long', () => {
		const record = {
			id: 1,
			board: { id: 2, _info: { href: 'x' } },
			fields: [{ id: 3 }],
			_info: {},
		};
		const text = JSON.stringify(Array.from({ length: 5_000 }, () => record));
		expect(nestingBound(text)).toBe(depthOf([record]));
	});

	it('rises by as many brackets as are closed in texts only', () => {
		const deep = `${'{"},{":'.repeat(2_000)}1${'}'.repeat(2_000)}`;
		expect(nestingBound(deep)).toBeGreaterThanOrEqual(2_000);
	});

	it.each(['', '{', '[', '}', '{"a":1}},"', '"{'])('ends for %j, which is no JSON', (text) => {
		expect(nestingBound(text)).toBeGreaterThanOrEqual(0);
	});
});
