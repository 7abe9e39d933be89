import type { Client } from '../../../../../nodes/ConnectWiseManage/request/sending/client.ts';
import type {
	Failure,
	Outcome,
} from '../../../../../nodes/ConnectWiseManage/request/outcome/outcome.ts';
import type {
	ListRequest,
	ListResult,
	ListSource,
} from '../../../../../nodes/ConnectWiseManage/request/paging/index.ts';
import type { RequestPlan } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';
import type { ServerResponse } from '../../../../../nodes/ConnectWiseManage/response/reading/serverResponse.ts';
import { answer, READ, refusal } from '../answers.mts';

export type Row = Readonly<Record<string, unknown>>;

export interface Quirks {
	readonly largestPage?: number;
	readonly lacksForwardOnly?: boolean;
	/** No `Link` at all, as behind a proxy that drops it. */
	readonly hidesLinks?: boolean;
	readonly ignoresPageSize?: boolean;
	readonly ignoresPage?: boolean;
	readonly ignoresPageId?: boolean;
	readonly ignoresConditions?: boolean;
	readonly ignoresOrder?: boolean;
	/** Each page, the last and empty ones included, names a next one: the page just read. */
	readonly namesNextForEver?: boolean;
	/** Whatever is asked for, two pages come in turn, and each names a next one. */
	readonly takesTurns?: boolean;
	/** Refuses pages above this size. */
	readonly allowedPage?: number;
}

export interface MemoryListOptions {
	readonly quirks?: Quirks;
	readonly maxInFlight?: number;
	/** Awaited before a request is looked at, and again before its answer is handed over. */
	readonly delay?: () => Promise<void>;
	/** May change the rows, and answers in place of the list if it returns something. */
	readonly onRequest?: (plan: RequestPlan, rows: Row[]) => ServerResponse | Failure | undefined;
}

export interface MemoryList {
	readonly rows: Row[];
	readonly requests: RequestPlan[];
	/** Rows handed out, page after page. */
	readonly answered: Row[];
	readonly notices: string[];
	readonly source: ListSource;
}

/** Ids from 1 to this one. */
export const upTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

export function toRows(ids: readonly number[]): Row[] {
	return ids.map((id) => ({ id, name: `record ${id}` }));
}

/** A list of ConnectWise without HTTP: filters by id, sorts by id, pages in all three ways. */
export function createMemoryList(
	initial: readonly Row[],
	{ quirks = {}, maxInFlight = 4, delay, onRequest }: MemoryListOptions = {},
): MemoryList {
	const rows = [...initial];
	const requests: RequestPlan[] = [];
	const answered: Row[] = [];
	const notices: string[] = [];
	let turn = 0;
	const answerPage = (plan: RequestPlan): ServerResponse | Failure => {
		const { allowedPage = Infinity } = quirks;
		if (Number(plan.query.pageSize) > allowedPage) return outOfRange(allowedPage);
		const page = quirks.takesTurns ? turnOf(plan, rows, turn++) : pageOf(plan, rows, quirks);
		answered.push(...page.rows);
		return toAnswer(page, plan, quirks);
	};
	const client: Client = {
		maxInFlight,
		notify: (message) => notices.push(message),
		async exchange(plan): Promise<Outcome> {
			requests.push(plan);
			await delay?.();
			const instead = onRequest?.(plan, rows);
			const outcome = toOutcome(instead ?? answerPage(plan));
			await delay?.();
			return outcome;
		},
	};
	const source: ListSource = { client, plan: READ, conditions: undefined, fields: undefined };
	return { rows, requests, answered, notices, source };
}

export function listRequest(more: Partial<ListRequest<Row>> = {}): ListRequest<Row> {
	return {
		mode: 'automatic',
		pageSize: 10,
		limit: undefined,
		hasIntegerId: true,
		orderBy: undefined,
		fields: undefined,
		toItem: (row) => row as Row,
		...more,
	};
}

export function itemsOf(result: ListResult<Row>): readonly Row[] {
	if (result.kind !== 'items') throw new Error(`Expected items, got ${JSON.stringify(result)}`);
	return result.items;
}

export function idsOf(result: ListResult<Row>): unknown[] {
	return itemsOf(result).map(({ id }) => id);
}

function toOutcome(given: ServerResponse | Failure): Outcome {
	return 'kind' in given ? { isOk: false, failure: given } : { isOk: true, response: given };
}

