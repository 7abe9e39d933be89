import type {
	IBinaryData,
	IConnections,
	ICredentialType,
	IDataObject,
	INode,
	INodeExecutionData,
	INodeListSearchResult,
	INodeParameters,
	INodePropertyOptions,
	INodeType,
	IRun,
	ITaskData,
	IWorkflowSettings,
	NodeExecutionHint,
	OnError,
	ResourceMapperFields,
} from 'n8n-workflow';
import { createAdditionalData } from './host/additionalData.mts';
import { credentialReferences } from './host/credentials.mts';
import type { CredentialValues } from './host/credentials.mts';
import {
	createRunExecutionData,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	NodeConnectionTypes,
	Workflow,
	WorkflowExecute,
} from './engine.mts';
import { createNodeTypes, PASS_THROUGH_TYPE } from './host/nodeTypes.mts';
import { nodeTypeName } from './package.mts';

export { PASS_THROUGH_TYPE, SET_TYPE } from './host/nodeTypes.mts';
export { nodeTypeName } from './package.mts';
export type { CredentialValues } from './host/credentials.mts';

/** A node as a test writes it; the rest is filled in. */
type NodeSketch = Pick<INode, 'name' | 'type'> & Partial<INode>;

export interface WorkflowOptions {
	/** The first node receives `items`; without one, begin with a `PASS_THROUGH_TYPE`. */
	readonly nodes: readonly NodeSketch[];
	/** Omitted: the nodes form a chain in the order given. */
	readonly connections?: IConnections;
	readonly items?: readonly TestItem[];
	readonly credentials?: CredentialValues;
	readonly settings?: IWorkflowSettings;
	readonly nodeTypes?: Readonly<Record<string, INodeType>>;
	readonly credentialTypes?: readonly ICredentialType[];
	/** Cancels the execution as n8n's Stop button does. */
	readonly signal?: AbortSignal;
}

/** Plain JSON, or a whole item where `binary` or `pairedItem` matter. */
type TestItem = INodeExecutionData | IDataObject;

export interface WorkflowResult {
	readonly run: IRun;
	readonly status: IRun['status'];
	/** What ended the execution; absent when it went through. */
	readonly error?: Error & Record<string, unknown>;
	/** Items of one output of a node in its last run; empty if it never ran. */
	readonly outputOf: (nodeName: string, output?: number) => INodeExecutionData[];
	readonly taskOf: (nodeName: string) => ITaskData | undefined;
}

export interface NodeOptions extends Omit<WorkflowOptions, 'nodes' | 'connections'> {
	readonly parameters: INodeParameters;
	/** Name of a shipped node (`connectWiseManage`) or the full type of one in `nodeTypes`. */
	readonly node?: string;
	readonly onError?: OnError;
	/** Anything else of the node: `retryOnFail`, `alwaysOutputData`, `executeOnce` ... */
	readonly nodeOptions?: Partial<INode>;
}

export interface NodeResult {
	readonly main: INodeExecutionData[];
	/** The second output, used with `onError: 'continueErrorOutput'`. */
	readonly errorOutput: INodeExecutionData[];
	readonly json: IDataObject[];
	readonly hints: readonly NodeExecutionHint[];
	readonly error?: Error & Record<string, unknown>;
	readonly status: IRun['status'];
	readonly run: IRun;
}

export const NODE_NAME = 'ConnectWise Manage';
const DEFAULT_NODE = 'connectWiseManage';

function isItem(item: TestItem): item is INodeExecutionData {
	return typeof item.json === 'object' && item.json !== null;
}

const toItem = (item: TestItem): INodeExecutionData => (isItem(item) ? item : { json: item });

function completeNode(sketch: NodeSketch, index: number, type: INodeType): INode {
	const wanted = (type.description.credentials ?? []).map(({ name }) => name);
	return {
		id: `node-${index}`,
		typeVersion: [type.description.version].flat().at(-1) ?? 1,
		position: [index * 200, 0],
		parameters: {},
		credentials: credentialReferences(wanted),
		...sketch,
	};
}

function chain(nodes: readonly NodeSketch[]): IConnections {
	const pairs = nodes.slice(1).map((node, index) => {
		const target = { node: node.name, type: NodeConnectionTypes.Main, index: 0 };
		return [nodes[index].name, { main: [[target]] }];
	});
	return Object.fromEntries(pairs) as IConnections;
}

export function buildWorkflow(options: WorkflowOptions) {
	const nodeTypes = createNodeTypes(options.nodeTypes);
	const nodes = options.nodes.map((sketch, index) =>
		completeNode(sketch, index, nodeTypes.getByName(sketch.type) as INodeType),
	);
	const connections = options.connections ?? chain(nodes);
	const settings = { executionOrder: 'v1' as const, ...options.settings };
	const workflow = new Workflow({
		id: 'test',
		nodes,
		connections,
		active: false,
		nodeTypes,
		settings,
	});
	return { workflow, nodes, connections, settings };
}

