import type { OperationTemplate, ParameterTemplate, ResponseKind } from '../../../catalogue/types';
import { titleFor } from './names';
import { ParameterError } from '../ParameterError';

/** Instead of a condition: the whole list is meant. */
export const EVERYTHING = '*';

const LISTS: ReadonlySet<ResponseKind> = new Set(['array', 'count', 'report']);
const SHAPING_NAMES = new Set(['fields', 'columns', 'orderby']);

/** Nothing at all, blank text, or a list of such. */
export function isNothing(value: unknown): boolean {
	if (value === undefined || value === null) return true;
	if (typeof value === 'string') return value.trim() === '';
	return Array.isArray(value) && value.every(isNothing);
}

/** Whether fewer records are read for the option; the others choose fields, order and place. */
export function narrows(
	{ name, in: place, required }: ParameterTemplate,
	{ kind, response }: OperationTemplate,
): boolean {
	if (kind !== 'query' || !LISTS.has(response.kind)) return false;
	return place !== 'path' && !required && !SHAPING_NAMES.has(name.toLowerCase());
}

/** @throws ParameterError where an empty option would read everything instead of a part. */
export function assertMeant(given: string, template: OperationTemplate): void {
	const parameter = template.parameters.find(
		({ name }) => name.toLowerCase() === given.toLowerCase(),
	);
	if (!parameter || !narrows(parameter, template)) return;
	const name = titleFor(parameter);
	throw new ParameterError(
		`Options: ${name} is empty, which would read every record`,
		`Check the expression: it returned nothing for this item. To read without it, let it return ${EVERYTHING} (an asterisk), or remove "${given}"`,
	);
}
