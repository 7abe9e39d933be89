import { createRequire } from 'node:module';
import type * as N8nCore from 'n8n-core';
import type * as N8nWorkflow from 'n8n-workflow';

// The built package requires the CommonJS n8n-workflow; the engine must use the same instance.
export const requireCommonJs = createRequire(import.meta.url);

process.env.N8N_LOG_LEVEL ??= 'silent';
requireCommonJs('reflect-metadata');

const core = requireCommonJs('n8n-core') as typeof N8nCore;
const workflow = requireCommonJs('n8n-workflow') as typeof N8nWorkflow;

export const {
	CredentialTestContext,
	ExecutionLifecycleHooks,
	ExternalSecretsProxy,
	HookContext,
	LoadOptionsContext,
	PollContext,
	WebhookContext,
	WorkflowExecute,
} = core;
export const { createRunExecutionData, NodeConnectionTypes, NodeHelpers, Workflow } = workflow;
