import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowDocument } from './n8nCli.mts';

const ROUTES_TIMEOUT_MS = 30_000;

export interface Owner {
	readonly email: string;
	readonly password: string;
	readonly firstName: string;
	readonly lastName: string;
}

interface Settings {
	readonly versionCli?: string;
	readonly userManagement?: { readonly showSetupOnFirstLoad?: boolean };
}

export interface StoredCredential {
	readonly id: string;
	readonly name: string;
	readonly type: string;
}

export interface DynamicParameterRequest {
	readonly nodeTypeAndVersion: { readonly name: string; readonly version: number };
	readonly currentNodeParameters: Readonly<Record<string, unknown>>;
	readonly path: string;
	readonly methodName: string;
	readonly filter?: string;
	readonly paginationToken?: string;
}

/** The editor's own REST interface, with the session of one user. */
export class N8nRestClient {
	readonly #url: string;
	#cookie = '';

	constructor(url: string) {
		this.#url = url;
	}

	/** @throws Error with status and body for any answer but 2xx */
	async call<T>(method: string, path: string, body?: unknown): Promise<T> {
		const response = await this.#send(method, path, body);
		const text = await response.text();
		if (!response.ok)
			throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 500)}`);
		const answer = text ? JSON.parse(text) : {};
		return answer.data ?? answer;
	}

	/** Creates the owner on a new instance, and logs in on any. */
	async signIn(owner: Owner): Promise<void> {
		const settings = await this.#settings();
		if (settings.userManagement?.showSetupOnFirstLoad) {
			await this.call('POST', '/rest/owner/setup', owner);
		}
		await this.call('POST', '/rest/login', {
			emailOrLdapLoginId: owner.email,
			password: owner.password,
		});
	}

	async listCredentials(): Promise<readonly StoredCredential[]> {
		return await this.call('GET', '/rest/credentials');
	}

	async createCredential(
		name: string,
		type: string,
		data: Readonly<Record<string, unknown>>,
	): Promise<StoredCredential> {
		return await this.call('POST', '/rest/credentials', { name, type, data });
	}

	async listWorkflows(): Promise<ReadonlyArray<{ readonly id: string; readonly name: string }>> {
		return await this.call('GET', '/rest/workflows');
	}

	async createWorkflow(workflow: WorkflowDocument): Promise<{ readonly id: string }> {
		return await this.call('POST', '/rest/workflows', workflow);
	}

	/** Publishes a workflow that is not yet (n8n 2 and later), so that others may call it. */
	async publishWorkflow(id: string): Promise<void> {
		const { active, versionId } = await this.call<{ active: boolean; versionId: string }>(
			'GET',
			`/rest/workflows/${id}`,
		);
		if (active) return;
		await this.call('POST', `/rest/workflows/${id}/activate`, { versionId });
	}

	/** Switches a workflow on, whichever way this n8n has. @throws Error with n8n's reason */
	async activateWorkflow(id: string): Promise<void> {
		const { versionId } = await this.call<{ versionId: string }>('GET', `/rest/workflows/${id}`);
		await this.#switchWorkflow(id, 'activate', { active: true, versionId });
	}

	/** Switches a workflow off. @throws Error with n8n's reason */
	async deactivateWorkflow(id: string): Promise<void> {
		const { versionId } = await this.call<{ versionId: string }>('GET', `/rest/workflows/${id}`);
		await this.#switchWorkflow(id, 'deactivate', { active: false, versionId });
	}

	async resourceLocatorResults(request: DynamicParameterRequest): Promise<{
		readonly results: ReadonlyArray<{ readonly name: string; readonly value: string }>;
		readonly paginationToken?: string;
	}> {
		return await this.call(
			'POST',
			'/rest/dynamic-node-parameters/resource-locator-results',
			request,
		);
	}

	async resourceMapperFields(request: DynamicParameterRequest): Promise<{
		readonly fields: ReadonlyArray<Readonly<Record<string, unknown>>>;
	}> {
		return await this.call('POST', '/rest/dynamic-node-parameters/resource-mapper-fields', request);
	}

	/** All node types as the editor loads them. */
	async nodeTypes(): Promise<ReadonlyArray<{ readonly name: string }>> {
		return await this.call('GET', '/types/nodes.json');
	}

	// n8n 1.x has no routes for this: there a flag of the workflow is changed.
	async #switchWorkflow(
		id: string,
		action: 'activate' | 'deactivate',
		change: { readonly active: boolean; readonly versionId: string },
	): Promise<void> {
		const { versionId } = change;
		const { versionCli = '' } = await this.#settings();
		if (versionCli.startsWith('1.')) await this.call('PATCH', `/rest/workflows/${id}`, change);
		else await this.call('POST', `/rest/workflows/${id}/${action}`, { versionId });
	}

	// n8n 1.x says that it is ready a moment before its REST routes are.
	async #settings(): Promise<Settings> {
		const end = Date.now() + ROUTES_TIMEOUT_MS;
		for (;;) {
			try {
				return await this.call('GET', '/rest/settings');
			} catch (error) {
				if (Date.now() > end) throw error;
				await delay(250);
			}
		}
	}

	async #send(method: string, path: string, body?: unknown): Promise<Response> {
		const response = await fetch(`${this.#url}${path}`, {
			method,
			headers: { 'content-type': 'application/json', cookie: this.#cookie },
			body: body === undefined ? undefined : JSON.stringify(body),
		});
		const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0]);
		if (cookies.length > 0) this.#cookie = cookies.join('; ');
		return response;
	}
}
