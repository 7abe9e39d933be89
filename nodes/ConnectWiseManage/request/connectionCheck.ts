import type {
	ICredentialDataDecryptedObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
} from 'n8n-workflow';
import { readApiKeys } from './apiKeys';

/** The connection does not work; the message says which part of the credential is wrong. */
export class ConnectionError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'ConnectionError';
	}
}

export interface Answer {
	readonly statusCode: number;
	readonly body: unknown;
}

/** A list that any service desk has. `/system/info` may answer without keys and proves none. */
export const CHECK_PATH = '/service/boards?pageSize=1&fields=id';

export const CHECK_MESSAGES = {
	keys: 'ConnectWise refused the keys (401). The Site URL is right; check the company ID and public key in Username and the private key in Password',
	company:
		'ConnectWise does not know this company on this server. Check the company ID before the plus sign in Username, and that the Site URL is the server of your company',
	clientId:
		'ConnectWise refused the Client ID. Copy it again from https://developer.connectwise.com/ClientID',
	permission:
		"The Site URL and the keys are right, but the security role of the API member may not read service boards (403). Give the role the rights that your workflows need, at least inquire for Service Desk's service tickets and table setup",
	host: 'The server at the Site URL answered with a web page, not with ConnectWise data. Enter the address that you open ConnectWise at, e.g. https://na.myconnectwise.net',
	notFound:
		'The server at the Site URL has no ConnectWise API there (404). Check the Site URL; if it holds a release such as v2025_1, take that out. On ConnectWise cloud a wrong company ID can look like this too',
	secureOnly:
		'The server wants its API host: put api- before the host in the Site URL, e.g. https://api-na.myconnectwise.net',
	busy: 'ConnectWise is limiting requests at the moment (429). Test again in a minute',
} as const;

const LONGEST_QUOTE_COUNT = 200;

function toText(body: unknown): string {
	return typeof body === 'string' ? body : (JSON.stringify(body) ?? '');
}

function toPlainQuote(body: unknown): string {
	const text = toText(body).replace(/\s+/g, ' ').trim();
	return text.length > LONGEST_QUOTE_COUNT ? `${text.slice(0, LONGEST_QUOTE_COUNT)}…` : text;
}

function explainRefusal(statusCode: number, text: string): string | undefined {
	if (/cannot route/i.test(text)) return CHECK_MESSAGES.company;
	if (/client[\s_-]?id/i.test(text)) return CHECK_MESSAGES.clientId;
	if (/ssl is required/i.test(text)) return CHECK_MESSAGES.secureOnly;
	if (statusCode === 401) return CHECK_MESSAGES.keys;
	if (statusCode === 403) return CHECK_MESSAGES.permission;
	return undefined;
}

/** What an answer to `CHECK_PATH` says about the credential; nothing if all is well. */
export function explainAnswer({ statusCode, body }: Answer): string | undefined {
	const text = toText(body);
	const isRefusal = statusCode === 400 || statusCode === 401 || statusCode === 403;
	const isPage = /^\s*</.test(text);
	if (statusCode === 200 && Array.isArray(body)) return undefined;
	if (isPage && statusCode < 500) return CHECK_MESSAGES.host;
	const refusal = isRefusal ? explainRefusal(statusCode, text) : undefined;
	if (refusal) return refusal;
	if (statusCode === 404) return CHECK_MESSAGES.notFound;
	if (statusCode === 429) return CHECK_MESSAGES.busy;
	if (statusCode >= 500) {
		return `The server at the Site URL answered ${statusCode}. It may be down for a moment; test again later`;
	}
	return `The server at the Site URL answered ${statusCode}, not as ConnectWise does: ${toPlainQuote(body)}`;
}

const CERTIFICATE_CODE = /CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO/;

/** Why no answer came, told from the code of a network error. */
export function explainSilence(code: string, host: string): string {
	if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
		return `There is no server called ${host}. Check the spelling of the Site URL`;
	}
	if (code === 'ECONNREFUSED') {
		return `The server ${host} takes no connections there. Check the host and port of the Site URL`;
	}
	if (CERTIFICATE_CODE.test(code)) {
		return `The certificate of ${host} is not trusted by this n8n. Have the server present its full chain, or add its authority to n8n (NODE_EXTRA_CA_CERTS)`;
	}
	return `The server ${host} did not answer. Check the Site URL, and that n8n may reach this host through your network`;
}

function codeOf(error: unknown): string {
	if (typeof error !== 'object' || error === null) return '';
	const { code, cause } = error as { readonly code?: unknown; readonly cause?: unknown };
	return typeof code === 'string' ? code : codeOf(cause);
}

function isAnswer(value: unknown): value is Answer {
	return (
		typeof value === 'object' &&
		value !== null &&
		typeof (value as { readonly statusCode?: unknown }).statusCode === 'number'
	);
}

/**
 * Reads one page of a small list and says which part of the credential is wrong, if any.
 *
 * @throws ConnectionError, SiteUrlError or CredentialFieldError with a sentence for the user.
 */
export async function checkConnection(
	http: IHttpRequestHelper,
	credentials: ICredentialDataDecryptedObject,
): Promise<void> {
	const { apiRoot, headers } = readApiKeys(credentials);
	const request: IHttpRequestOptions = {
		method: 'GET',
		url: `${apiRoot}${CHECK_PATH}`,
		headers: { ...headers },
		json: true,
		returnFullResponse: true,
		ignoreHttpStatusErrors: true,
		sendCredentialsOnCrossOriginRedirect: false,
		timeout: 30_000,
	};
	const silence = (error: unknown) => explainSilence(codeOf(error), new URL(apiRoot).hostname);
	const result: unknown = await http.helpers.httpRequest(request).catch(silence);
	const reason = isAnswer(result) ? explainAnswer(result) : String(result);
	if (reason !== undefined) throw new ConnectionError(reason);
}
