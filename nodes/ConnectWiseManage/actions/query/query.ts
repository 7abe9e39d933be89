import type { INodeExecutionData } from 'n8n-workflow';
import { titleOfName } from '../../catalogue/labels';
import { hasSharedIds, tellingFields, type OperationTemplate } from '../../catalogue';
import { unusableAnswer } from '../../request/outcome';
import type { RequestPlan } from '../../request/plan';
import { readList, type ListRequest, type ListSource } from '../../request/paging';
import { toJson } from '../../response/normalize';
import { fetchAnswer, fileKeeper, toAnswer, toItems } from '../run/answer';
import { toThrown } from '../run/failure';
import type { FilterReading } from '../parameters/filter';
import { findOlder, findSearchPath, readCall, type Call } from '../parameters/operation';
import { ParameterError, show } from '../parameters/ParameterError';
import { readBoolean } from '../parameters/plain/choices';
import { toDecimal } from '../parameters/plain/numbers';
import { LARGEST_PAGE } from '../parameters/settings';
import { describeUnknownFields } from './fieldNames';
import { tellRepeats } from './repeats';
import { readReport } from './report';
import { toPlainItem, type Job, type Runtime } from '../run/runtime';

const DEFAULT_LIMIT = 50;
const FILTER_NAMES = new Set(['conditions', 'orderBy', 'fields']);

/** One job for an input item: a list by pages, anything else by one request. */
export async function planQuery(runtime: Runtime, itemIndex: number): Promise<Job[]> {
	const call = await readCall(runtime.context, 'query', itemIndex, runtime.timezone);
	tellFilter(runtime, call.filter, itemIndex);
	const limit = readLimit(runtime, itemIndex);
	const plan = await toPlan(runtime, call, chooseFields(runtime, call));
	const { template, options } = call;
	const unknown = describeUnknownFields(options.query.fields, template);
	if (unknown !== undefined) runtime.client.notify(unknown);
	if (template.isPaged) tellRepeats(runtime, plan);
	const pageSize = choosePageSize(runtime, call);
	if (template.isPaged && template.response.kind === 'report') {
		const run = async () =>
			await readReport(runtime, template, plan, { itemIndex, limit, pageSize });
		return [{ itemIndex, run }];
	}
	if (template.isPaged) {
		const source = await toSource(runtime, template, plan);
		const run = async () => await runList(runtime, source, call, { limit, pageSize, itemIndex });
		return [{ itemIndex, run }];
	}
	const run = async () => {
		const answer = await fetchAnswer(runtime, plan, itemIndex);
		const items = await toItems(runtime, template, answer, options.path, itemIndex);
		return limit === undefined || template.response.kind !== 'array'
			? items
			: items.slice(0, limit);
	};
	return [{ itemIndex, run }];
}

/** Shown for the first item, as a run may have thousands. */
function tellFilter(
	{ client }: Runtime,
	{ built, skippedCount }: FilterReading,
	itemIndex: number,
) {
	if (itemIndex > 0) return;
	const parts = Object.entries(built).map(([place, text]) => `${titleOfName(place)}: ${text}`);
	if (parts.length > 0) client.notify(`Sent to ConnectWise: ${parts.join('; ')}`);
	else if (skippedCount > 0) {
		client.notify('Every row of Filter was skipped as empty: nothing narrows the list');
	}
}

interface ListScope {
	readonly limit: number | undefined;
	readonly pageSize: number;
	readonly itemIndex: number;
}

async function runList(
	runtime: Runtime,
	source: ListSource,
	{ template, options }: Call,
	{ limit, pageSize, itemIndex }: ListScope,
): Promise<INodeExecutionData[]> {
	const request: ListRequest<INodeExecutionData> = {
		mode: runtime.settings.pagingMode,
		pageSize,
		limit,
		hasIntegerId: template.hasIntegerId,
		hasSharedIds: hasSharedIds(source.plan.path),
		orderBy: asText(options.query.orderBy ?? options.body.orderBy),
		fields: source.fields,
		toItem: (row) => toPlainItem(runtime, toJson(row), itemIndex),
	};
	const result = await readList(source, request);
	if (result.kind === 'items') return result.items;
	if (result.kind === 'other') {
		const answer = toAnswer(runtime, result.response, source.plan, itemIndex);
		return await toItems(runtime, template, answer, options.path, itemIndex);
	}
	throw toThrown(runtime, toFailure(result), toFailedPlan(result, source), itemIndex);
}

