import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { OperationKind } from '../../catalogue';
import { readApiKeys } from '../../request/credential/apiKeys';
import { createClient, type Client } from '../../request/sending/client';
import { createGate, type Gate } from '../../request/pace/gate';
import { createSend, CREDENTIAL_TYPE, type Send } from '../../request/sending/send';
import { toJson } from '../../response/items/normalize';
import { simplifyRecord } from '../../response/items/simplify';
import { readNodeSettings, type Settings } from '../parameters/handling/settings';
import { createTurns, type InTurn } from './turns';
import { giveWay, wait } from './wait';

/** What all items of an execution share. */
export interface Runtime {
	readonly context: IExecuteFunctions;
	readonly kind: OperationKind;
	readonly settings: Settings;
	readonly client: Client;
	/** Requests that may be under way now. */
	readonly gate: Pick<Gate, 'limit'>;
	readonly timezone: string;
	/** For what items of this execution read once, whoever comes first. */
	readonly inTurn: InTurn;
	/**
	 * For looking at a record and then writing it, which another write between would double or undo: those
	 * of all executions that this process of n8n runs take turns, e.g. of webhooks that come at once.
	 */
	readonly inTurnWithOthers: InTurn;
	/** Milliseconds; ends early with a CancelledError when the execution is cancelled. */
	readonly wait: (ms: number) => Promise<void>;
}

/** One piece of work with items of its own; an item of the input gives one or several. */
export interface Job {
	readonly itemIndex: number;
	/**
	 * What it shares with other jobs, once all are planned: those are run behind the first of them, as
	 * they would only wait for it.
	 */
	together?(): object | undefined;
	run(): Promise<INodeExecutionData[]>;
}

const turnsOfProcess = createTurns();

export async function createRuntime(
	context: IExecuteFunctions,
	kind: OperationKind,
): Promise<Runtime> {
	const settings = readNodeSettings(context, kind);
	const { apiRoot } = readApiKeys(await context.getCredentials(CREDENTIAL_TYPE));
	const signal = context.getExecutionCancelSignal();
	const sleep = async (ms: number) => await wait(ms, signal);
	const { maxParallelRequests: maxInFlight, retries } = settings;
	const { firstParallelRequests: firstInFlight, requestsPerMinute: perMinute } = settings;
	const now = () => Date.now();
	const gate = createGate({ firstInFlight, maxInFlight, perMinute, sleep, now, giveWay });
	const send = createSend(context, { ...settings, apiRoot });
	const client = createClient({
		send: settings.preview ? readsOnly(send) : send,
		gate,
		retries,
		maxInFlight,
		sleep,
		now,
		notify: (message) => {
			context.logger.warn(message);
			context.addExecutionHints({ message, location: 'outputPane' });
		},
	});
	return {
		context,
		kind,
		settings,
		client,
		gate,
		timezone: context.getTimezone(),
		inTurn: createTurns(),
		inTurnWithOthers: async (key, task) => await turnsOfProcess(`${apiRoot} ${key}`, task),
		wait: sleep,
	};
}

/** Preview promises that nothing is written: no request that could write gets past this. */
function readsOnly(send: Send): Send {
	return async (plan) => {
		if (plan.isRepeatable) return await send(plan);
		throw new Error(`Preview was about to send ${plan.label}, and has sent nothing`);
	};
}

/** A row of a list as an item. */
export function toPlainItem(
	{ settings }: Runtime,
	json: IDataObject,
	itemIndex: number,
): INodeExecutionData {
	return {
		json: settings.simplify ? toJson(simplifyRecord(json)) : json,
		pairedItem: { item: itemIndex },
	};
}
