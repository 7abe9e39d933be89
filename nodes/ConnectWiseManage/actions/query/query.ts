import type { INodeExecutionData } from 'n8n-workflow';
import { titleOfName } from '../../catalogue/form/labels';
import { hasSingleId } from '../../catalogue/records/singleIds';
import { hasSharedIds, tellingFields, type OperationTemplate } from '../../catalogue';
import { unusableAnswer } from '../../request/outcome/outcome';
import type { RequestPlan } from '../../request/plan';
import { readList, type ListRequest, type ListSource } from '../../request/paging';
import { toJson } from '../../response/items/normalize';
import { createReads, type Reads } from '../reads/reads';
import { answerOf, fileKeeper, toAnswer, toItems } from '../run/answer';
import { toThrown } from '../run/failure';
import type { FilterReading } from '../parameters/filter/filter';
import { findOlder, findSearchPath, readCall, type Call } from '../parameters/operation/operation';
import { readFileOutput, type FileOutput } from '../parameters/handling/output';
import { readBoolean } from '../parameters/plain/choices';
import { readCount } from '../parameters/plain/numbers';
import { LARGEST_PAGE } from '../parameters/handling/settings';
import { withCutNotice } from './cutNotice';
import { exportList, exportReport, type Export } from './export/exportList';
import { describeUnknownFields } from './fieldNames';
import { tellRepeats } from './repeats';
import { readReport } from './report';
import { toPlainItem, type Job, type Runtime } from '../run/runtime';
import { isTool } from '../run/tool';

const DEFAULT_LIMIT = 50;
/** What fills less of a model's context. */
const TOOL_LIMIT = 20;
const LIMIT_HINT = 'Correct Limit or its expression; turn on Return All to read everything';
const FILTER_NAMES = new Set(['conditions', 'orderBy', 'fields']);

/** Plans the items of a run, those that ask for the same together. */
export function createQueryPlan(runtime: Runtime): (itemIndex: number) => Promise<Job[]> {
	const reads = createReads(runtime);
	return async (itemIndex) => await planQuery(runtime, reads, itemIndex);
}

/** One job for an input item: a list by pages, anything else by one request. */
async function planQuery(runtime: Runtime, reads: Reads, itemIndex: number): Promise<Job[]> {
	const call = await readCall(runtime.context, 'query', itemIndex, runtime.timezone);
	tellFilter(runtime, call.filter, itemIndex);
	const limit = readLimit(runtime, call.template, itemIndex);
	const plan = await toPlan(runtime, call, chooseFields(runtime, call));
	const { template, options } = call;
	const unknown = describeUnknownFields(options.query.fields, template);
	if (unknown !== undefined) runtime.client.notify(unknown);
	if (template.isPaged) tellRepeats(runtime, plan);
	const output = readFileOutput(runtime.context, itemIndex);
	const files = output && toExport(call, plan, output, itemIndex);
	const scope = { limit, pageSize: choosePageSize(runtime, call), itemIndex, files };
	const reading = await planReading(runtime, reads, call, { plan, scope });
	if (files) return [{ itemIndex, ...reading }];
	const run = async () =>
		await withCutNotice(runtime, template, { items: await reading.run(), limit, itemIndex });
	return [{ itemIndex, ...reading, run }];
}

async function planReading(
	runtime: Runtime,
	reads: Reads,
	call: Call,
	{ plan, scope }: { readonly plan: RequestPlan; readonly scope: ListScope },
): Promise<Omit<Job, 'itemIndex'>> {
	const { template, options } = call;
	if (template.isPaged && template.response.kind === 'report') {
		const run = async () => {
			const rows = await readReport(runtime, template, plan, scope);
			return scope.files ? await exportReport(runtime, scope.files, rows) : rows;
		};
		return { run };
	}
	if (template.isPaged) {
		const source = await toSource(runtime, template, plan);
		return { run: async () => await runList(runtime, source, call, scope) };
	}
	const { limit, itemIndex } = scope;
	const read = await reads.add(call, plan);
	const run = async () => {
		const answer = answerOf(runtime, await read.take(), plan, itemIndex);
		const items = await toItems(runtime, template, answer, options.path, itemIndex);
		return limit === undefined || template.response.kind !== 'array'
			? items
			: items.slice(0, limit);
	};
	return { together: () => read.together(), run };
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
	/** What to export; otherwise records become items. */
	readonly files: Export | undefined;
}

function toExport(
	{ template }: Call,
	{ path, query }: RequestPlan,
	output: FileOutput,
	itemIndex: number,
): Export {
	return { template, output, itemIndex, path, fields: query.fields };
}

async function runList(
	runtime: Runtime,
	source: ListSource,
	{ template, options }: Call,
	{ limit, pageSize, itemIndex, files }: ListScope,
): Promise<INodeExecutionData[]> {
	const request: Omit<ListRequest<never>, 'toItem' | 'handOn'> = {
		mode: runtime.settings.pagingMode,
		pageSize,
		limit,
		hasIntegerId: template.hasIntegerId,
		hasSharedIds: hasSharedIds(source.plan.path),
		orderBy: asText(options.query.orderBy ?? options.body.orderBy),
		fields: source.fields,
	};
	const toItem = (row: unknown) => toPlainItem(runtime, toJson(row), itemIndex);
	const result = files
		? await exportList(runtime, files, source, request)
		: await readList(source, { ...request, toItem });
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

function readLimit(
	{ context }: Runtime,
	{ id }: OperationTemplate,
	itemIndex: number,
): number | undefined {
	// The form shows neither Return All nor Limit for these.
	if (hasSingleId(id)) return undefined;
	const isEverything = context.getNodeParameter('returnAll', itemIndex, false);
	if (readBoolean(isEverything, 'Return All')) return undefined;
	const usual = isTool(context.getNode()) ? TOOL_LIMIT : DEFAULT_LIMIT;
	const given: unknown = context.getNodeParameter('limit', itemIndex, usual);
	return readCount(given, 'Limit', usual, LIMIT_HINT);
}
