import type { OperationTemplate, ParameterTemplate } from '../../catalogue/types';
import { withApiDates } from './conditionDates';
import { ParameterError } from './ParameterError';
import { coerceValue, isPlainObject } from './values';

/** Options of one item, checked against the template and sorted by where they travel. */
export interface OperationOptions {
	/** As entered, by placeholder; encoded later. */
	readonly path: Readonly<Record<string, string>>;
	readonly query: Readonly<Record<string, string>>;
	/** Filters of a search, by name. */
	readonly body: Readonly<Record<string, unknown>>;
	/** `pageSize` is not in the form but is understood. */
	readonly pageSize: number | undefined;
}

/** Handled inside, so they are no options although the API has them. */
const PAGING_NAMES = new Set(['page', 'pageid']);
const SHOWN_COUNT = 15;

/**
 * @param given what the form or the JSON holds; `undefined` and `null` count as not given.
 * @throws ParameterError for unknown, missing and wrong options.
 */
export function readOptions(
	given: unknown,
	template: OperationTemplate,
	timezone: string,
): OperationOptions {
	if (given !== undefined && given !== null && !isPlainObject(given)) {
		throw new ParameterError(
			'Options must be one JSON object',
			'Write it like { "conditions": "closedFlag = false" }',
		);
	}
	const sorted = {
		path: {} as Record<string, string>,
		query: {} as Record<string, string>,
		body: {} as Record<string, unknown>,
	};
	let pageSize: number | undefined;
	for (const [name, value] of Object.entries(given ?? {})) {
		if (value === undefined || value === null || value === '') continue;
		if (name.toLowerCase() === 'pagesize') {
			pageSize = readPageSize(value, name, timezone);
			continue;
		}
		const parameter = findParameter(name, template);
		const coerced = coerceOption(value, parameter, timezone);
		if (parameter.in === 'body') sorted.body[parameter.name] = coerced;
		else sorted[parameter.in][parameter.name] = asText(coerced);
	}
	assertRequired(sorted, template);
	return { ...sorted, pageSize };
}

function readPageSize(value: unknown, name: string, timezone: string): number {
	const pageSize = Number(coerceValue(value, { name, type: 'integer' }, timezone));
	if (pageSize >= 1) return pageSize;
	throw new ParameterError(`"${name}" must be 1 or more, not ${pageSize}`, `Correct "${name}"`);
}

function coerceOption(value: unknown, parameter: ParameterTemplate, timezone: string): unknown {
	const { itemType } = parameter;
	if (parameter.type !== 'array') {
		// Names of fields may come as a list.
		const given = parameter.type === 'string' && Array.isArray(value) ? value.join(',') : value;
		const coerced = coerceValue(given, parameter, timezone);
		const isFilter = typeof coerced === 'string' && /conditions$/i.test(parameter.name);
		return isFilter ? withApiDates(coerced) : coerced;
	}
	const list: unknown[] = Array.isArray(value) ? value : String(value).split(',');
	const spec = { name: parameter.name, type: itemType ?? 'string', enum: parameter.enum };
	return list.map((entry) =>
		coerceValue(typeof entry === 'string' ? entry.trim() : entry, spec, timezone),
	);
}

function findParameter(name: string, { parameters, label }: OperationTemplate): ParameterTemplate {
	const found =
		parameters.find((parameter) => parameter.name === name) ??
		parameters.find((parameter) => parameter.name.toLowerCase() === name.toLowerCase());
	if (found) return found;
	if (PAGING_NAMES.has(name.toLowerCase())) {
		throw new ParameterError(
			`Options has "${name}", but paging is handled by the node`,
			`Take "${name}" out and use Return All or Limit`,
		);
	}
	const names = parameters.map((parameter) => parameter.name);
	const known =
		names.length === 0 ? 'It takes none' : `It takes ${names.slice(0, SHOWN_COUNT).join(', ')}`;
	throw new ParameterError(`Options has "${name}", which ${label} does not take`, known);
}

function asText(value: unknown): string {
	return Array.isArray(value) ? value.join(',') : String(value);
}

function assertRequired(
	sorted: { path: object; query: object; body: object },
	{ parameters }: OperationTemplate,
): void {
	for (const { required, name, label, in: place } of parameters) {
		if (!required || Object.prototype.hasOwnProperty.call(sorted[place], name)) continue;
		const shown = label && label !== name ? `${label} ("${name}")` : `"${name}"`;
		throw new ParameterError(
			`Options lacks ${shown}`,
			'Fill it in, or check the expression: it gave nothing for this item',
		);
	}
}
