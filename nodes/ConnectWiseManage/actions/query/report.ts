import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { unusableAnswer, type Failure } from '../../request/outcome/outcome';
import { isSpent, startAllowance, type Allowance } from '../../request/paging/progress/allowance';
import { createEndSign, isLastPage, type EndSign } from '../../request/paging/progress/endSign';
import { allowedPageSize, learnPageSize } from '../../request/paging/page/pageSize';
import { createSeenRows, takeNewRows, type SeenRows } from '../../request/paging/progress/seenRows';
import { findWayOfPaging, type WayOfPaging } from '../../request/paging/progress/wayOfPaging';
import type { RequestPlan } from '../../request/plan';
import { isReport } from '../../response/items/report';
import { fetchAnswer, toItems, type Answer } from '../run/answer';
import { toThrown } from '../run/failure';
import type { Runtime } from '../run/runtime';

export interface ReportScope {
	readonly itemIndex: number;
	readonly limit: number | undefined;
	readonly pageSize: number;
}

/** A report that is being read; its rows have no id and its answers no `Link`. */
interface Reading {
	readonly runtime: Runtime;
	readonly plan: RequestPlan;
	readonly itemIndex: number;
	readonly sign: EndSign;
	readonly seen: SeenRows;
	readonly allowance: Allowance;
	pageSize: number;
	/** Rows of the first page. */
	firstCount: number;
	/** The server was seen to look at the page number. */
	isPaged: boolean;
}

/**
 * Reads a report page by page.
 *
 * @throws NodeApiError or FailureAsItem when a page fails, or when pages come again without end.
 */
export async function readReport(
	runtime: Runtime,
	template: OperationTemplate,
	plan: RequestPlan,
	scope: ReportScope,
): Promise<INodeExecutionData[]> {
	const { itemIndex, limit = Infinity } = scope;
	const reading = startReading(runtime, plan, scope);
	const items: INodeExecutionData[] = [];
	for (let page = 1; ; page++) {
		const answer = await readPage(reading, page);
		const end = await findEnd(reading, page, answer);
		if (end === 'before') return items;
		for (const row of await toItems(runtime, template, answer, {}, itemIndex)) items.push(row);
		if (items.length >= limit) return items.slice(0, limit);
		if (end === 'after') return items;
	}
}

function startReading(
	runtime: Runtime,
	plan: RequestPlan,
	{ itemIndex, limit, pageSize }: ReportScope,
): Reading {
	const { client } = runtime;
	return {
		runtime,
		plan,
		itemIndex,
		sign: createEndSign({ client, plan }, false),
		seen: createSeenRows(false, true),
		allowance: startAllowance(),
		pageSize: allowedPageSize(client, Math.min(pageSize, limit ?? pageSize)),
		firstCount: 0,
		isPaged: false,
	};
}

async function readPage(reading: Reading, page: number, rowCount?: number): Promise<Answer> {
	const { runtime, plan, itemIndex } = reading;
	const numbered = () => toPage(plan, rowCount ?? reading.pageSize, page);
	const smaller = (failure: Failure) => {
		if (page > 1) return undefined;
		const allowed = learnPageSize(runtime.client, failure, reading.pageSize);
		if (allowed === undefined) return undefined;
		reading.pageSize = allowed;
		return numbered();
	};
	const answer = await fetchAnswer(runtime, numbered(), itemIndex, { instead: smaller });
	if (page > 1 && !rowsOf(answer)) throw unusable(reading, 'a later page was no report');
	return answer;
}

/** Whether the report ends before, or after, what was answered for a page. */
async function findEnd(
	reading: Reading,
	page: number,
	answer: Answer,
): Promise<'before' | 'after' | undefined> {
	const { sign, seen, pageSize } = reading;
	const rows = rowsOf(answer);
	if (!rows) return 'after';
	if (page === 1) reading.firstCount = rows.length;
	const isEnd = isLastPage(sign, { rows, pageSize, links: {} });
	const { isKnown } = takeNewRows(seen, rows, { hasIds: false, isWhole: true });
	// Pages that are alike say little: reports of few columns may well have them.
	if (isKnown && rows.length > 0 && !reading.isPaged) {
		const way = await findWay(reading);
		if (way === 'unpaged' && page === 2) return 'before';
		if (way !== 'paged') throw unusable(reading, REPEATED);
		reading.isPaged = true;
	}
	if (isSpent(reading.allowance, rows.length)) throw unusable(reading, 'the report has no end');
	return isEnd ? 'after' : undefined;
}

const REPEATED = 'its pages repeat rows that were read before, without end';

async function findWay(reading: Reading): Promise<WayOfPaging> {
	const { pageSize, firstCount } = reading;
	const countRows = async (rowCount: number, page: number) =>
		rowsOf(await readPage(reading, page, rowCount))?.length;
	return await findWayOfPaging({ pageSize, rowCount: firstCount, countRows });
}

function unusable({ runtime, plan, itemIndex }: Reading, message: string): Error {
	return toThrown(runtime, unusableAnswer(message), plan, itemIndex);
}

function toPage(plan: RequestPlan, pageSize: number, page: number): RequestPlan {
	const query = { ...plan.query, pageSize: String(pageSize), page: String(page) };
	return { ...plan, query, isStreamed: true };
}

/** `undefined` for anything but a report. */
function rowsOf({ decoded }: Answer): readonly unknown[] | undefined {
	return decoded.kind === 'json' && isReport(decoded.value) ? decoded.value.row_values : undefined;
}
