import type {
	ICredentialDataDecryptedObject,
	INode,
	INodeCredentialTestResult,
	INodeType,
	INodeTypes,
} from 'n8n-workflow';
import { createAdditionalData } from './additionalData.mts';
import {
	createRunExecutionData,
	ExecuteContext,
	NodeConnectionTypes,
	RoutingNode,
	Workflow,
} from './engine.mts';
import { shippedCredentials } from './package.mts';

const CREDENTIAL_TEST_NODE = 'n8n-nodes-base.noOp';

// n8n looks a rule's key up with lodash's get, which also reaches into text.
function get(value: unknown, key: string): unknown {
	return value === null || value === undefined
		? undefined
		: (Object(value) as Record<string, unknown>)[key];
}

interface TestFailure extends Error {
	readonly cause?: {
		readonly code?: string;
		readonly response?: { readonly status: number; readonly statusText: string };
	};
}

function findType(name: string) {
	const type = new Map(shippedCredentials()).get(name);
	if (!type?.test) throw new Error(`The credential "${name}" has no declarative test`);
	return { ...type, test: type.test };
}

function createRoutingNode(name: string, data: ICredentialDataDecryptedObject) {
	const { test } = findType(name);
	const nodeType: INodeType = {
		description: {
			displayName: 'No Operation',
			name: CREDENTIAL_TEST_NODE,
			group: ['organization'],
			version: 1,
			description: '',
			defaults: { name: 'No Operation' },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			credentials: [{ name, required: true }],
			properties: [
				{
					displayName: 'Temp',
					name: 'temp',
					type: 'string',
					routing: { request: test.request },
					default: '',
				},
			],
		},
	};
	const nodeTypes: INodeTypes = {
		getByName: () => nodeType,
		getByNameAndVersion: () => nodeType,
		getKnownTypes: () => ({}),
	};
	const node: INode = {
		id: 'temp',
		name: 'Temp-Node',
		type: CREDENTIAL_TEST_NODE,
		typeVersion: 1,
		position: [0, 0],
		parameters: {},
		credentials: { [name]: { id: 'saved', name } },
	};
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const context = new ExecuteContext(
		workflow,
		node,
		createAdditionalData({ credentials: { [name]: data } }),
		'internal',
		createRunExecutionData(),
		0,
		[],
		{ main: [[{ json: {} }]] },
		{ node, data: {}, source: null },
		[],
	);
	const decrypted = { id: 'saved', name, type: name, data };
	return { workflow, routing: new RoutingNode(context, nodeType, decrypted) };
}

function explainFailure(name: string, error: TestFailure): string {
	const response = error.cause?.response;
	if (!response) return error.cause?.code ?? error.message;
	const rule = findType(name).test.rules?.find(
		({ type, properties }) => type === 'responseCode' && properties.value === response.status,
	);
	return rule?.properties.message ?? response.statusText;
}

function findBodyRule(name: string, body: unknown): string | undefined {
	const rule = findType(name).test.rules?.find(
		({ type, properties }) =>
			type === 'responseSuccessBody' && get(body, properties.key) === properties.value,
	);
	return rule?.properties.message;
}

/** Presses a credential's Test button: the steps of n8n's own tester around n8n-core's router. */
export async function testCredential(
	name: string,
	data: ICredentialDataDecryptedObject,
): Promise<INodeCredentialTestResult> {
	const { workflow, routing } = createRoutingNode(name, data);
	try {
		await workflow.expression.acquireIsolate();
		const output = await routing.runNode();
		const failed = findBodyRule(name, output?.[0]?.[0].json);
		if (failed) return { status: 'Error', message: failed };
		return { status: 'OK', message: 'Connection successful!' };
	} catch (error) {
		return { status: 'Error', message: explainFailure(name, error as TestFailure) };
	} finally {
		await workflow.expression.releaseIsolate();
	}
}