/** Runs a workflow in n8n's execution engine; an error of a node ends up in `error`, never thrown. */
export async function runWorkflow(options: WorkflowOptions): Promise<WorkflowResult> {
	const { workflow, nodes, connections, settings } = buildWorkflow(options);
	const additionalData = createAdditionalData(options);
	const now = new Date();
	additionalData.hooks = new ExecutionLifecycleHooks('manual', '1', {
		id: 'test',
		name: 'test',
		active: false,
		isArchived: false,
		activeVersionId: null,
		createdAt: now,
		updatedAt: now,
		nodes,
		connections,
		settings,
	});
	const main = [(options.items ?? [{}]).map(toItem)];
	const data = createRunExecutionData({
		executionData: {
			nodeExecutionStack: [{ node: nodes[0], data: { main }, source: null }],
		},
	});
	const execution = new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(
		workflow,
	);
	const cancel = () => execution.cancel();
	options.signal?.addEventListener('abort', cancel, { once: true });
	const run = await execution;
	options.signal?.removeEventListener('abort', cancel);

	const taskOf = (name: string) => run.data.resultData.runData[name]?.at(-1);
	return {
		run,
		status: run.status,
		error: run.data.resultData.error as WorkflowResult['error'],
		taskOf,
		outputOf: (name, output = 0) => taskOf(name)?.data?.main[output] ?? [],
	};
}

/** Runs one node of the package (or of `nodeTypes`) over the given items. */
export async function runNode(options: NodeOptions): Promise<NodeResult> {
	const { node = DEFAULT_NODE, parameters, onError, nodeOptions, ...rest } = options;
	const type = node.includes('.') ? node : nodeTypeName(node);
	const sketch = { ...nodeOptions, name: NODE_NAME, type, parameters, onError };
	const result = await runWorkflow({
		...rest,
		nodes: [{ name: 'Start', type: PASS_THROUGH_TYPE }, sketch],
	});
	const main = result.outputOf(NODE_NAME);
	return {
		main,
		errorOutput: result.outputOf(NODE_NAME, 1),
		json: main.map((item) => item.json),
		hints: result.taskOf(NODE_NAME)?.hints ?? [],
		error: result.error,
		status: result.status,
		run: result.run,
	};
}

export interface MethodOptions {
	readonly parameters: INodeParameters;
	readonly node?: string;
	readonly credentials?: CredentialValues;
	/** Parameter that asks, e.g. `parameters.operationId`. */
	readonly path?: string;
}

function methodContext(options: MethodOptions) {
	const type = nodeTypeName(options.node ?? DEFAULT_NODE);
	const { workflow, nodes } = buildWorkflow({
		nodes: [{ name: NODE_NAME, type, parameters: options.parameters }],
	});
	const additionalData = createAdditionalData(options);
	additionalData.currentNodeParameters = nodes[0].parameters;
	const context = new LoadOptionsContext(workflow, nodes[0], additionalData, options.path ?? '');
	return { context, methods: workflow.nodeTypes.getByNameAndVersion(type).methods ?? {} };
}

/** What the editor gets when a resource mapper asks for its fields. */
export async function runResourceMapping(
	method: string,
	options: MethodOptions,
): Promise<ResourceMapperFields> {
	const { context, methods } = methodContext(options);
	const map = methods.resourceMapping?.[method];
	if (!map) throw new Error(`The node has no resourceMapping method "${method}"`);
	return await map.call(context);
}

/** What the editor gets when a list of a resource locator is opened or searched. */
export async function runListSearch(
	method: string,
	options: MethodOptions & { readonly filter?: string; readonly token?: string },
): Promise<INodeListSearchResult> {
	const { context, methods } = methodContext(options);
	const search = methods.listSearch?.[method];
	if (!search) throw new Error(`The node has no listSearch method "${method}"`);
	return await search.call(context, options.filter, options.token);
}

/** What the editor gets when a drop-down is opened. */
export async function runLoadOptions(
	method: string,
	options: MethodOptions,
): Promise<INodePropertyOptions[]> {
	const { context, methods } = methodContext(options);
	const load = methods.loadOptions?.[method];
	if (!load) throw new Error(`The node has no loadOptions method "${method}"`);
	return await load.call(context);
}

/** A binary property as n8n keeps it in memory. */
export function toBinary(content: Buffer, fileName: string, mimeType: string): IBinaryData {
	return {
		data: content.toString('base64'),
		fileName,
		mimeType,
		fileExtension: fileName.split('.').pop(),
	};
}

/** The bytes of an item's binary property; throws if there is none. */
export function bytesOf(item: INodeExecutionData, property = 'data'): Buffer {
	const binary = item.binary?.[property];
	if (!binary) throw new Error(`The item has no binary property "${property}"`);
	return Buffer.from(binary.data, 'base64');
}
