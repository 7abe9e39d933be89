import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../json.mts';
import { recordsInMemory } from './source.mts';
import { sparseIds } from './sparseIds.mts';
import { RecordStore } from './store.mts';

const command = fc.oneof(
	fc.record({ kind: fc.constant('insert' as const), id: fc.integer({ min: 1, max: 60 }) }),
	fc.record({ kind: fc.constant('replace' as const), id: fc.integer({ min: 1, max: 60 }) }),
	fc.record({ kind: fc.constant('remove' as const), id: fc.integer({ min: 1, max: 60 }) }),
	fc.constant({ kind: 'append' as const, id: 0 }),
);

const isEven = {
	key: 'even',
	test: (read: (path: readonly string[]) => unknown) => Number(read(['value'])) % 2 === 0,
};

describe('a record store', () => {
	it('lists what a plain sorted map would list, after any writes', () => {
		fc.assert(
			fc.property(
				fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 }),
				fc.array(command, { maxLength: 25 }),
				fc.integer({ min: 0, max: 70 }),
				fc.integer({ min: 0, max: 10 }),
				fc.boolean(),
				(ids, commands, first, offset, isDescending) => {
					const model = new Map(ids.map((id): [number, JsonObject] => [id, { id, value: id }]));
					const store = new RecordStore('x', 'X', recordsInMemory([...model.values()]));
					for (const [step, { kind, id }] of commands.entries()) {
						const record = { id, value: step };
						if (kind === 'append') {
							const stored = store.insert({ value: step });
							model.set(Number(stored['id']), stored);
						} else if (kind === 'remove') {
							expect(store.remove(id)).toBe(model.delete(id));
						} else if (kind === 'insert' || model.has(id)) {
							store.replace(id, record);
							model.set(id, record);
						}
					}
					const wanted = [...model.values()]
						.map(({ id }) => Number(id))
						.filter((id) => id >= first)
						.sort((a, b) => (isDescending ? b - a : a - b));
					const even = wanted.filter((id) => Number(model.get(id)?.['value']) % 2 === 0);
					const range = { first, last: Infinity };
					expect(store.select({ range, isDescending }, offset, 5)).toEqual(
						wanted.slice(offset, offset + 5),
					);
					expect(store.count({ range })).toBe(wanted.length);
					expect(store.select({ range, filter: isEven, isDescending }, offset, 5)).toEqual(
						even.slice(offset, offset + 5),
					);
					for (const id of wanted) expect(store.get(id)).toEqual(model.get(id));
				},
			),
		);
	});

	it('has ids that ascend with gaps, and finds each at its place', () => {
		fc.assert(
			fc.property(
				fc.integer({ min: 0, max: 1000 }),
				fc.integer({ min: 1, max: 3_000 }),
				(seed, length) => {
					const ids = sparseIds(seed, length, 10);
					let last = 9;
					for (let index = 0; index < length; index++) {
						const id = ids.idAt(index);
						expect(id).toBeGreaterThan(last);
						expect(ids.lowerBound(id)).toBe(index);
						expect(ids.lowerBound(last + 1)).toBe(index);
						last = id;
					}
				},
			),
			{ numRuns: 20 },
		);
	});
});
