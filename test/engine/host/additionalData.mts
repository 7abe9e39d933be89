import type { ICredentialType, IWorkflowExecuteAdditionalData } from 'n8n-workflow';
import { createCredentialsHelper } from './credentials.mts';
import type { CredentialValues } from './credentials.mts';
import { ExternalSecretsProxy } from '../engine.mts';

// The engine validates these although nothing is ever sent there.
const UNUSED_URL = 'http://127.0.0.1:1/';

interface CredentialOptions {
	readonly credentials?: CredentialValues;
	readonly credentialTypes?: readonly ICredentialType[];
}

/** What n8n's server hands to the engine, with nothing behind it but the given credentials. */
export function createAdditionalData(options: CredentialOptions): IWorkflowExecuteAdditionalData {
	const unavailable = async (): Promise<never> => {
		throw new Error('Not available in the harness');
	};
	const additionalData: IWorkflowExecuteAdditionalData = {
		credentialsHelper: createCredentialsHelper(options.credentials ?? {}, options.credentialTypes),
		executeWorkflow: unavailable,
		getRunExecutionData: async () => undefined,
		getRuntimeCredential: async () => undefined,
		executionId: '1',
		currentNodeExecutionIndex: 0,
		restApiUrl: UNUSED_URL,
		instanceBaseUrl: UNUSED_URL,
		formBaseUrl: UNUSED_URL,
		formWaitingBaseUrl: UNUSED_URL,
		formTestBaseUrl: UNUSED_URL,
		webhookBaseUrl: UNUSED_URL,
		webhookWaitingBaseUrl: UNUSED_URL,
		webhookTestBaseUrl: UNUSED_URL,
		mcpBaseUrl: UNUSED_URL,
		mcpTestBaseUrl: UNUSED_URL,
		variables: {},
		setExecutionStatus: () => undefined,
		logAiEvent: () => undefined,
		startRunnerTask: unavailable,
		externalSecretsProxy: new ExternalSecretsProxy(),
	};
	return additionalData;
}
