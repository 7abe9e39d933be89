import type { INodePropertyOptions, ResourceMapperField } from 'n8n-workflow';
import { findEntry, type Entry } from '../entries';
import { isGivenByExpression } from './parents';

/**
 * The field as a drop-down of the entries. What is saved stays as it is: under the name of its entry,
 * or as one that the list does not have.
 */
export function withEntries(
	field: ResourceMapperField,
	entries: readonly Entry[],
	value: unknown,
): ResourceMapperField {
	if (entries.length === 0) return field;
	const isSet = typeof value === 'number' || (typeof value === 'string' && value !== '');
	const current = isSet && !isGivenByExpression(value) ? value : undefined;
	const chosen = current === undefined ? undefined : findEntry(current, entries);
	const options: INodePropertyOptions[] = entries.map((entry) => ({
		name: entry.name,
		value: entry === chosen && current !== undefined ? current : entry.id,
	}));
	if (current !== undefined && !chosen) {
		options.unshift({ name: `${current} (not in the list)`, value: current });
	}
	return { ...field, type: 'options', options };
}
