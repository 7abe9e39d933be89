import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SANDBOX_CLIENT_ID, SANDBOX_PRIVATE_KEY, SANDBOX_USERNAME } from '../sandbox/index.mts';
import type { Sandbox } from '../sandbox/index.mts';
import { runNode, runResourceMapping } from './harness.mts';
import type { CredentialValues, NodeOptions, NodeResult } from './harness.mts';

export const CREDENTIAL_TYPE = 'connectWiseManagePsaApi';

export type Kind = 'query' | 'mutate' | 'delete';

export interface CallOptions extends Omit<NodeOptions, 'parameters' | 'node'> {
	/** Options as JSON; text goes in as it is, expressions included. */
	readonly options?: IDataObject | string;
	/** Options as the form fills them in. */
	readonly optionsForm?: IDataObject;
	/** Items as JSON; text goes in as it is, expressions included. */
	readonly body?: unknown;
	/** Items as the form fills them in. */
	readonly bodyForm?: IDataObject;
	/** The JSON of the input items is the body. */
	readonly isInputBody?: boolean;
	/** Reads at most so many rows; all without it. */
	readonly limit?: number;
	readonly settings?: IDataObject;
	/** Further parameters of the node, e.g. the rows of the Filter. */
	readonly parameters?: INodeParameters;
	/** Other values of the credential. */
	readonly keys?: IDataObject;
	/** Settings of the workflow, e.g. its time zone. */
	readonly workflow?: NodeOptions['settings'];
}

export interface ConnectWise {
	query(operationId: string, call?: CallOptions): Promise<NodeResult>;
	mutate(operationId: string, call?: CallOptions): Promise<NodeResult>;
	remove(operationId: string, call?: CallOptions): Promise<NodeResult>;
	run(kind: string, operationId: string, call?: CallOptions): Promise<NodeResult>;
}

const toText = (value: unknown): string =>
	typeof value === 'string' ? value : JSON.stringify(value);

async function toForm(
	method: string,
	parameter: string,
	base: INodeParameters,
	value: IDataObject,
): Promise<INodeParameters> {
	const { fields } = await runResourceMapping(method, {
		parameters: base,
		path: `parameters.${parameter}`,
	});
	return {
		[`${parameter}Mode`]: 'fields',
		[parameter]: { mappingMode: 'defineBelow', value, schema: fields, matchingColumns: [] },
	} as unknown as INodeParameters;
}

async function toParameters(
	kind: string,
	operationId: string,
	call: CallOptions,
): Promise<INodeParameters> {
	const base: INodeParameters = {
		operation: kind,
		operationId: { __rl: true, mode: 'id', value: operationId },
	};
	const { options, optionsForm, body, bodyForm, limit } = call;
	const { simplify, ...settings } = call.settings ?? {};
	return {
		...base,
		returnAll: limit === undefined,
		...(limit !== undefined && { limit }),
		...(options !== undefined && { optionsMode: 'json', optionsJson: toText(options) }),
		...(optionsForm && (await toForm('getOptionFields', 'options', base, optionsForm))),
		...(body !== undefined && { itemsMode: 'json', itemsJson: toText(body) }),
		...(bodyForm && (await toForm('getItemFields', 'items', base, bodyForm))),
		...(call.isInputBody && { itemsMode: 'input' }),
		...(simplify !== undefined && { simplify: simplify as boolean }),
		settings: settings as INodeParameters,
		...call.parameters,
	};
}

export const credentialsFor = (siteUrl: string, keys: IDataObject = {}): CredentialValues => ({
	[CREDENTIAL_TYPE]: {
		siteUrl,
		username: SANDBOX_USERNAME,
		password: SANDBOX_PRIVATE_KEY,
		clientId: SANDBOX_CLIENT_ID,
		...(keys as Record<string, string>),
	},
});

/** The node as a user of the server at `siteUrl` runs it. */
export function connectTo(siteUrl: string): ConnectWise {
	const run = async (kind: string, operationId: string, call: CallOptions = {}) => {
		const { keys, workflow, items, onError, nodeOptions, signal } = call;
		return await runNode({
			parameters: await toParameters(kind, operationId, call),
			credentials: credentialsFor(siteUrl, keys),
			...(workflow && { settings: workflow }),
			...(items && { items }),
			...(onError && { onError }),
			...(nodeOptions && { nodeOptions }),
			...(signal && { signal }),
		});
	};
	return {
		run,
		query: async (operationId, call) => await run('query', operationId, call),
		mutate: async (operationId, call) => await run('mutate', operationId, call),
		remove: async (operationId, call) => await run('delete', operationId, call),
	};
}

/** The output of a run that must have gone through. */
export function succeeded(result: NodeResult): NodeResult {
	if (result.error) throw result.error;
	return result;
}

/** The error of a run that must have failed. */
export function failed({ error, json }: NodeResult): NonNullable<NodeResult['error']> {
	if (!error) throw new Error(`The run went through and gave ${JSON.stringify(json)}`);
	return error;
}

export const idsOf = ({ json }: NodeResult): number[] => json.map(({ id }) => Number(id));

export const hintsOf = ({ hints }: NodeResult): string[] => hints.map(({ message }) => message);

export const pairsOf = ({ main }: NodeResult) => main.map(({ pairedItem }) => pairedItem);

/** Requests below the API root, e.g. `GET /service/tickets`. */
export const requestsOf = ({ journal }: Sandbox): string[] =>
	journal.entries().map(({ method, path }) => `${method} ${path.replace(/^.*\/apis\/3\.0/, '')}`);
