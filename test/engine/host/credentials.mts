import type {
	ICredentialDataDecryptedObject,
	ICredentialsHelper,
	ICredentialType,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeProperties,
	Workflow,
} from 'n8n-workflow';
import { shippedCredentials } from '../package.mts';

export type CredentialValues = Readonly<Record<string, ICredentialDataDecryptedObject>>;

type OuterKey = 'auth' | 'body' | 'headers' | 'qs';

function resolveText(
	text: string,
	credentials: ICredentialDataDecryptedObject,
	workflow: Workflow,
	node: INode,
): string {
	if (!text.startsWith('=')) return text;
	return String(
		workflow.expression.getSimpleParameterValue(
			node,
			text,
			'internal',
			{ $credentials: credentials },
			undefined,
			'',
		),
	);
}

function authenticateGeneric(
	type: ICredentialType,
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
	workflow: Workflow,
	node: INode,
): IHttpRequestOptions {
	const { authenticate } = type;
	if (typeof authenticate !== 'object') return options;
	const target = options as unknown as Record<OuterKey, Record<string, string> | undefined>;
	for (const [outerKey, values] of Object.entries(authenticate.properties)) {
		const part = (target[outerKey as OuterKey] ??= {});
		for (const [key, value] of Object.entries(values as Record<string, string>)) {
			part[resolveText(key, credentials, workflow, node)] = resolveText(
				value,
				credentials,
				workflow,
				node,
			);
		}
	}
	return options;
}

function withDefaults(
	type: ICredentialType,
	values: ICredentialDataDecryptedObject,
): ICredentialDataDecryptedObject {
	const defaults = type.properties.map(({ name, default: value }) => [name, value]);
	return { ...Object.fromEntries(defaults), ...values };
}

/**
 * Follows the semantics of n8n's CredentialsHelper: defaults of the type under the stored values,
 * the type's own `authenticate`, and `preAuthentication` for an expired or empty session value.
 */
export function createCredentialsHelper(
	stored: CredentialValues,
	extra: readonly ICredentialType[] = [],
): ICredentialsHelper {
	const types = new Map([...shippedCredentials(), ...extra.map((t) => [t.name, t] as const)]);
	const find = (name: string): ICredentialType => {
		const type = types.get(name);
		if (!type) throw new Error(`Credential type "${name}" is not registered in the harness`);
		return type;
	};
	const preAuthenticate = async (
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		isExpired: boolean,
	) => {
		const type = find(typeName);
		const expirable = type.properties.find(
			({ type, typeOptions }) => type === 'hidden' && typeOptions?.expirable === true,
		);
		if (!expirable || !type.preAuthentication) return undefined;
		if (credentials[expirable.name] !== '' && !isExpired) return undefined;
		const output = await type.preAuthentication.call(helpers, credentials);
		return output[expirable.name] === undefined ? undefined : Object.assign(credentials, output);
	};
	const notStored = async (): Promise<never> => {
		throw new Error('The harness stores no credentials');
	};
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		getCredentialsProperties: (name: string): INodeProperties[] => find(name).properties,
		getDecrypted: async (_data, _reference, name) => {
			const values = stored[name];
			if (!values) throw new Error(`The harness was given no credentials of type "${name}"`);
			return withDefaults(find(name), values);
		},
		authenticate: async (credentials, name, requestOptions, workflow, node) => {
			const type = find(name);
			const options = requestOptions as IHttpRequestOptions;
			if (typeof type.authenticate === 'function') {
				return await type.authenticate(credentials, options);
			}
			if (!workflow || !node) throw new Error('Workflow and node are required');
			options.headers ??= {};
			return authenticateGeneric(type, credentials, options, workflow, node);
		},
		preAuthentication: async (helpers, credentials, name, _node, isExpired) =>
			await preAuthenticate(helpers, credentials, name, isExpired),
		runPreAuthentication: async (helpers, credentials, name) =>
			await find(name).preAuthentication?.call(helpers, credentials),
		getCredentials: notStored,
		updateCredentials: notStored,
		updateCredentialsOauthTokenData: notStored,
	} as ICredentialsHelper;
}

/** Names of the credential types that `description.credentials` of a node asks for. */
export function credentialReferences(
	names: readonly string[],
): Record<string, { id: string; name: string }> {
	return Object.fromEntries(names.map((name) => [name, { id: `stored-${name}`, name }]));
}
