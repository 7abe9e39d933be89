import { randomUUID } from 'node:crypto';
import {
	SANDBOX_CLIENT_ID,
	SANDBOX_PRIVATE_KEY,
	SANDBOX_USERNAME,
} from '../../test/sandbox/credentials.mts';
import {
	CREDENTIAL_TYPE,
	HEADER_AUTH_TYPE,
	isOurNode,
	readExamples,
	withCredential,
	withHeaderAuth,
} from '../demo/workflows.mts';
import type { WorkflowDocument, WorkflowNode } from '../hosts/n8nCli.mts';
import type { QueueCluster } from './cluster.mts';

const PARENT_FILE = 'fan-out-sync.json';
const PART_FILE = 'fan-out-sync-part.json';
const SETTINGS_NODE = 'How to Split';
const TRIGGER_NODE = 'Run by Hand';
const WEBHOOK_TYPE = 'n8n-nodes-base.webhook';

/** Node of the parent that has the tickets of all parts. */
export const JOINED_NODE = 'All Tickets';

interface Assignment {
	readonly name: string;
	readonly value: string;
}

export interface FanOutOptions {
	readonly parts: number;
	/** As in the example if omitted; each number once in a cluster. */
	readonly requestsPerPart?: number;
}

export interface FanOut {
	readonly parentId: string;
	readonly partId: string;
	/** Starts the sync as the editor's button does; gives the id of its execution. */
	start(): Promise<number>;
}

function withSettings(
	workflow: WorkflowDocument,
	settings: Readonly<Record<string, string>>,
): WorkflowDocument {
	const fill = (node: WorkflowNode): WorkflowNode => {
		if (node.name !== SETTINGS_NODE) return node;
		const { assignments } = node.parameters.assignments as { assignments: Assignment[] };
		const filled = assignments.map((it) => ({ ...it, value: settings[it.name] ?? it.value }));
		return { ...node, parameters: { ...node.parameters, assignments: { assignments: filled } } };
	};
	return { ...workflow, nodes: workflow.nodes.map(fill) };
}

async function example(file: string): Promise<WorkflowDocument> {
	const found = (await readExamples()).get(file);
	if (found === undefined) throw new Error(`examples/${file} is missing`);
	return found;
}

/** The same part under an id and a path of its own, with that many requests at a time. */
function withRequestsPerPart(part: WorkflowDocument, count: number): WorkflowDocument {
	const nodes = part.nodes.map((node): WorkflowNode => {
		const { settings, path, ...rest } = node.parameters;
		if (isOurNode(node)) {
			const more = { ...(settings as object), maxParallelRequests: count };
			return { ...node, parameters: { ...rest, settings: more } };
		}
		if (node.type !== WEBHOOK_TYPE) return node;
		return { ...node, parameters: { ...rest, path: `${String(path)}-${count}` } };
	});
	return { ...part, id: `${part.id}${count}`, nodes };
}

function webhookUrl(origin: string, workflow: WorkflowDocument): string {
	const webhook = workflow.nodes.find(({ type }) => type === WEBHOOK_TYPE);
	return `${origin}/webhook/${String(webhook?.parameters.path)}`;
}

/**
 * Puts the two example workflows into the cluster, with a credential for the local ConnectWise. The
 * parts go through the webhook process, so that each is an execution of its own.
 */
export async function installFanOut(
	{ rest, webhook }: QueueCluster,
	siteUrl: string,
	{ parts, requestsPerPart }: FanOutOptions,
): Promise<FanOut> {
	const credential = await rest.createCredential('Local ConnectWise', CREDENTIAL_TYPE, {
		siteUrl,
		username: SANDBOX_USERNAME,
		password: SANDBOX_PRIVATE_KEY,
		clientId: SANDBOX_CLIENT_ID,
	});
	const key = await rest.createCredential('Key of the Part Webhook', HEADER_AUTH_TYPE, {
		name: 'X-Part-Key',
		value: randomUUID(),
	});
	const complete = (workflow: WorkflowDocument) =>
		withHeaderAuth(withCredential(workflow, credential), key);
	const parent = await example(PARENT_FILE);
	const original = await example(PART_FILE);
	const part = requestsPerPart ? withRequestsPerPart(original, requestsPerPart) : original;
	const { id: partId } = await rest.createWorkflow(complete(part));
	await rest.publishWorkflow(partId);
	const settings = {
		parts: String(parts),
		fields: 'id',
		partUrl: webhookUrl(webhook.url, part),
	};
	const filled = {
		...withSettings(complete(parent), settings),
		id: `${parent.id}${requestsPerPart ?? ''}`,
	};
	const { id: parentId } = await rest.createWorkflow(filled);
	return {
		parentId,
		partId,
		async start() {
			const answer = await rest.call<{ executionId: string }>(
				'POST',
				`/rest/workflows/${parentId}/run`,
				{ triggerToStartFrom: { name: TRIGGER_NODE } },
			);
			return Number(answer.executionId);
		},
	};
}
