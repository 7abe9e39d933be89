import { sleep, type IAllExecuteFunctions } from 'n8n-workflow';
import { readApiKeys } from '../request/credential/apiKeys';
import { createClient } from '../request/sending/client';
import { createGate } from '../request/pace/gate';
import type { Outcome } from '../request/outcome/outcome';
import type { RequestPlan } from '../request/plan';
import { createSend, CREDENTIAL_TYPE } from '../request/sending/send';
import { decode } from '../response/reading/decode';
import { isRecord } from '../response/items/isRecord';

/** Why a list cannot be had. */
export type Trouble = 'refused' | 'unavailable';

export type Rows =
	| { readonly isOk: true; readonly rows: ReadonlyArray<Record<string, unknown>> }
	| { readonly isOk: false; readonly trouble: Trouble };

/** The user's own ConnectWise, as far as the forms read it. */
export interface Tenant {
	/** Keeps what was read with other keys apart. */
	readonly cacheKey: string;
	/** `path` below the API root, encoded. Never throws for what the server or the network does. */
	read(path: string, query: Readonly<Record<string, string>>): Promise<Rows>;
	/** One record; `undefined` where it cannot be had. */
	readRecord(
		path: string,
		query: Readonly<Record<string, string>>,
	): Promise<Readonly<Record<string, unknown>> | undefined>;
}

const REQUEST_TIMEOUT_MS = 10_000;
/** In bytes. */
const LARGEST_LIST = 4_000_000;
const MAX_IN_FLIGHT = 8;
const REFUSALS: ReadonlySet<number> = new Set([401, 403]);

/** The tenant of the node's credential; `undefined` where none is chosen, or one that cannot work. */
export async function openTenant(context: IAllExecuteFunctions): Promise<Tenant | undefined> {
	try {
		const { apiRoot, headers } = readApiKeys(await context.getCredentials(CREDENTIAL_TYPE));
		const settings = {
			apiRoot,
			timeoutMs: REQUEST_TIMEOUT_MS,
			apiVersion: '',
			largestAnswer: LARGEST_LIST,
		};
		const now = () => Date.now();
		const gate = createGate({ maxInFlight: MAX_IN_FLIGHT, sleep, now, giveWay: async () => {} });
		const client = createClient({
			send: createSend(context, settings),
			gate,
			retries: 0,
			maxInFlight: MAX_IN_FLIGHT,
			sleep,
			now,
			notify: () => {},
		});
		return {
			cacheKey: `${apiRoot} ${headers.authorization} ${headers.clientId}`,
			read: async (path, query) => {
				return toRows(await client.exchange(toPlan(path, query)));
			},
			readRecord: async (path, query) => {
				const outcome = await client.exchange(toPlan(path, query));
				const decoded = outcome.isOk ? decode(outcome.response) : undefined;
				return decoded?.kind === 'json' && isRecord(decoded.value) ? decoded.value : undefined;
			},
		};
	} catch {
		// The form works without: the node's run is where a credential is complained about.
		return undefined;
	}
}

function toPlan(path: string, query: Readonly<Record<string, string>>): RequestPlan {
	return { method: 'GET', path, query, isRepeatable: true, label: 'a list for the form' };
}

/** What a request for a list brought. */
export function toRows(outcome: Outcome): Rows {
	if (!outcome.isOk) {
		const { failure } = outcome;
		const isRefused = failure.kind === 'http' && REFUSALS.has(failure.response.statusCode);
		return { isOk: false, trouble: isRefused ? 'refused' : 'unavailable' };
	}
	const decoded = decode(outcome.response);
	if (decoded.kind === 'json' && Array.isArray(decoded.value)) {
		return { isOk: true, rows: decoded.value.filter(isRecord) };
	}
	return { isOk: false, trouble: 'unavailable' };
}
