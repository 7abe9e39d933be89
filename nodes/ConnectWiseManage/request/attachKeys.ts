import type { ICredentialDataDecryptedObject, IHttpRequestOptions } from 'n8n-workflow';
import { CredentialFieldError, readApiKeys } from './apiKeys';

/** A request in the words of n8n's present helper and of its older one, which HTTP Request uses. */
type AnyRequest = IHttpRequestOptions & Readonly<Record<string, unknown>>;

const ABSOLUTE_URL = /^([a-z][a-z\d+.-]*:)?\/\//i;

function joinUrl(baseUrl: string | undefined, url: string): string {
	if (!baseUrl || ABSOLUTE_URL.test(url)) return url;
	let end = baseUrl.length;
	// A pattern would look at each run of slashes again and again.
	while (baseUrl[end - 1] === '/') end--;
	return `${baseUrl.slice(0, end)}/${url.replace(/^\/+/, '')}`;
}

/** n8n's HTTP Request node still passes its address as `uri`. */
function targetsOf(options: AnyRequest): string[] {
	return [options.url, options.uri]
		.filter((address) => address !== undefined && address !== null)
		.map((address) => joinUrl(options.baseURL, String(address)));
}

function assertSameOrigin(options: AnyRequest, apiRoot: string): void {
	const { origin, host } = new URL(apiRoot);
	const targets = targetsOf(options);
	const isForeign = (target: string) => !URL.canParse(target) || new URL(target).origin !== origin;
	if (targets.length === 0 || targets.some(isForeign)) {
		throw new CredentialFieldError(
			`This credential sends its keys to ${host} only, the API host of its Site URL. Begin the URL with ${apiRoot}/ or choose another credential`,
		);
	}
}

const OWN_ROUTE =
	'This credential goes straight to the API host of its Site URL: a request that names a proxy, an agent or a Host header of its own would take the keys elsewhere. Remove that option; a proxy for all of n8n is set where n8n is installed';
const CHECKS_OFF =
	'This credential needs a server whose certificate is checked, so that nobody else gets the keys. Turn "Ignore SSL Issues" off, and let the machine that runs n8n trust the certificate of your server instead';

/** Names of agents and sockets, as axios, request and Node know them. */
const ROUTE_OPTIONS = [
	...['proxy', 'agent', 'agents', 'httpAgent', 'httpsAgent', 'pool', 'tunnel', 'transport'],
	...['adapter', 'socketPath', 'lookup', 'createConnection', 'host', 'hostname', 'port'],
];

/** A certificate that the caller shows; all else of an agent decides whom the keys are shown to. */
const OWN_CERTIFICATE = new Set(['cert', 'key', 'passphrase']);

/**
 * Whoever may use the credential but not see it could otherwise read the keys at the other end of a
 * proxy, or at a server that answers for the host.
 */
function assertDirect(options: AnyRequest): void {
	const namesHost = Object.keys(options.headers ?? {}).some(
		(name) => name.trim().toLowerCase() === 'host',
	);
	if (namesHost || ROUTE_OPTIONS.some((name) => Boolean(options[name]))) {
		throw new CredentialFieldError(OWN_ROUTE);
	}
	const isUnchecked = ['skipSslCertificateValidation', 'allowUnauthorizedCerts', 'insecure'].some(
		(name) => Boolean(options[name]),
	);
	const isLax = ['rejectUnauthorized', 'strictSSL'].some(
		(name) => options[name] !== undefined && options[name] !== true,
	);
	const agent = Object.keys(options.agentOptions ?? {});
	if (isUnchecked || isLax || agent.some((name) => !OWN_CERTIFICATE.has(name))) {
		throw new CredentialFieldError(CHECKS_OFF);
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
 * @throws CredentialFieldError for any other host, and for whatever could lead the keys to one: a
 * proxy or an agent of the request's own, a `Host` header, certificates left unchecked.
 */
export function attachKeys(
	credentials: ICredentialDataDecryptedObject,
	options: IHttpRequestOptions,
): IHttpRequestOptions {
	const { apiRoot, headers } = readApiKeys(credentials);
	const isRelative = options.baseURL !== undefined && options.baseURL === credentials.siteUrl;
	const request: IHttpRequestOptions = isRelative ? { ...options, baseURL: apiRoot } : options;
	assertSameOrigin({ ...request }, apiRoot);
	assertDirect({ ...request });
	const others = Object.entries(request.headers ?? {}).filter(
		([name]) => !['authorization', 'clientid'].includes(name.toLowerCase()),
	);
	return {
		...request,
		headers: { ...Object.fromEntries(others), ...headers },
		...NO_REDIRECTS,
	};
}
