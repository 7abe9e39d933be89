import { loadLookups, type OperationTemplate } from '../../../catalogue';
import type { Runtime } from '../../run/runtime';
import { findNamed } from './findNamed';
import { createCollector, keyOf, namingBy, type Naming } from './naming';

/**
 * What `make` gives with the records that it names found: it is called once to see which, and again
 * with their ids where there are any.
 *
 * @throws ParameterError for names that no record has, or several have.
 */
export async function withNames<T>(
	runtime: Runtime,
	{ schemas }: Pick<OperationTemplate, 'schemas'>,
	make: (naming: Naming) => T,
): Promise<T> {
	const lookups = await loadLookups();
	const { collect, collected } = createCollector(lookups, schemas);
	const made = make(collect);
	const named = collected();
	if (named.length === 0) return made;
	const ids = new Map<string, number>();
	for (const one of named) {
		const id = await findNamed(runtime, one);
		if (id !== undefined) ids.set(keyOf(one), id);
	}
	return make(namingBy(ids, lookups, schemas));
}