type Unread = Exclude<Awaited<ReturnType<typeof readList>>, { kind: 'items' | 'other' }>;

function toFailure(result: Unread) {
	if (result.kind === 'failed') return result.failure;
	return unusableAnswer(`its pages cannot be read: ${result.reason}`);
}

function toFailedPlan(result: Unread, source: ListSource): RequestPlan {
	return result.kind === 'failed' ? result.plan : source.plan;
}

async function toSource(
	runtime: Runtime,
	template: OperationTemplate,
	plan: RequestPlan,
): Promise<ListSource> {
	const { body } = plan;
	const filters = body?.kind === 'json' ? (body.value as Record<string, unknown>) : plan.query;
	return {
		client: runtime.client,
		plan: {
			...plan,
			query: withoutFilters(plan.query),
			body: body?.kind === 'json' ? { kind: 'json', value: withoutFilters(filters) } : undefined,
		},
		conditions: asText(filters.conditions),
		fields: plan.query.fields,
		searchPath: await findSearchPath(template),
	};
}

function withoutFilters<T>(filters: Readonly<Record<string, T>>): Record<string, T> {
	return Object.fromEntries(Object.entries(filters).filter(([name]) => !FILTER_NAMES.has(name)));
}

function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}

async function toPlan(
	runtime: Runtime,
	{ template, options, path }: Call,
	fields: string | undefined,
): Promise<RequestPlan> {
	const isSearch = template.method === 'POST';
	const isFile = template.response.kind === 'binary';
	return {
		method: template.method,
		path,
		query: fields === undefined ? options.query : { ...options.query, fields },
		body: isSearch ? { kind: 'json', value: options.body } : undefined,
		isRepeatable: true,
		isPageDue: template.response.kind === 'text',
		label: template.label,
		olderLabel: (await findOlder(template))?.label,
		...(isFile ? { isFile, keepFile: fileKeeper(runtime) } : {}),
	};
}

/** Simplified records need few fields; leaving the others on the server saves time and memory. */
function chooseFields({ settings }: Runtime, { template, options }: Call): string | undefined {
	const { query } = options;
	const canChoose = template.parameters.some(({ name }) => name === 'fields');
	const hasRecords = ['array', 'object'].includes(template.response.kind);
	if (query.fields !== undefined || !settings.simplify || !canChoose || !hasRecords)
		return query.fields;
	const fields = tellingFields(template);
	return fields.length === 0 ? undefined : fields.join(',');
}

function choosePageSize({ settings, client }: Runtime, { options }: Call): number {
	const wanted = options.pageSize ?? settings.pageSize;
	if (wanted > LARGEST_PAGE) {
		client.notify(
			`ConnectWise sends at most ${LARGEST_PAGE} records a page, so the page size of ${wanted} was lowered to that. Return All and Limit still count as set`,
		);
	}
	return Math.max(1, Math.min(wanted, LARGEST_PAGE));
}

function readLimit({ context }: Runtime, itemIndex: number): number | undefined {
	const isEverything = context.getNodeParameter('returnAll', itemIndex, false);
	if (readBoolean(isEverything, 'Return All')) return undefined;
	const given: unknown = context.getNodeParameter('limit', itemIndex, DEFAULT_LIMIT);
	if (given === undefined || given === null || given === '') return DEFAULT_LIMIT;
	const limit = toDecimal(given);
	if (limit !== undefined && Number.isSafeInteger(limit) && limit >= 1) return limit;
	throw new ParameterError(
		`Limit must be a whole number of 1 or more, not ${show(given)}`,
		'Correct Limit or its expression; turn on Return All to read everything',
	);
}
