import type { IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { createAdditionalData } from './host/additionalData.mts';
import { credentialsFor } from './connectWise.mts';
import { PollContext } from './engine.mts';
import { buildWorkflow, nodeTypeName } from './harness.mts';

const NODE_NAME = 'Polling Trigger';

export interface PollerOptions {
	readonly operationId: string;
	/** As JSON: path ids, conditions, fields. */
	readonly options?: IDataObject | string;
	readonly event?: 'created' | 'updated' | 'both';
	/** Overlap, Watch Fields and the like. */
	readonly pollOptions?: IDataObject;
	readonly parameters?: INodeParameters;
	readonly keys?: IDataObject;
	/** What n8n says a poll may take; an n8n before 2.38 says nothing. */
	readonly budgetMs?: number | 'untold';
}

/** A record with its event, as the workflow gets it. */
export type Item = IDataObject & { readonly event: IDataObject };

/** The trigger of a workflow that is switched on, in n8n's own context of a poll. */
export class Poller {
	readonly warnings: string[] = [];
	#siteUrl: string;
	#options: PollerOptions;
	#staticData: IDataObject = {};

	constructor(siteUrl: string, options: PollerOptions) {
		this.#siteUrl = siteUrl;
		this.#options = options;
	}

	/** The node is edited; what it keeps stays. */
	change(options: Partial<PollerOptions>): void {
		this.#options = { ...this.#options, ...options };
	}

	/** n8n stops and starts: what is kept is what was saved. */
	restart(saved: IDataObject = this.saved()): void {
		const poll = saved.poll as IDataObject | undefined;
		this.#staticData = poll ? { poll: { ...poll, run: 'an earlier start' } } : {};
	}

	/** What n8n would save now. */
	saved(): IDataObject {
		return JSON.parse(JSON.stringify(this.#staticData)) as IDataObject;
	}

	/** Puts other data in its place. */
	overwrite(staticData: IDataObject): void {
		this.#staticData = staticData;
	}

	async poll(): Promise<Item[]> {
		return ((await this.#run('trigger')) ?? []).map(({ json }) => json as Item);
	}

	/** The Test step of the editor. */
	async test(): Promise<Item[]> {
		return ((await this.#run('manual')) ?? []).map(({ json }) => json as Item);
	}

	async #run(mode: 'trigger' | 'manual'): Promise<INodeExecutionData[] | undefined> {
		const { operationId, options, event, pollOptions, keys, budgetMs } = this.#options;
		const parameters: INodeParameters = {
			event: event ?? 'both',
			operation: 'query',
			operationId: { __rl: true, mode: 'id', value: operationId },
			optionsMode: 'json',
			optionsJson: typeof options === 'string' ? options : JSON.stringify(options ?? {}),
			pollOptions: (pollOptions ?? {}) as INodeParameters,
			...this.#options.parameters,
		};
		const type = nodeTypeName('connectWiseManagePollingTrigger');
		const { workflow, nodes } = buildWorkflow({
			nodes: [{ name: NODE_NAME, type, parameters }],
		});
		workflow.staticData = { [`node:${NODE_NAME}`]: this.#staticData };
		const credentials = credentialsFor(this.#siteUrl, keys);
		const data = createAdditionalData({ credentials });
		const context = new PollContext(workflow, nodes[0], data, mode, 'activate');
		const warn = (message: string) => void this.warnings.push(message);
		const silent = () => undefined;
		Object.defineProperty(context, 'logger', { value: { warn, error: warn, debug: silent } });
		const tell = budgetMs === 'untold' ? undefined : () => budgetMs ?? 300_000;
		Object.defineProperty(context, 'getPollBudgetMs', { value: tell });
		const poll = workflow.nodeTypes.getByNameAndVersion(type).poll;
		if (!poll) throw new Error('The node does not poll');
		const output = await poll.call(context);
		return output?.[0];
	}
}
