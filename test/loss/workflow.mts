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

export const pollingTrigger = (): WorkflowNode => ({
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

const callbackTrigger = (): WorkflowNode => ({
	id: randomUUID(),
	name: 'On Ticket Change',
	type: `${PACKAGE}.connectWiseManageTrigger`,
	typeVersion: 1,
	position: [0, 200],
	webhookId: randomUUID(),
	parameters: { event: 'ticket', watch: 'owner', actions: ['added', 'updated'] },
	credentials: { [CREDENTIAL_TYPE]: CREDENTIAL },
});

const onceEach = (): WorkflowNode => ({
	id: randomUUID(),
	name: 'Each Change Once',
	type: 'n8n-nodes-base.removeDuplicates',
	typeVersion: 2,
	position: [300, 100],
	parameters: {
		operation: 'removeItemsSeenInPreviousExecutions',
		dedupeValue: '={{ $json.event.id }}',
		options: {},
	},
});

/** Both triggers, of which one brings what the other lost; each change goes on once. */
export function pairWorkflow(recorderUrl: string): WorkflowDocument {
	const [polling, callback, once, work] = [
		pollingTrigger(),
		callbackTrigger(),
		onceEach(),
		deliver(recorderUrl),
	];
	return {
		id: 'lossPair',
		name: 'Changed tickets by both triggers',
		nodes: [polling, callback, once, work],
		connections: {
			[polling.name]: to(once.name),
			[callback.name]: to(once.name),
			[once.name]: to(work.name),
		},
		settings: { executionOrder: 'v1' },
	};
}

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
