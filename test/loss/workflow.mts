import { randomUUID } from 'node:crypto';
import type { WorkflowDocument, WorkflowNode } from '../../tools/hosts/n8nCli.mts';
import { CREDENTIAL_TYPE } from '../../tools/demo/workflows.mts';
import { CREDENTIAL } from '../e2e/localConnectWise.mts';

const PACKAGE = 'n8n-nodes-connectwise-manage';
/** n8n takes no interval below a minute, but several times in each minute. */
const SECONDS = [0, 10, 20, 30, 40, 50];

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
		pollTimes: {
			item: SECONDS.map((second) => ({
				mode: 'custom',
				cronExpression: `${second} * * * * *`,
			})),
		},
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
