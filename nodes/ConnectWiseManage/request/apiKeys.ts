import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { resolveApiRoot } from './siteUrl';

/** A field of the credential is missing or mixed up; the message names the field and the cure. */
export class CredentialFieldError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'CredentialFieldError';
	}
}

/** What every request needs, read from the credential once. */
export interface ApiKeys {
	/** See `resolveApiRoot`. */
	readonly apiRoot: string;
	readonly headers: { readonly authorization: string; readonly clientId: string };
}

type FieldName = 'username' | 'password' | 'clientId';

const WHERE_TO_FIND: Record<FieldName, string> = {
	username:
		'The Username is empty. Enter your company ID and the public key of your API member, joined by a plus sign, e.g. acme+AbCdEfGh',
	password:
		'The Password is empty. Enter the private key that ConnectWise showed when the API key was made',
	clientId:
		'The Client ID is empty. ConnectWise demands one of every caller: get yours at https://developer.connectwise.com/ClientID',
};

function readText(credentials: ICredentialDataDecryptedObject, name: string): string {
	const value = credentials[name];
	return typeof value === 'string' ? value.trim() : '';
}

function readRequired(credentials: ICredentialDataDecryptedObject, name: FieldName): string {
	const value = readText(credentials, name);
	if (value === '') throw new CredentialFieldError(WHERE_TO_FIND[name]);
	return value;
}

function assertUsername(username: string): void {
	const plus = username.indexOf('+');
	if (plus < 1 || plus === username.length - 1) {
		throw new CredentialFieldError(
			'The Username must be your company ID and the public key, joined by a plus sign, e.g. acme+AbCdEfGh. The company ID is what you type as Company when you sign in',
		);
	}
	if (username.includes(':')) {
		throw new CredentialFieldError(
			'The Username holds a colon. Enter only company+publicKey here, and the private key as Password',
		);
	}
}

/**
 * Reads the credential's fields, blanks around them ignored.
 *
 * @throws SiteUrlError or CredentialFieldError, naming the field and what belongs in it.
 */
export function readApiKeys(credentials: ICredentialDataDecryptedObject): ApiKeys {
	const apiRoot = resolveApiRoot(readText(credentials, 'siteUrl'));
	const username = readRequired(credentials, 'username');
	assertUsername(username);
	const password = readRequired(credentials, 'password');
	const clientId = readRequired(credentials, 'clientId');
	const pair = Buffer.from(`${username}:${password}`).toString('base64');
	return { apiRoot, headers: { authorization: `Basic ${pair}`, clientId } };
}

const ABSOLUTE_URL = /^([a-z][a-z\d+.-]*:)?\/\//i;

function joinUrl(baseUrl: string | undefined, url: string): string {
	if (!baseUrl || ABSOLUTE_URL.test(url)) return url;
	return `${baseUrl.replace(/\/+$/, '')}/${url.replace(/^\/+/, '')}`;
}

/** n8n's HTTP Request node still passes its address as `uri`. */
function targetsOf(options: IHttpRequestOptions & { readonly uri?: unknown }): string[] {
	return [options.url, options.uri]
		.filter((address) => address !== undefined && address !== null)
		.map((address) => joinUrl(options.baseURL, String(address)));
}

function assertSameOrigin(options: IHttpRequestOptions, apiRoot: string): void {
	const { origin, host } = new URL(apiRoot);
	const targets = targetsOf(options);
	const isForeign = (target: string) => !URL.canParse(target) || new URL(target).origin !== origin;
	if (targets.length === 0 || targets.some(isForeign)) {
		throw new CredentialFieldError(
			`This credential sends its keys to ${host} only, the API host of its Site URL. Begin the URL with ${apiRoot}/ or choose another credential`,
		);
	}
}

/** Wherever a redirect points to, n8n would take the Client ID along; in the words of both its helpers. */
const NO_REDIRECTS = {
	disableFollowRedirect: true,
	followRedirect: false,
	followAllRedirects: false,
};

/**
 * Adds keys and Client ID to a request for the credential's own API host; a `baseURL` that is the
 * Site URL as it was entered becomes the API root. Redirects are not followed.
 *
 * @throws CredentialFieldError for any other host, so that keys cannot leave for it.
 */
export function attachKeys(
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const { apiRoot, headers } = readApiKeys(credentials);
	const isRelative = options.baseURL !== undefined && options.baseURL === credentials.siteUrl;
	const request = isRelative ? { ...options, baseURL: apiRoot } : options;
	assertSameOrigin(request, apiRoot);
	const others = Object.entries(request.headers ?? {}).filter(
		([name]) => !['authorization', 'clientid'].includes(name.toLowerCase()),
	);
	return {
		...request,
		headers: { ...Object.fromEntries(others), ...headers },
		...NO_REDIRECTS,
	};
}
