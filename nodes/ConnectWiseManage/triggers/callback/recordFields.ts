import { findByRoute, loadTemplate } from '../../catalogue';
import type { FilterField } from '../../conditions/filterFields';
import { findFilterFields, toFieldValue } from '../../conditions/listFields';
import type { RecordSource, RecordType } from './recordTypes';

/** Fields that the records of one list can be filtered by. */
export async function fieldsOfSource({ path }: RecordSource): Promise<readonly FilterField[]> {
	const operation = await findByRoute('GET', path);
	const template = operation && (await loadTemplate(operation.id));
	return template ? await findFilterFields(template) : [];
}

/** Fields of all lists that hold records of the type, each once; custom fields come last. */
export async function fieldsOfType({ sources }: RecordType): Promise<readonly FilterField[]> {
	const fields = (await Promise.all(sources.map(fieldsOfSource))).flat();
	const once = new Map([...fields].reverse().map((field) => [toFieldValue(field), field]));
	return [...once.values()].sort(
		(left, right) => rankOf(left) - rankOf(right) || (left.label < right.label ? -1 : 1),
	);
}

function rankOf({ place }: FilterField): number {
	return place === 'customFieldConditions' ? 1 : 0;
}
