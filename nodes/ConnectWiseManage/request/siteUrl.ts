/** The Site URL cannot be used; the message names the reason and what to enter instead. */
export class SiteUrlError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'SiteUrlError';
	}
}

const EXAMPLE = 'e.g. https://na.myconnectwise.net';

/** Alias that the server routes to the tenant's own release; dated code bases change at upgrades. */
const DEFAULT_CODE_BASE = 'v4_6_release';
const DATED_CODE_BASE = /^v20\d{2}_\d{1,2}$/i;

// The web hosts of the cloud; only `api-` hosts are certain to answer API calls. Sandboxes and
// self-hosted servers take them on their own host.
const CLOUD_WEB_HOSTS: readonly string[] = [
	'na.myconnectwise.net',
	'eu.myconnectwise.net',
	'au.myconnectwise.net',
	'aus.myconnectwise.net',
	'za.myconnectwise.net',
	'staging.connectwisedev.com',
];

const HTTP_SCHEME = /^https?:\/*/i;
const OTHER_SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;
const LOOPBACK_HOST = /^(localhost|.+\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

const CLOUD_HOST = /\.(myconnectwise\.net|connectwisedev\.com)$/;

/** Whether the name, as `URL` gives it, means this machine itself. */
export function isLoopbackHost(hostname: string): boolean {
	return LOOPBACK_HOST.test(hostname);
}

/** Whether the host is one of ConnectWise's own, and not of a self-hosted server. */
export function isCloudHost(hostname: string): boolean {
	return CLOUD_HOST.test(hostname);
}

function parse(text: string): URL {
	if (text === '') {
		throw new SiteUrlError(
			`The Site URL is empty. Enter the address that you open ConnectWise at, ${EXAMPLE}`,
		);
	}
	if (OTHER_SCHEME.test(text) && !HTTP_SCHEME.test(text)) {
		throw new SiteUrlError(`The Site URL must begin with https://, ${EXAMPLE}`);
	}
	const absolute = HTTP_SCHEME.test(text) ? text : `https://${text.replace(/^\/+/, '')}`;
	if (!URL.canParse(absolute)) {
		throw new SiteUrlError(
			`The Site URL is not a web address. Enter the address that you open ConnectWise at, ${EXAMPLE}`,
		);
	}
	return new URL(absolute);
}

function assertUsable(url: URL): void {
	if (url.username !== '' || url.password !== '') {
		throw new SiteUrlError(
			'The Site URL holds a user name or password. Take out everything before the @ and enter the keys in Username and Password',
		);
	}
	if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
		throw new SiteUrlError(
			'The Site URL begins with http://, which would send your keys unencrypted. Use https:// instead (http:// is only for a server on this machine)',
		);
	}
}

function apiHost(url: URL): string {
	const host = url.hostname.replace(/\.$/, '');
	const apiName = CLOUD_WEB_HOSTS.includes(host) ? `api-${host}` : host;
	return url.port === '' ? apiName : `${apiName}:${url.port}`;
}

function codeBase(url: URL): string {
	const dated = url.pathname.split('/').find((segment) => DATED_CODE_BASE.test(segment));
	return dated?.toLowerCase() ?? DEFAULT_CODE_BASE;
}

/**
 * Turns whatever people paste as their ConnectWise address into the API root, e.g.
 * `https://api-na.myconnectwise.net/v4_6_release/apis/3.0` (no slash at the end). Accepts the
 * address with or without scheme, path, query and surrounding blanks; web hosts of the cloud
 * become their API hosts, and a dated code base in the path is kept.
 *
 * @throws SiteUrlError for what is no address, holds credentials, or would go out unencrypted.
 */
export function resolveApiRoot(siteUrl: string): string {
	const url = parse(siteUrl.trim());
	assertUsable(url);
	return `${url.protocol}//${apiHost(url)}/${codeBase(url)}/apis/3.0`;
}
