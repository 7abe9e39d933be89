import { isRecord } from '../response/items/isRecord';

/** Entry methods of custom fields whose values come from a list. */
const LIST_METHODS: ReadonlySet<unknown> = new Set(['List', 'Option']);

/** Whether a custom field of this entry method takes one of a list of choices. */
export function hasChoices(entryMethod: unknown): boolean {
	return LIST_METHODS.has(entryMethod);
}

/** The choices in use of a definition's `options`. */
export function activeOptions(options: unknown): string[] {
	if (!Array.isArray(options)) return [];
	return options
		.filter(isRecord)
		.filter(({ inactiveFlag }) => inactiveFlag !== true)
		.flatMap(({ optionValue }) => (typeof optionValue === 'string' ? [optionValue] : []));
}
