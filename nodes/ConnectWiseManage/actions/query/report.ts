import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { unusableAnswer, type Failure } from '../../request/outcome';
import { isSpent, startAllowance } from '../../request/paging/allowance';
import { createEndSign, isLastPage } from '../../request/paging/endSign';
import { allowedPageSize, learnPageSize } from '../../request/paging/pageSize';
import { createSeenRows, takeNewRows } from '../../request/paging/seenRows';
import { findWayOfPaging } from '../../request/paging/wayOfPaging';
import type { RequestPlan } from '../../request/plan';
import { isReport } from '../../response/report';
import { fetchAnswer, toItems, type Answer } from '../run/answer';
import { toThrown } from '../run/failure';
import type { Runtime } from '../run/runtime';

export interface ReportScope {
	readonly itemIndex: number;
	readonly limit: number | undefined;
	readonly pageSize: number;
}

/**
 * Reads a report page by page; its rows have no id and its answers no `Link`.
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
	const pages = createReportPages(runtime, plan, scope);
	const items: INodeExecutionData[] = [];
	for (let page = 1; ; page++) {
		const answer = await pages.read(page);
		const end = await pages.endsAt(page, answer);
		if (end === 'before') return items;
		for (const row of await toItems(runtime, template, answer, {}, itemIndex)) items.push(row);
		if (items.length >= limit) return items.slice(0, limit);
		if (end === 'after') return items;
	}
}

interface ReportPages {
	read(page: number): Promise<Answer>;
	/** Whether the report ends before, or after, what was answered for a page. */
	endsAt(page: number, answer: Answer): Promise<'before' | 'after' | undefined>;
}

function createReportPages(
	runtime: Runtime,
	plan: RequestPlan,
	{ itemIndex, limit, pageSize }: ReportScope,
): ReportPages {
	const { client } = runtime;
	let size = allowedPageSize(client, Math.min(pageSize, limit ?? pageSize));
	const fail = (message: string) => toThrown(runtime, unusableAnswer(message), plan, itemIndex);
	const read = async (page: number, rowCount?: number): Promise<Answer> => {
		const numbered = () => toPage(plan, rowCount ?? size, page);
		const smaller = (failure: Failure) => {
			const allowed = page === 1 ? learnPageSize(client, failure, size) : undefined;
			if (allowed === undefined) return undefined;
			size = allowed;
			return numbered();
		};
		const answer = await fetchAnswer(runtime, numbered(), itemIndex, smaller);
		if (page > 1 && !rowsOf(answer)) throw fail('a later page was no report');
		return answer;
	};
	const wayOf = async (firstCount: number) =>
		await findWayOfPaging({
			pageSize: size,
			rowCount: firstCount,
			countRows: async (rowCount, page) => rowsOf(await read(page, rowCount))?.length,
		});
	const sign = createEndSign(false);
	const seen = createSeenRows(false);
	const allowance = startAllowance();
	let firstCount = 0;
	let isPaged = false;
	const endsAt = async (page: number, answer: Answer) => {
		const rows = rowsOf(answer);
		if (!rows) return 'after';
		if (page === 1) firstCount = rows.length;
		const isEnd = isLastPage(sign, { rows, pageSize: size, links: {} });
		const { isKnown } = takeNewRows(seen, rows, { hasIds: false, isWhole: true });
		/** Pages that are alike say little: reports of few columns may well have them. */
		if (isKnown && rows.length > 0 && !isPaged) {
			const way = await wayOf(firstCount);
			if (way === 'unpaged' && page === 2) return 'before';
			if (way !== 'paged') throw fail('its pages repeat rows that were read before, without end');
			isPaged = true;
		}
		if (isSpent(allowance, rows.length)) throw fail('the report has no end');
		return isEnd ? 'after' : undefined;
	};
	return { read, endsAt };
}

function toPage(plan: RequestPlan, pageSize: number, page: number): RequestPlan {
	const query = { ...plan.query, pageSize: String(pageSize), page: String(page) };
	return { ...plan, query, isStreamed: true };
}

/** `undefined` for anything but a report. */
function rowsOf({ decoded }: Answer): readonly unknown[] | undefined {
	return decoded.kind === 'json' && isReport(decoded.value) ? decoded.value.row_values : undefined;
}
