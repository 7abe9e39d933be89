import { setTimeout as delay } from 'node:timers/promises';
import { parse } from 'flatted';
import type { N8nRestClient } from '../../../tools/hosts/restClient.mts';

const WAIT_MS = 60_000;
const POLL_MS = 300;
const ENDED = new Set(['success', 'error', 'crashed', 'canceled']);

type Json = Readonly<Record<string, unknown>>;

interface Listed {
	readonly id: string;
	readonly status: string;
}

interface RunData {
	readonly resultData: {
		readonly runData: Readonly<
			Record<string, ReadonlyArray<{ readonly data?: { main: Array<Array<{ json: Json }>> } }>>
		>;
	};
}

/** Executions of a workflow as n8n's own list shows them, the oldest first. */
export class Executions {
	readonly #rest: N8nRestClient;
	readonly #workflowId: string;

	constructor(rest: N8nRestClient, workflowId: string) {
		this.#rest = rest;
		this.#workflowId = workflowId;
	}

	async list(): Promise<readonly Listed[]> {
		const filter = encodeURIComponent(JSON.stringify({ workflowId: this.#workflowId }));
		const { results } = await this.#rest.call<{ results: readonly Listed[] }>(
			'GET',
			`/rest/executions?filter=${filter}&limit=50`,
		);
		return results
			.filter(({ status }) => ENDED.has(status))
			.toSorted((a, b) => Number(a.id) - Number(b.id));
	}

	/** @throws Error where there are not so many in a minute */
	async waitFor(count: number): Promise<readonly Listed[]> {
		const end = Date.now() + WAIT_MS;
		for (;;) {
			const found = await this.list();
			if (found.length >= count) return found;
			if (Date.now() > end) throw new Error(`${found.length} of ${count} executions came`);
			await delay(POLL_MS);
		}
	}

	/** What a node of an execution gave. */
	async items(id: string, nodeName: string): Promise<readonly Json[]> {
		const { data } = await this.#rest.call<{ data: string }>('GET', `/rest/executions/${id}`);
		const { resultData } = parse(data) as RunData;
		return (resultData.runData[nodeName] ?? []).flatMap(({ data: output }) =>
			(output?.main ?? []).flat().map(({ json }) => json),
		);
	}
}
