import type { INodeExecutionData } from 'n8n-workflow';
import { findByRoute, type OperationTemplate } from '../../catalogue';
import { isTool } from '../run/tool';
import type { Runtime } from '../run/runtime';

/** Records of one input item, and how many were asked for at most. */
interface Cut {
	readonly items: INodeExecutionData[];
	readonly limit: number | undefined;
	readonly itemIndex: number;
}

/**
 * A model sees items and nothing beside them: without a word it would take the first records of a list
 * for all. A tool's list that reached its limit gets one more item that says so.
 */
export async function withCutNotice(
	{ context }: Pick<Runtime, 'context'>,
	{ path, method, response }: OperationTemplate,
	{ items, limit, itemIndex }: Cut,
): Promise<INodeExecutionData[]> {
	const isList = response.kind === 'array' || response.kind === 'report';
	if (!isList || limit === undefined || items.length < limit || !isTool(context.getNode())) {
		return items;
	}
	const count = method === 'GET' ? await findByRoute('GET', `${path}/count`) : undefined;
	const total = count ? `, or ask ${count.id} how many there are` : '';
	const notice = `Only the first ${limit} were read, as many as Limit allows; there may be more. Narrow the conditions${total}`;
	return [...items, { json: { notice }, pairedItem: { item: itemIndex } }];
}
