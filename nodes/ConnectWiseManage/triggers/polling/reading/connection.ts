import { sleep, type IPollFunctions } from 'n8n-workflow';
import { ParameterError } from '../../../actions/parameters/ParameterError';
import { giveWay } from '../../../actions/run/wait';
import { readApiKeys } from '../../../request/credential/apiKeys';
import { createClient, type Client } from '../../../request/sending/client';
import { createGate } from '../../../request/pace/gate';
import { createSend, CREDENTIAL_TYPE, type Send } from '../../../request/sending/send';
import { listRecords, type Connection } from '../../connection';

const MAX_IN_FLIGHT = 4;
const RETRIES = 4;
const TIMEOUT_MS = 60_000;
/** Where n8n does not tell: its schedulers bear a poll of this length everywhere. */
const USUAL_BUDGET_MS = 30_000;

export interface Budget {
	/** Of this poll, when no more is to be begun. */
	leftMs(): number;
	readonly totalMs: number;
}

/** ConnectWise as one poll talks to it. */
export interface PollConnection {
	readonly apiRoot: string;
	readonly client: Client;
	readonly budget: Budget;
	readonly list: Connection['list'];
	/**
	 * The server's time, in milliseconds, when the first request that it answered was sent; never the
	 * time of the machine that runs n8n, whose clock may be wrong.
	 *
	 * @throws ParameterError when its answers do not tell.
	 */
	serverTimeMs(): number;
}

/** @throws SiteUrlError or CredentialFieldError, naming the field of the credential. */
export async function connect(context: IPollFunctions): Promise<PollConnection> {
	const { apiRoot } = readApiKeys(await context.getCredentials(CREDENTIAL_TYPE));
	const budget = createBudget(context);
	const timeoutMs = Math.min(TIMEOUT_MS, budget.totalMs);
	const clock = watchClock(createSend(context, { apiRoot, timeoutMs, apiVersion: '' }));
	const now = () => Date.now();
	const patientSleep = async (ms: number) => {
		if (ms > budget.leftMs()) throw outOfTime(ms);
		await sleep(ms);
	};
	const client = createClient({
		send: clock.send,
		gate: createGate({ maxInFlight: MAX_IN_FLIGHT, sleep: patientSleep, now, giveWay }),
		retries: RETRIES,
		maxInFlight: MAX_IN_FLIGHT,
		sleep: patientSleep,
		now,
		notify: (message) => context.logger.warn(message),
	});
	const list: Connection['list'] = async (plan, options) =>
		await listRecords(context, client, plan, options);
	return { apiRoot, client, budget, list, serverTimeMs: clock.serverTimeMs };
}

function createBudget(context: IPollFunctions): Budget {
	const begunAt = Date.now();
	// Before 2.38 n8n had no such function.
	const tell: unknown = context.getPollBudgetMs;
	const told = typeof tell === 'function' ? Number(context.getPollBudgetMs()) : NaN;
	const totalMs = Number.isFinite(told) && told > 0 ? told : USUAL_BUDGET_MS;
	return { totalMs, leftMs: () => totalMs - (Date.now() - begunAt) };
}

function outOfTime(ms: number): ParameterError {
	return new ParameterError(
		`ConnectWise is busy and asks for a wait of ${Math.ceil(ms / 1_000)} seconds, longer than a poll may take`,
		'Nothing is lost: the next poll reads the same changes. Poll less often if this happens a lot',
	);
}

/** Only differences of the own clock count: how long the answer took. */
function watchClock(send: Send): { readonly send: Send; serverTimeMs(): number } {
	let first: number | undefined;
	return {
		async send(plan) {
			const sentAt = Date.now();
			const outcome = await send(plan);
			if (first === undefined && outcome.isOk) {
				const date = Date.parse(outcome.response.headers.date ?? '');
				first = date - (Date.now() - sentAt);
			}
			return outcome;
		},
		serverTimeMs() {
			if (first !== undefined && !Number.isNaN(first)) return first;
			throw new ParameterError(
				'The answers of ConnectWise do not tell its time (header Date), by which changes are followed',
				'Have whatever stands between n8n and ConnectWise pass that header on',
			);
		},
	};
}
