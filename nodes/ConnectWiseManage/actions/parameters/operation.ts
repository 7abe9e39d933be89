import {
	findByRoute,
	loadTemplate,
	type OperationKind,
	type OperationSummary,
	type OperationTemplate,
} from '../../catalogue';
import { buildPath } from '../../request/plan';
import { NO_FILTER, readFilter, withConditions, type FilterReading } from './filter';
import { readForm } from './form';
import { parseJsonParameter } from './json';
import { readOptions, type OperationOptions } from './options';
import { ParameterError } from './ParameterError';
import type { ParameterSource } from './parameterSource';

const KIND_NAMES: Readonly<Record<OperationKind, string>> = {
	query: 'Query',
	mutate: 'Mutate',
	delete: 'Delete',
};

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
	const given = readOptions(readGivenOptions(context, itemIndex), template, timezone);
	const filter =
		kind === 'query' ? await readFilter(context, template, itemIndex, timezone) : NO_FILTER;
	const options = withConditions(given, filter.built, template);
	return { template, options, path: fillPath(template, options), filter };
}

async function readTemplate(
	context: ParameterSource,
	kind: OperationKind,
	itemIndex: number,
): Promise<OperationTemplate> {
	const value = context.getNodeParameter('operationId', itemIndex, '', { extractValue: true });
	const id = typeof value === 'string' ? value.trim() : String(value ?? '');
	if (id === '') {
		throw new ParameterError(
			'Operation ID is empty',
			'Choose an operation from the list, or check the expression: it gave nothing for this item',
		);
	}
	const template = await loadTemplate(id);
	if (!template) {
		throw new ParameterError(
			`Operation ID "${id}" is not an operation of ConnectWise`,
			'Choose one from the list. Ids look like getServiceTickets; upper and lower case count',
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

function readGivenOptions(context: ParameterSource, itemIndex: number): unknown {
	if (context.getNodeParameter('optionsMode', itemIndex, 'fields') === 'json') {
		return parseJsonParameter(context.getNodeParameter('optionsJson', itemIndex, ''), 'Options');
	}
	return readForm(context, 'options', itemIndex);
}

function fillPath(template: OperationTemplate, options: OperationOptions): string {
	const path = buildPath(template.path, options.path);
	if (path.isFilled) return path.path;
	throw new ParameterError(
		`Options: "${path.parameter}" holds nothing that can name a record`,
		`Give "${path.parameter}" the id of an existing record`,
	);
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
