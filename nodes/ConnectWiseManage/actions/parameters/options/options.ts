import { titleOfName } from '../../../catalogue/form/labels';
import type { OperationTemplate, ParameterTemplate } from '../../../catalogue/types';
import { withApiDates } from '../values/conditionDates';
import { joinPlain, toElements } from '../plain/lists';
import { nameFor, titleFor } from '../checks/names';
import { assertMeant, EVERYTHING, isNothing, narrows } from '../checks/narrowing';
import { ParameterError, show } from '../ParameterError';
import { coerceValue, isPlainObject, type ValueSpec } from '../values/values';

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
 * @param isMeant whether an option was filled in, so that nothing in it is a mistake where it narrows
 * a read: every key of a JSON is, a field of a form left as it was is not.
 * @throws ParameterError for unknown, missing and wrong options.
 */
export function readOptions(
	given: unknown,
	template: OperationTemplate,
	timezone: string,
	isMeant: (name: string) => boolean = () => true,
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
		if (isNothing(value)) {
			if (isMeant(name)) assertMeant(name, template);
			continue;
		}
		if (name.toLowerCase() === 'pagesize') {
			pageSize = readPageSize(value, name, timezone);
			continue;
		}
		const parameter = findParameter(name, template);
		if (value === EVERYTHING && narrows(parameter, template)) continue;
		const coerced = coerceOption(value, parameter, timezone);
		if (parameter.in === 'body') sorted.body[parameter.name] = coerced;
		else sorted[parameter.in][parameter.name] = asText(coerced);
	}
	assertRequired(sorted, template);
	return { ...sorted, pageSize };
}

function readPageSize(value: unknown, name: string, timezone: string): number {
	const pageSize = Number(
		coerceValue(value, { name, label: 'Page Size', type: 'integer' }, timezone),
	);
	if (pageSize >= 1) return pageSize;
	throw new ParameterError(
		`Page Size (${name}) must be 1 or more, not ${pageSize}`,
		`Correct "${name}" in Options`,
	);
}

function coerceOption(value: unknown, parameter: ParameterTemplate, timezone: string): unknown {
	const { name, type, itemType = 'string' } = parameter;
	const spec = { name, type, enum: parameter.enum, label: parameter.label ?? titleOfName(name) };
	if (type !== 'array') {
		// Names of fields may come as a list.
		const isList = type === 'string' && Array.isArray(value);
		const coerced = coerceValue(isList ? joinList(value, spec) : value, spec, timezone);
		const isFilter = typeof coerced === 'string' && /conditions$/i.test(parameter.name);
		return isFilter ? withApiDates(coerced) : coerced;
	}
	const elements = toElements(value);
	if (!elements) return coerceValue(value, spec, timezone);
	return elements.map((entry) =>
		coerceValue(
			typeof entry === 'string' ? entry.trim() : entry,
			{ ...spec, type: itemType },
			timezone,
		),
	);
}

function joinList(values: readonly unknown[], spec: ValueSpec): string {
	const joined = joinPlain(values);
	if (joined !== undefined) return joined;
	const name = nameFor(spec);
	throw new ParameterError(
		`${name} must be text, not ${show(values)}`,
		`Write ${name} as one text, or as a list of plain texts`,
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
			`Remove "${name}" and use Return All or Limit`,
		);
	}
	const names = parameters.map((parameter) => parameter.name);
	const known =
		names.length === 0 ? 'It takes none' : `It takes ${names.slice(0, SHOWN_COUNT).join(', ')}`;
	throw new ParameterError(`Options has ${show(name)}, which ${label} does not take`, known);
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
		const shown = titleFor({ name, label });
		throw new ParameterError(
			`Options is missing ${shown}`,
			'Fill it in, or check the expression: it returned nothing for this item',
		);
	}
}
