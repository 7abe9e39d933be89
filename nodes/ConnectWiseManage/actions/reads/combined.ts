import {
	findByRoute,
	isListOfRecords,
	loadTemplate,
	type OperationTemplate,
} from '../../catalogue';
import type { Failure } from '../../request/outcome/outcome';
import { readList, type ListSource } from '../../request/paging';
import { asksForId, idOf, withId, withoutId } from '../../request/paging/page/rows';
import type { RequestPlan } from '../../request/plan';
import { LARGEST_PAGE } from '../parameters/handling/settings';
import type { ServerResponse } from '../../response/reading/serverResponse';
import type { Call } from '../parameters/operation/operation';
import type { Fetched } from '../run/answer';
import type { Runtime } from '../run/runtime';
import { cutIds } from './cutIds';

/** A single record that may come with others of its kind. */
interface Member {
	/** The list that gives it, once all are planned; `undefined` where it is the only one. */
	batch(): object | undefined;
	/** `undefined` where the list does not give it, and it is to be read alone. */
	read(): Promise<Fetched | undefined>;
}

export interface Combined {
	/** `undefined` for what is no single record by id, or where nothing is to be combined. */
	add(call: Call, plan: RequestPlan): Promise<Member | undefined>;
}

/** Records of one kind, with the same fields. */
interface Group {
	readonly source: Omit<ListSource, 'conditions'>;
	readonly ids: Set<number>;
	/** Cut when the first of them is asked for: nothing is added after that. */
	batches?: Map<number, Batch>;
}

interface Batch {
	readonly ids: readonly number[];
	rows?: Promise<Rows>;
}

type Rows = Map<number, unknown> | Failure;

const LAST_STEP = /\/\{[^{}]+\}$/;

/**
 * Reads single records as lists `id in (...)`, as many as an address bears. It is for whoever asks for a
 * record to read alone what the list does not give.
 */
export function createCombined(runtime: Runtime): Combined {
	const groups = new Map<string, Group>();
	return {
		async add({ template, options }, plan) {
			if (!runtime.settings.combineReads) return undefined;
			const list = await findList(template);
			const id = list && combinableId(template, options.path, plan);
			if (!list || id === undefined) return undefined;
			const source = sourceOf(runtime, list, plan);
			const key = JSON.stringify([source.plan.path, source.fields]);
			const group: Group = groups.get(key) ?? { source, ids: new Set() };
			groups.set(key, group);
			group.ids.add(id);
			return {
				batch: () => batchOf(group, id),
				async read() {
					const batch = batchOf(group, id);
					if (!batch) return undefined;
					const rows = await (batch.rows ??= readBatch(group, batch));
					return takeRow(rows, id, group.source.fields);
				},
			};
		},
	};
}

/** The list that has the same records, each with an integer id. */
async function findList(template: OperationTemplate): Promise<OperationTemplate | undefined> {
	const { method, path, response, isPaged } = template;
	if (method !== 'GET' || response.kind !== 'object' || isPaged || !LAST_STEP.test(path)) {
		return undefined;
	}
	const summary = await findByRoute('GET', path.replace(LAST_STEP, ''));
	const list = summary && (await loadTemplate(summary.id));
	if (!list || !isListOfRecords(list)) return undefined;
	return list.response.schema === response.schema ? list : undefined;
}

/** Other options than Fields may mean something else to a list. */
function combinableId(
	{ path }: OperationTemplate,
	given: Readonly<Record<string, string>>,
	{ query }: RequestPlan,
): number | undefined {
	if (Object.keys(query).some((name) => name !== 'fields')) return undefined;
	const name = LAST_STEP.exec(path)?.[0].slice(2, -1) ?? '';
	const text = (given[name] ?? '').trim();
	const id = Number(text);
	return Number.isSafeInteger(id) && id > 0 && String(id) === text ? id : undefined;
}

function sourceOf(
	{ client }: Runtime,
	{ method, label }: OperationTemplate,
	{ path, query }: RequestPlan,
): Group['source'] {
	const plan = {
		method,
		path: path.slice(0, path.lastIndexOf('/')),
		query: {},
		isRepeatable: true,
		label,
	};
	return { client, plan, fields: query.fields };
}

function batchOf(group: Group, id: number): Batch | undefined {
	group.batches ??= new Map(
		cutIds([...group.ids], withId(group.source.fields)).flatMap((ids) => {
			const batch: Batch = { ids };
			return ids.length > 1 ? ids.map((one): [number, Batch] => [one, batch]) : [];
		}),
	);
	return group.batches.get(id);
}

async function readBatch({ source }: Group, { ids }: Batch): Promise<Rows> {
	const result = await readList(
		{ ...source, conditions: `id in (${ids.join(',')})`, fields: withId(source.fields) },
		{
			mode: 'automatic',
			pageSize: Math.min(ids.length, LARGEST_PAGE),
			// A server that takes no notice of the condition is not to send all it has.
			limit: ids.length,
			hasIntegerId: true,
			orderBy: undefined,
			fields: withId(source.fields),
			toItem: (row) => row,
		},
	);
	if (result.kind === 'failed' && isOutOfReach(result.failure)) return result.failure;
	const rows = result.kind === 'items' ? result.items : [];
	return new Map(rows.flatMap(toEntry));
}

function toEntry(row: unknown): Array<[number, unknown]> {
	const id = idOf(row);
	return id === undefined ? [] : [[id, row]];
}

/** Each record is asked for once, and not kept after that. */
function takeRow(rows: Rows, id: number, fields: string | undefined): Fetched | undefined {
	if (!(rows instanceof Map)) return { isOk: false, failure: rows };
	const row = rows.get(id);
	if (!rows.delete(id)) return undefined;
	const value = asksForId(fields) ? row : withoutId(row);
	return { isOk: true, answer: { response: FINE, decoded: { kind: 'json', value } } };
}

const FINE: ServerResponse = { statusCode: 200, statusMessage: '', headers: {}, body: '' };

/** What single reads would meet with as well, each after all its retries. */
function isOutOfReach(failure: Failure): boolean {
	if (failure.kind === 'network') return !failure.isTimeout && failure.isUnusable !== true;
	return [401, 429, 502, 503].includes(failure.response.statusCode);
}
