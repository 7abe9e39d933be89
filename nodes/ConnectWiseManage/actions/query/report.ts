import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { unusableAnswer } from '../../request/outcome';
import type { RequestPlan } from '../../request/plan';
import { isReport } from '../../response/report';
import { bodyText } from '../../response/serverResponse';
import { fetchAnswer, toItems, type Answer } from '../run/answer';
import { toThrown } from '../run/failure';
import type { Runtime } from '../run/runtime';

export interface ReportScope {
	readonly itemIndex: number;
	readonly limit: number | undefined;
	readonly pageSize: number;
}

/** No report reaches it; a server that answers it with rows does not look at the page number. */
const PAGE_BEHIND_ALL = 1_000_000;

/** Reads a report page by page; its rows have no id and its answers no `Link`. */
export async function readReport(
	runtime: Runtime,
	template: OperationTemplate,
	plan: RequestPlan,
	{ itemIndex, limit, pageSize }: ReportScope,
): Promise<INodeExecutionData[]> {
	const size = Math.min(pageSize, limit ?? pageSize);
	const items: INodeExecutionData[] = [];
	const numbered = (page: number): RequestPlan => ({
		...plan,
		query: { ...plan.query, pageSize: String(size), page: String(page) },
		isStreamed: true,
	});
	const read = async (page: number): Promise<Answer> => {
		const answer = await fetchAnswer(runtime, numbered(page), itemIndex);
		if (page === 1 || rowsOf(answer)) return answer;
		const failure = unusableAnswer('a later page was no report');
		throw toThrown(runtime, failure, numbered(page), itemIndex);
	};
	/** Pages that are alike say little: reports of few columns may well have them. */
	const ignoresPages = async () => rowsOf(await read(PAGE_BEHIND_ALL))?.length !== 0;
	let isPaged = false;
	let previous: Answer | undefined;
	for (let page = 1; ; page++) {
		const answer = await read(page);
		if (!isPaged && previous && isSame(answer, previous)) {
			if (await ignoresPages()) return items;
			isPaged = true;
		}
		previous = answer;
		const rows = await toItems(runtime, template, answer, {}, itemIndex);
		for (const row of rows) items.push(row);
		if (limit !== undefined && items.length >= limit) return items.slice(0, limit);
		// More rows than asked for: this server does not page the report, and would repeat it for ever.
		if (rows.length !== size) return items;
	}
}

/** `undefined` for anything but a report. */
function rowsOf({ decoded }: Answer): readonly unknown[] | undefined {
	return decoded.kind === 'json' && isReport(decoded.value) ? decoded.value.row_values : undefined;
}

function isSame(answer: Answer, previous: Answer): boolean {
	return bodyText(answer.response) === bodyText(previous.response);
}
