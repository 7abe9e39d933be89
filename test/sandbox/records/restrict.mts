import type { Selection } from './store.mts';

/** Narrows a selection by a test of the id; `key` stands for the test in caches. */
export function restricted(
	selection: Selection,
	{ key, test }: { readonly key: string; readonly test: (id: number) => boolean },
): Selection {
	const { filter } = selection;
	return {
		...selection,
		filter: {
			key: `${key} & ${filter?.key ?? ''}`,
			test: (read) => test(Number(read(['id']))) && (filter?.test(read) ?? true),
		},
	};
}
