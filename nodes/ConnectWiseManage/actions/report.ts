import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../catalogue';
import type { RequestPlan } from '../request/plan';
import { failedItems, responseItems, type Runtime } from './runtime';

export interface ReportScope {
	readonly itemIndex: number;
	readonly limit: number | undefined;
	readonly pageSize: number;
}

/** Reads a report page by page; its rows have no id and its answers no `Link`. */
export async function readReport(
	runtime: Runtime,
	template: OperationTemplate,
	plan: RequestPlan,
	{ itemIndex, limit, pageSize }: ReportScope,
): Promise<INodeExecutionData[]> {
	const size = Math.min(pageSize, limit ?? pageSize);
	const items: INodeExecutionData[] = [];
	for (let page = 1; ; page++) {
		const query = { ...plan.query, pageSize: String(size), page: String(page) };
		const numbered = { ...plan, query, isStreamed: true };
		const outcome = await runtime.client.exchange(numbered);
		if (!outcome.isOk) return failedItems(runtime, outcome.failure, numbered, itemIndex);
		const rows = await responseItems(runtime, template, outcome.response, {}, itemIndex);
		for (const row of rows) items.push(row);
		if (limit !== undefined && items.length >= limit) return items.slice(0, limit);
		// More rows than asked for: this server does not page the report, and would repeat it for ever.
		if (rows.length !== size) return items;
	}
}
