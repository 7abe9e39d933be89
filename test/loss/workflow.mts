import { randomUUID } from 'node:crypto';
import type { WorkflowDocument, WorkflowNode } from '../../tools/hosts/n8nCli.mts';
import { CREDENTIAL_TYPE, readExamples, withCredential } from '../../tools/demo/workflows.mts';
import { CREDENTIAL } from '../e2e/around/localConnectWise.mts';

const PACKAGE = 'n8n-nodes-connectwise-manage';
/** n8n takes no interval below a minute, but several times in each minute. */
const pollTimes = (everySeconds: number) => ({
	item: Array.from({ length: 60 / everySeconds }, (_, index) => ({
		mode: 'custom',
		cronExpression: `${index * everySeconds} * * * * *`,
	})),
});

/** Posts what started the workflow as one list, when everything before it has been done. */
const ITEMS =
	'={{ JSON.stringify({ items: $input.all().map(({ json }) => ({ id: json.id, event: json.event.id, summary: json.summary })) }) }}';

const pollingTrigger = (): WorkflowNode => ({
	id: randomUUID(),
	name: 'Changed Tickets',
	type: `${PACKAGE}.connectWiseManagePollingTrigger`,
	typeVersion: 1,
	position: [0, 0],
	parameters: {
		event: 'both',
		operation: 'query',
		operationId: { __rl: true, mode: 'id', value: 'getServiceTickets' },
		pollTimes: pollTimes(10),
	},
	credentials: { [CREDENTIAL_TYPE]: CREDENTIAL },
});

const deliver = (recorderUrl: string): WorkflowNode => ({
	id: randomUUID(),
	name: 'Deliver',
	type: 'n8n-nodes-base.httpRequest',
	typeVersion: 4.2,
	position: [600, 0],
	executeOnce: true,
	parameters: {
		method: 'POST',
		url: recorderUrl,
		sendBody: true,
		specifyBody: 'json',
		jsonBody: ITEMS,
		options: {},
	},
});

const to = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });

/** The polling trigger, and what is done with its items. */
export function pollingWorkflow(recorderUrl: string): WorkflowDocument {
	const trigger = pollingTrigger();
	const work = deliver(recorderUrl);
	return {
		id: 'lossPolling',
		name: 'Changed tickets by polling',
		nodes: [trigger, work],
		connections: { [trigger.name]: to(work.name) },
		settings: { executionOrder: 'v1' },
	};
}

export const PAIR_ID = 'cwTicketsByBoth';
const PAIR_FILE = 'ticket-changes-by-both-triggers.json';

/** The example with both triggers as it is, but that it polls more often and delivers here. */
export async function pairWorkflow(recorderUrl: string): Promise<WorkflowDocument> {
	const example = (await readExamples()).get(PAIR_FILE);
	if (!example) throw new Error(`${PAIR_FILE} is not there`);
	const nodes = example.nodes.map((node) => {
		if (node.name === 'Hand On') return { ...deliver(recorderUrl), name: node.name };
		if (node.name !== 'Changed Tickets') return node;
		return { ...node, parameters: { ...node.parameters, pollTimes: pollTimes(5) } };
	});
	return withCredential({ ...example, nodes }, CREDENTIAL);
}