const outOfRange = (most: number): Failure =>
	refusal(400, {
		code: 'OutOfRange',
		message: `pageSize must be between 1 and ${most}`,
		errors: null,
	});

function turnOf({ query }: RequestPlan, rows: readonly Row[], count: number): AnsweredPage {
	const pageSize = Number(query.pageSize);
	const start = rows.length > pageSize ? (count % 2) * pageSize : 0;
	const next = `page=${Number(query.page ?? 1) + 1}&pageId=${count * pageSize}`;
	return { rows: rows.slice(start, start + pageSize), link: linkTo(next, 'next') };
}

const idOf = ({ id }: Row) => Number(id);
const hasIntegerId = ({ id }: Row) => typeof id === 'number';

function pageOf(plan: RequestPlan, rows: readonly Row[], quirks: Quirks): AnsweredPage {
	// The search by POST takes its filters in the body.
	const filters = plan.body?.kind === 'json' ? (plan.body.value as Record<string, string>) : {};
	const { conditions = '', orderBy = '', ...paging } = { ...plan.query, ...filters };
	const numbers = (pattern: RegExp) => [...conditions.matchAll(pattern)].map(([, n]) => Number(n));
	const after = Math.max(...numbers(/id > (-?\d+)/g));
	const last = Math.min(...numbers(/id <= (-?\d+)/g));
	const found = quirks.ignoresConditions
		? [...rows]
		: rows.filter((row) => !hasIntegerId(row) || (idOf(row) > after && idOf(row) <= last));
	if (!quirks.ignoresOrder) {
		if (orderBy === 'id desc') found.sort((a, b) => idOf(b) - idOf(a));
		else if (orderBy === 'id asc') found.sort((a, b) => idOf(a) - idOf(b));
	}
	const wanted = Math.min(Number(paging.pageSize), quirks.largestPage ?? Infinity);
	const pageSize = quirks.ignoresPageSize ? Infinity : wanted;
	const isForwardOnly = plan.headers?.['pagination-type'] === 'forward-only';
	const hasIds = rows.every(hasIntegerId);
	const page =
		isForwardOnly && hasIds && !quirks.lacksForwardOnly
			? forwardPage(found, pageSize, quirks.ignoresPageId ? 0 : Number(paging.pageId))
			: numberedPage(found, pageSize, quirks.ignoresPage ? 1 : Number(paging.page ?? 1));
	if (!quirks.namesNextForEver) return page;
	const same = `pageId=${paging.pageId ?? 0}&page=${paging.page ?? 1}`;
	return { ...page, link: linkTo(same, 'next') };
}

function toAnswer({ rows, link }: AnsweredPage, plan: RequestPlan, quirks: Quirks): ServerResponse {
	const headers: Record<string, string> = {};
	if (link !== undefined && !quirks.hidesLinks) headers.link = link;
	return answer(rows.map(selection(plan.query.fields)), { headers });
}

interface AnsweredPage {
	readonly rows: readonly Row[];
	readonly link: string | undefined;
}

const linkTo = (query: string, relation: string) =>
	`<https://elsewhere.example/apis/3.0//x?${query}>; rel="${relation}"`;

function forwardPage(found: readonly Row[], pageSize: number, pageId: number): AnsweredPage {
	const after = pageId === 0 ? -Infinity : pageId;
	const rest = found.filter((row) => idOf(row) > after).sort((a, b) => idOf(a) - idOf(b));
	const rows = rest.slice(0, pageSize);
	const last = rows.at(-1);
	const hasMore = rest.length > rows.length && last !== undefined;
	return { rows, link: hasMore ? linkTo(`pageId=${idOf(last)}`, 'next') : '' };
}

function numberedPage(found: readonly Row[], pageSize: number, page: number): AnsweredPage {
	if (pageSize === Infinity) return { rows: found, link: undefined };
	const rows = found.slice((page - 1) * pageSize, page * pageSize);
	const last = Math.ceil(found.length / pageSize);
	if (page >= last) return { rows, link: undefined };
	const links = [linkTo(`page=${page + 1}`, 'next'), linkTo(`page=${last}`, 'last')];
	return { rows, link: links.join(', ') };
}

function selection(fields: string | undefined): (row: Row) => Row {
	if (fields === undefined) return (row) => row;
	const names = new Set(fields.split(',').map((name) => name.trim()));
	return (row) => Object.fromEntries(Object.entries(row).filter(([name]) => names.has(name)));
}
