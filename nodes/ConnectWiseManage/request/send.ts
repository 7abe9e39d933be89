import type {
	IAllExecuteFunctions,
	IDataObject,
	IHttpRequestOptions,
	IN8nHttpFullResponse,
} from 'n8n-workflow';
import { isTextual } from '../response/decode';
import type { ServerResponse } from '../response/serverResponse';
import type { NetworkFailure, Outcome } from './outcome';
import { buildUrl, type RequestPlan } from './plan';
import { isStream, readStream } from './streamedBody';

export const CREDENTIAL_TYPE = 'connectWiseManagePsaApi';

export interface SendSettings {
	readonly apiRoot: string;
	readonly timeoutMs: number;
	/** Version of the data model, e.g. `2025.16`; empty: the server's newest. */
	readonly apiVersion: string;
}

export type Send = (plan: RequestPlan) => Promise<Outcome>;

const VENDOR_JSON = 'application/vnd.connectwise.com+json';
const UNSENT_CODES = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'EADDRNOTAVAIL',
]);
const TIMEOUT_CODES = new Set(['ECONNABORTED', 'ETIMEDOUT']);

/**
 * One exchange through n8n's helper, never repeated here. The body comes back as bytes, so that
 * blank, odd and binary answers arrive as they were sent, or as text where the plan has it streamed;
 * redirects are not followed, because the keys must not leave for another host. Works in whatever
 * context n8n gives: a node's run, a trigger's hooks and polls, the look-ups of the editor.
 */
export function createSend(context: IAllExecuteFunctions, settings: SendSettings): Send {
	return async (plan) => {
		try {
			const answer = (await context.helpers.httpRequestWithAuthentication.call(
				context,
				CREDENTIAL_TYPE,
				toRequestOptions(plan, settings),
			)) as IN8nHttpFullResponse;
			const response = await toServerResponse(answer, settings);
			const isOk = response.statusCode >= 200 && response.statusCode < 300;
			return isOk ? { isOk, response } : { isOk: false, failure: { kind: 'http', response } };
		} catch (error) {
			return { isOk: false, failure: toNetworkFailure(error) };
		}
	};
}

function toRequestOptions(plan: RequestPlan, settings: SendSettings): IHttpRequestOptions {
	const { apiRoot, timeoutMs, apiVersion } = settings;
	const version = apiVersion === '' ? '' : `; version=${apiVersion}`;
	const options: IHttpRequestOptions = {
		method: plan.method,
		url: buildUrl(apiRoot, plan),
		headers: { accept: `${VENDOR_JSON}${version}, application/json, */*`, ...plan.headers },
		encoding: plan.isStreamed ? 'stream' : 'arraybuffer',
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		disableFollowRedirect: true,
		timeout: timeoutMs,
	};
	if (plan.body?.kind === 'json') {
		// As text, since n8n's helper drops `{}` and `[]`.
		options.body = JSON.stringify(plan.body.value);
		options.headers = { ...options.headers, 'content-type': 'application/json' };
	} else if (plan.body) {
		options.body = plan.body.data;
		options.headers = { ...options.headers, 'content-type': plan.body.contentType };
	}
	return options;
}

async function toServerResponse(
	answer: IN8nHttpFullResponse,
	{ timeoutMs }: SendSettings,
): Promise<ServerResponse> {
	const headers = toHeaders(answer.headers);
	const body: unknown = answer.body;
	return {
		statusCode: answer.statusCode,
		statusMessage: answer.statusMessage ?? '',
		headers,
		body: isStream(body)
			? await readStream(body, { isText: isTextual({ headers }), timeoutMs })
			: toBuffer(body),
	};
}

function toHeaders(sent: IN8nHttpFullResponse['headers'] | undefined): Record<string, string> {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(sent ?? {})) {
		headers[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : String(value);
	}
	return headers;
}

function toBuffer(body: unknown): Buffer {
	if (Buffer.isBuffer(body)) return body;
	if (body instanceof ArrayBuffer) return Buffer.from(body);
	if (body === undefined || body === null) return Buffer.alloc(0);
	return Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
}

/** n8n wraps the client's error, which holds the headers sent: only code and text are taken over. */
function toNetworkFailure(error: unknown): NetworkFailure {
	const code = readCode(error);
	const message = deepestMessage(error);
	const isTimeout = TIMEOUT_CODES.has(code) || /timeout of \d+ms/i.test(message);
	return { kind: 'network', code, message, isUnsent: UNSENT_CODES.has(code), isTimeout };
}

function isObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null;
}

function readCode(error: unknown): string {
	for (let cause = error; isObject(cause); cause = cause.cause) {
		if (typeof cause.code === 'string') return cause.code;
	}
	return '';
}

function deepestMessage(error: unknown): string {
	let message = '';
	for (let cause = error; isObject(cause); cause = cause.cause) {
		if (typeof cause.message === 'string' && cause.message !== '') message = cause.message;
	}
	return message;
}
