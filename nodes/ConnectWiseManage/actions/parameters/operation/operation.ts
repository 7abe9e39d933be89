import type { ParameterSource } from '../parameterSource';
import {
	findByRoute,
	loadTemplate,
	type OperationKind,
	type OperationSummary,
	type OperationTemplate,
} from '../../../catalogue';
import { buildPath } from '../../../request/plan';
import { NO_FILTER, readFilter, withConditions, type FilterReading } from '../filter/filter';
import { readChoice } from '../plain/choices';
import { isExpression } from '../checks/fixed';
import { describeLikely } from '../checks/likely';
import { withColumns } from '../options/columns';
import { readForm, readRawForm } from '../options/form';
import { readGiven, withGiven } from './given';
import { readJob } from './job';
import { readJson } from '../values/json';
import { KIND_NAMES } from './kinds';
import { titleFor } from '../checks/names';
import { readLookUp, withLookedUp } from '../options/lookUp';
import { readOptions, type OperationOptions } from '../options/options';
import { ParameterError, show } from '../ParameterError';

/** Operation and options of one input item, checked. */
export interface Call {
	readonly template: OperationTemplate;
	readonly options: OperationOptions;
	/** Below the API root, encoded. */
	readonly path: string;
	/** What the Filter asks for; already part of the options. */
	readonly filter: FilterReading;
}

/**
 * @throws ParameterError when the operation or an option cannot be used.
 */
export async function readCall(
	context: ParameterSource,
	kind: OperationKind,
	itemIndex: number,
	timezone: string,
): Promise<Call> {
	const template = await readTemplate(context, kind, itemIndex);
	const given = readGivenOptions(context, template, itemIndex, timezone);
	const filter =
		kind === 'query' ? await readFilter(context, template, itemIndex, timezone) : NO_FILTER;
	const filtered = withConditions(given, filter.built, template);
	const read = (name: string, fallback: unknown): unknown =>
		context.getNodeParameter(name, itemIndex, fallback);
	const options = kind === 'query' ? withColumns(filtered, read, template) : filtered;
	return { template, options, path: fillPath(template, options), filter };
}

async function readTemplate(
	context: ParameterSource,
	kind: OperationKind,
	itemIndex: number,
): Promise<OperationTemplate> {
	const job = readJob(context, itemIndex);
	const value =
		job?.operationId ??
		context.getNodeParameter('operationId', itemIndex, '', { extractValue: true });
	const id = toId(value);
	if (id === '') {
		throw new ParameterError(
			'Operation ID is empty',
			'Choose an operation from the list, or check the expression: it returned nothing for this item',
		);
	}
	const template = await loadTemplate(id);
	if (!template) {
		throw new ParameterError(
			`Operation ID ${show(id)} is not an operation of ConnectWise`,
			await describeLikely(id, kind),
		);
	}
	if (template.kind !== kind) {
		const own = KIND_NAMES[template.kind];
		throw new ParameterError(
			`Operation ID "${id}" (${template.label}) belongs to ${own}, not to ${KIND_NAMES[kind]}`,
			`Set Operation to ${own}, or choose another Operation ID`,
		);
	}
	return template;
}

function toId(value: unknown): string {
	if (typeof value === 'string') return value.trim();
	return value === undefined || value === null ? '' : show(value);
}

function readGivenOptions(
	context: ParameterSource,
	template: OperationTemplate,
	itemIndex: number,
	timezone: string,
): OperationOptions {
	const given: unknown = context.getNodeParameter('optionsMode', itemIndex, 'fields');
	const mode = readChoice(given, 'Specify Options', ['fields', 'json'], 'fields');
	const lookedUp = readLookUp(context, template, itemIndex);
	const own = readGiven(context, itemIndex);
	const complete = (options: unknown) =>
		withGiven(withLookedUp(options, 'options', lookedUp), 'options', own);
	if (mode === 'json') {
		const options = readJson(context, 'optionsJson', 'Options', itemIndex);
		return readOptions(complete(options), template, timezone);
	}
	const typed = readRawForm(context, 'options', itemIndex);
	const isMeant = (name: string) => isExpression(typed[name]);
	return readOptions(
		complete(readForm(context, 'options', itemIndex)),
		template,
		timezone,
		isMeant,
	);
}

function fillPath(template: OperationTemplate, options: OperationOptions): string {
	const path = buildPath(template.path, options.path);
	if (path.isFilled) return path.path;
	throw new ParameterError(
		`Options: ${labelOf(path.parameter, template)} does not identify a record`,
		`Set "${path.parameter}" to the ID of an existing record`,
	);
}

function labelOf(name: string, { parameters }: OperationTemplate): string {
	const label = parameters.find((parameter) => parameter.name === name)?.label;
	return titleFor({ name, label });
}

/** The search by POST that answers the same list, for conditions too long for an address. */
export async function findSearchPath(template: OperationTemplate): Promise<string | undefined> {
	if (template.method !== 'GET' || template.path.includes('{')) return undefined;
	const search = await findByRoute('POST', `${template.path}/search`);
	return search?.kind === 'query' ? search.path : undefined;
}

/** Steps of paths that came with later releases, and what did the same before. */
const LATER_STEP = /\/allNotes$/;
const OLDER_STEP = '/notes';

/** The operation that servers of older releases offer in place of this one, if there is any. */
export async function findOlder(
	template: OperationTemplate,
): Promise<OperationSummary | undefined> {
	if (!LATER_STEP.test(template.path)) return undefined;
	return await findByRoute(template.method, template.path.replace(LATER_STEP, OLDER_STEP));
}
