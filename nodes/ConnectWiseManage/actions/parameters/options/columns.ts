import type { OperationTemplate } from '../../../catalogue';
import type { OperationOptions } from './options';
import { ParameterError, show } from '../ParameterError';
import { readChoice } from '../plain/choices';
import { isPlainObject } from '../values/values';

/** Reads a parameter of the node; the fallback where it has none of this name. */
type ReadParameter = (name: string, fallback: unknown) => unknown;

/**
 * The options with the fields and the order that were chosen from lists.
 *
 * @throws ParameterError for what the operation does not take, or what Options gives as well.
 */
export function withColumns(
	options: OperationOptions,
	read: ReadParameter,
	template: OperationTemplate,
): OperationOptions {
	const chosen = {
		fields: toNames(read('returnFields', [])).join(','),
		orderBy: readOrder(read('orderByFields', {})).join(', '),
	};
	const query = { ...options.query };
	const body = { ...options.body };
	for (const [name, text] of Object.entries(chosen)) {
		if (text === '') continue;
		const title = name === 'fields' ? 'Fields' : 'Order By';
		const parameter = template.parameters.find((one) => one.name === name);
		if (!parameter) {
			throw new ParameterError(
				`${template.label} does not support ${title}`,
				`Remove what is chosen in ${title}`,
			);
		}
		const place = parameter.in === 'body' ? body : query;
		if (place[name] !== undefined) {
			throw new ParameterError(
				`${title} is set twice: beside Options and in Options ("${name}")`,
				'Keep one of the two',
			);
		}
		place[name] = text;
	}
	return { ...options, query, body };
}

/** A list of names, or text with commas, as an expression may give them. */
function toNames(value: unknown): string[] {
	if (value === undefined || value === null) return [];
	const names: unknown[] = Array.isArray(value) ? value : [value];
	return names.flatMap((name) => {
		if (typeof name === 'string') {
			return name
				.split(',')
				.map((part) => part.trim())
				.filter((part) => part !== '');
		}
		throw new ParameterError(
			`Fields must be names of fields, not ${show(name)}`,
			'Choose them from the list, or correct the expression',
		);
	});
}

function readOrder(given: unknown): string[] {
	const rows: unknown[] = isPlainObject(given) && Array.isArray(given.rows) ? given.rows : [];
	return rows.filter(isPlainObject).flatMap(({ field, direction }, index) => {
		if (field === undefined || field === null || field === '') return [];
		const name = typeof field === 'string' ? field.trim() : '';
		if (!/^[\w/]+$/.test(name)) {
			throw new ParameterError(
				`Order By, row ${index + 1}: ${show(field)} names no field`,
				'Choose it from the list; fields of a reference are written like status/name',
			);
		}
		return [`${name} ${readChoice(direction, 'Direction', ['asc', 'desc'], 'asc')}`];
	});
}
