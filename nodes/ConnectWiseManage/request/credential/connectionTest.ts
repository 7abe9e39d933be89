import { describePage } from '../../response/reading/webPage';
import { decode } from '../../response/reading/decode';
import type { ServerResponse } from '../../response/reading/serverResponse';
import { readApiKeys, type ApiKeys } from './apiKeys';
import { readReasons, type ServerReasons } from '../outcome/serverReasons';
import { quote } from '../words/quote';
import { createBlanker } from '../words/secrets';

const CLIENT_ID_PAGE = 'https://developer.connectwise.com/ClientID';

/** As registered at ConnectWise; some copy it with the braces of a registry. */
const GUID = /^\{?[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}\}?$/i;
const NO_GUID = `The Client ID does not look like one: it has 36 characters, such as 00000000-0000-0000-0000-000000000000. It is neither the public nor the private key; yours is at ${CLIENT_ID_PAGE}`;

const KEYS =
	'ConnectWise refused the keys. The Site URL is right; check the company ID and public key in Username, the private key in Password, and then the Client ID';
const COMPANY =
	'ConnectWise does not know this company on this server. Check the company ID before the plus sign in Username, and that the Site URL is the server of your company';
const PERMISSION =
	'The Site URL and the keys are right, but the security role of the API member may not read service boards. Give the role the rights that your workflows need, table setup included';
const API_HOST =
	'The server wants its API host: put api- before the host in the Site URL, e.g. https://api-na.myconnectwise.net';
const BUSY = 'is busy or in trouble; the keys may be fine. Test again in a few minutes';
const WRONG_ADDRESS =
	'Enter the address that you open ConnectWise at, e.g. https://na.myconnectwise.net';
const UNREACHABLE = 'check its spelling, VPN and firewall';

const LONGEST_QUOTE = 200;

/** What the test asks for: a small count, since `/system/info` may answer without keys. */
export const TEST_PATH = '/service/boards/count';

/**
 * The keys of a credential that is to be tested.
 *
 * @throws SiteUrlError or CredentialFieldError as `readApiKeys` does.
 */
export function readTestKeys(credentials: Parameters<typeof readApiKeys>[0]): {
	readonly keys: ApiKeys;
	/** What is wrong with them at a glance. */
	readonly doubt?: string;
} {
	const keys = readApiKeys(credentials);
	return GUID.test(keys.headers.clientId) ? { keys } : { keys, doubt: NO_GUID };
}

/** What an answer to the test says of the credential; `undefined`: everything is right. */
export function explainAnswer(response: ServerResponse, keys: ApiKeys): string | undefined {
	const decoded = decode(response);
	if (isCount(response, decoded)) return undefined;
	const { statusCode } = response;
	const reasons = readReasons(response);
	if (statusCode === 429 || statusCode === 408 || statusCode >= 500) {
		return `ConnectWise, or a gateway before it, answered ${statusCode}${said(reasons, keys)}. It ${BUSY}`;
	}
	if (decoded.kind === 'text' && /^\s*</.test(decoded.text)) {
		const page = createBlanker(keys)(describePage(decoded.text));
		return `The server at the Site URL answered with ${page}, not with ConnectWise data. ${WRONG_ADDRESS}; a sign-in page or a firewall before the server has to let n8n through`;
	}
	return explainRefusal(statusCode, reasons, keys);
}

function explainRefusal(statusCode: number, reasons: ServerReasons, keys: ApiKeys): string {
	const { code, text } = reasons;
	if (/cannot route/i.test(text)) return COMPANY;
	if (/ssl is required/i.test(text)) return API_HOST;
	if ([400, 401, 403].includes(statusCode) && /client\s?id/i.test(text)) {
		return `ConnectWise refused the Client ID${said(reasons, keys)}. Compare it with yours at ${CLIENT_ID_PAGE}; the keys were not looked at`;
	}
	if (statusCode === 401 || code === 'Unauthorized' || text === 'UserNotAuthenticated') return KEYS;
	if (statusCode === 403) return `${PERMISSION} (ConnectWise answered 403${said(reasons, keys)})`;
	if (statusCode >= 300 && statusCode < 400) {
		return 'The server at the Site URL points to another address. Enter that address as Site URL; keys are never sent along';
	}
	return `The server at the Site URL answered ${statusCode}${said(reasons, keys)}, which is not what ConnectWise answers to good credentials. ${WRONG_ADDRESS}`;
}

/** What a request without an answer says of the credential. */
export function explainSilence(error: unknown, { apiRoot }: ApiKeys): string {
	const { host } = new URL(apiRoot);
	const { code, message } = readFailure(error);
	const named = `The Site URL cannot be reached: ${UNREACHABLE}`;
	if (code === 'ENOTFOUND') return `${named} (no server is named ${host})`;
	if (code === 'EPROTO') {
		return `The server at ${host} does not speak https at this port: check the port in the Site URL`;
	}
	if (/cert|self.signed|ssl|tls|unable_to_verify/i.test(`${code} ${message}`)) {
		return `The certificate of ${host} is not trusted by the machine that runs n8n: check the spelling of the Site URL, and let that machine trust the certificate of your server`;
	}
	return code === '' ? named : `${named} (${host}: ${code})`;
}

function readFailure(error: unknown): { readonly code: string; readonly message: string } {
	const { code, message } = Object(error) as { code?: unknown; message?: unknown };
	return {
		code: typeof code === 'string' && /^[\w-]{1,40}$/.test(code) ? code : '',
		message: typeof message === 'string' ? message.slice(0, LONGEST_QUOTE) : '',
	};
}

function isCount({ statusCode }: ServerResponse, decoded: ReturnType<typeof decode>): boolean {
	if (statusCode < 200 || statusCode > 299 || decoded.kind !== 'json') return false;
	const { count } = Object(decoded.value) as { count?: unknown };
	return typeof count === 'number';
}

/** The server's own words, cut, and without the keys that some servers echo. */
function said({ text }: ServerReasons, keys: ApiKeys): string {
	const words = createBlanker(keys)(text).replace(/\s+/g, ' ').trim();
	return ['', '{}', 'null'].includes(words) ? '' : `: ${quote(words, LONGEST_QUOTE)}`;
}
