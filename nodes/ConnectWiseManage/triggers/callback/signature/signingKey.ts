import type { IHttpRequestOptions, IN8nHttpFullResponse, IWebhookFunctions } from 'n8n-workflow';
import { CREDENTIAL_TYPE } from '../../../request/sending/send';
import { isRecord } from '../../../response/items/isRecord';
import { Doubt } from '../delivery/doubt';
import type { KeyOwner } from './keyUrl';
import { reasonOf } from '../delivery/within';

const TIMEOUT_MS = 1_500;
const LARGEST_ANSWER_BYTES = 10_000;
const KEYS_KEPT_COUNT = 100;
/** A wrong signature may mean a new key; a stranger must not make us ask more often than this. */
const ASKED_AGAIN_AFTER_MS = 60_000;

interface KeptKey {
	readonly key: string;
	readonly askedAtMs: number;
}

/** By address; only keys that a signature has fitted, or strangers could crowd the right ones out. */
const kept = new Map<string, KeptKey>();

export function keptKeyOf({ href }: URL): string | undefined {
	return kept.get(href)?.key;
}

export function keepKey({ href }: URL, key: string): void {
	kept.delete(href);
	kept.set(href, { key, askedAtMs: Date.now() });
	const [oldest] = kept.keys();
	if (oldest !== undefined && kept.size > KEYS_KEPT_COUNT) kept.delete(oldest);
}

/** Whether the key was asked for so long ago that there may be a new one; says so once, then not for a while. */
export function isTimeToAskAgain({ href }: URL): boolean {
	const known = kept.get(href);
	if (known && Date.now() - known.askedAtMs < ASKED_AGAIN_AFTER_MS) return false;
	if (known) kept.set(href, { ...known, askedAtMs: Date.now() });
	return true;
}

/** The key at an address that `checkKeyUrl` let pass. Never throws. */
export async function fetchKey(
	context: IWebhookFunctions,
	url: URL,
	owner: KeyOwner,
): Promise<string | Doubt> {
	const request: IHttpRequestOptions = {
		url: url.href,
		method: 'GET',
		encoding: 'arraybuffer',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: TIMEOUT_MS,
	};
	try {
		const answer = (await context.helpers.httpRequest(request)) as IN8nHttpFullResponse;
		if (answer.statusCode !== 401) return readKey(answer);
		// The keys go to the API host alone, which is the same server.
		const own = `${new URL(owner.apiRoot).origin}${url.pathname}${url.search}`;
		const { httpRequestWithAuthentication } = context.helpers;
		return readKey(
			(await httpRequestWithAuthentication.call(context, CREDENTIAL_TYPE, {
				...request,
				url: own,
			})) as IN8nHttpFullResponse,
		);
	} catch (error) {
		return new Doubt(`the signing key could not be fetched (${reasonOf(error)})`, true);
	}
}

function readKey({ statusCode, body }: IN8nHttpFullResponse): string | Doubt {
	if (statusCode !== 200) {
		const isPassing = statusCode === 429 || statusCode >= 500;
		return new Doubt(`the server of the key_url answered ${statusCode}`, isPassing);
	}
	const bytes: unknown = body;
	const isUsable = Buffer.isBuffer(bytes) && bytes.length <= LARGEST_ANSWER_BYTES;
	const key = isUsable ? keyIn(bytes.toString('utf8')) : undefined;
	return key ?? new Doubt('the answer at its key_url holds no signing_key', true);
}

/** It comes with a content type of plain text at times. */
function keyIn(text: string): string | undefined {
	let answer: unknown;
	try {
		answer = JSON.parse(text);
	} catch {
		answer = undefined;
	}
	const key = isRecord(answer) ? answer.signing_key : undefined;
	return typeof key === 'string' && key !== '' ? key : undefined;
}
