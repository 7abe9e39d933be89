import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import type {
	IDataObject,
	INode,
	INodeExecutionData,
	INodeParameters,
	IWebhookData,
	IWebhookResponseData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { createAdditionalData } from './host/additionalData.mts';
import { credentialReferences } from './host/credentials.mts';
import type { CredentialValues } from './host/credentials.mts';
import { HookContext, WebhookContext, Workflow } from './engine.mts';
import { createNodeTypes } from './host/nodeTypes.mts';
import { nodeTypeName } from './package.mts';

const TRIGGER = 'connectWiseManageTrigger';
const CREDENTIAL = 'connectWiseManagePsaApi';
const WEBHOOK_ID = '00000000-0000-4000-8000-0000000000f1';

export interface TriggerOptions {
	readonly parameters: INodeParameters;
	readonly credentials: CredentialValues;
	/** As n8n is told its own address, e.g. `https://n8n.acme.example/`. */
	readonly baseUrl: string;
	/** The test URL of the editor, which has static data of its own. */
	readonly isTest?: boolean;
	readonly nodeId?: string;
	/** What an earlier run saved. */
	readonly staticData?: IDataObject;
}

interface LoggedLine {
	readonly level: string;
	readonly message: string;
}

/** A callback trigger in n8n-core's own contexts: real helpers, real static data. */
export interface TriggerUnderTest {
	/** What the node keeps. */
	readonly kept: () => IDataObject;
	/** The static data of the workflow as n8n stores it. */
	readonly saved: () => IDataObject;
	readonly url: string;
	/** Of the node, as they are read next. */
	readonly parameters: INodeParameters;
	readonly logged: LoggedLine[];
	checkExists(): Promise<boolean>;
	create(): Promise<boolean>;
	remove(): Promise<boolean>;
	/** As n8n activates: looks, and registers where nothing is there. */
	activate(): Promise<void>;
	receive(request: object, response: object): Promise<IWebhookResponseData>;
}

function listenTo(context: object, logged: LoggedLine[]): void {
	const log = (level: string) => (message: string) => void logged.push({ level, message });
	const logger = { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') };
	Object.defineProperty(context, 'logger', { value: logger });
}

export function createTrigger(options: TriggerOptions): TriggerUnderTest {
	const { parameters, credentials, baseUrl, isTest = false } = options;
	const nodeTypes = createNodeTypes();
	const type = nodeTypes.getByNameAndVersion(nodeTypeName(TRIGGER));
	const node: INode = {
		id: options.nodeId ?? 'node-1',
		name: 'On Change',
		type: nodeTypeName(TRIGGER),
		typeVersion: 1,
		position: [0, 0],
		parameters,
		webhookId: WEBHOOK_ID,
		credentials: credentialReferences([CREDENTIAL]),
	};
	const staticData = options.staticData ?? {};
	const workflow = new Workflow({
		id: 'flow1',
		nodes: [node],
		connections: {},
		active: !isTest,
		nodeTypes,
		staticData,
	});
	const additionalData = createAdditionalData({ credentials });
	Object.assign(additionalData, {
		webhookBaseUrl: `${baseUrl}webhook`,
		webhookTestBaseUrl: `${baseUrl}webhook-test`,
	});
	const mode: WorkflowExecuteMode = isTest ? 'manual' : 'trigger';
	const [webhookDescription] = type.description.webhooks ?? [];
	const webhookData = { isTest, webhookDescription } as IWebhookData;
	const logged: LoggedLine[] = [];
	const hook = async (name: 'checkExists' | 'create' | 'delete') => {
		const context = new HookContext(
			workflow,
			workflow.nodes[node.name] as INode,
			additionalData,
			mode,
			isTest ? 'manual' : 'activate',
			webhookData,
		);
		listenTo(context, logged);
		const method = type.webhookMethods?.default?.[name];
		if (!method) throw new Error(`The trigger has no ${name}`);
		return await method.call(context);
	};
	return {
		logged,
		parameters: (workflow.nodes[node.name] as INode).parameters,
		kept: () => workflow.getStaticData('node', workflow.nodes[node.name]),
		saved: () => JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject,
		url: `${isTest ? additionalData.webhookTestBaseUrl : additionalData.webhookBaseUrl}/${WEBHOOK_ID}/webhook`,
		checkExists: async () => await hook('checkExists'),
		create: async () => await hook('create'),
		remove: async () => await hook('delete'),
		async activate() {
			if (!(await hook('checkExists'))) await hook('create');
		},
		async receive(httpRequest, httpResponse) {
			const context = new WebhookContext(
				workflow,
				workflow.nodes[node.name] as INode,
				{ ...additionalData, httpRequest, httpResponse } as typeof additionalData,
				mode,
				webhookData,
				[],
				null,
			);
			listenTo(context, logged);
			if (!type.webhook) throw new Error('The trigger takes no deliveries');
			return await type.webhook.call(context);
		},
	};
}

export interface Taken {
	readonly status: number;
	readonly items: INodeExecutionData[];
	readonly error?: Error;
}

/** n8n's web server as far as a trigger sees it: raw bodies in, its answers out. */
export interface WebServer {
	readonly baseUrl: string;
	/** Every request that came, with what the trigger made of it. */
	readonly taken: Taken[];
	/** Which trigger answers; 404 without one, as for a workflow that is not active. */
	trigger?: TriggerUnderTest;
	close(): Promise<void>;
}

async function handle(
	server: WebServer,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<Taken> {
	const rawBody = await buffer(request);
	let status = 0;
	const answer = (code: number, text: string) => {
		status = code;
		response.writeHead(code).end(text);
	};
	const { trigger } = server;
	if (!trigger || new URL(trigger.url).pathname !== String(request.url).split('?')[0]) {
		answer(404, 'not registered');
		return { status, items: [] };
	}
	const webResponse = {
		status: (code: number) => ({ send: (text: string) => answer(code, text) }),
	};
	try {
		const incoming = { headers: request.headers, rawBody, body: {}, params: {}, query: {} };
		const { workflowData, noWebhookResponse } = await trigger.receive(incoming, webResponse);
		if (noWebhookResponse !== true) answer(200, 'Workflow was started');
		return { status, items: workflowData?.[0] ?? [] };
	} catch (error) {
		answer(500, 'Error in workflow');
		return { status, items: [], error: error as Error };
	}
}

export async function startWebServer(): Promise<WebServer> {
	const http = createServer((request, response) => {
		void handle(server, request, response).then((taken) => server.taken.push(taken));
	}).listen(0, '127.0.0.1');
	await once(http, 'listening');
	const server: WebServer = {
		baseUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}/`,
		taken: [],
		close: async () => {
			http.closeAllConnections();
			http.close();
			await once(http, 'close');
		},
	};
	return server;
}
