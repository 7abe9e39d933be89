/** The Site URL cannot be used; the message names the reason and what to enter instead. */
export class SiteUrlError extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'SiteUrlError';
	}
}

const EXAMPLE = 'e.g. https://na.myconnectwise.net';

/**
 * Alias that the server routes to the tenant's own release. A dated code base (`v2025_1`), as the
 * address of the web client holds, stops to answer at the next upgrade and is never kept.
 */
const CODE_BASE = 'v4_6_release';

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

/** Also twice, as when an address is pasted behind a scheme, or with its colon lost. */
const HTTP_SCHEMES = /^(?:https?(?::\/*|\/\/))+/i;
const OTHER_SCHEME = /^[a-z][a-z\d+.-]*:\/\//i;
const HOST_NAME =
	/^(?!https?$)(?:[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?\.)*[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/;
const IPV6_HOST = /^\[[\da-f:.]+\]$/;
const LONGEST_HOST = 253;
const LOOPBACK_HOST = /^(localhost|.+\.localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;

const NO_ADDRESS = `The Site URL is not a web address. Enter the address that you open ConnectWise at, ${EXAMPLE}`;

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
	const [schemes = ''] = HTTP_SCHEMES.exec(text) ?? [];
	if (schemes === '' && OTHER_SCHEME.test(text)) {
		throw new SiteUrlError(`The Site URL must begin with https://, ${EXAMPLE}`);
	}
	const isPlain = schemes !== '' && !/https/i.test(schemes);
	const rest = text.slice(schemes.length).replace(/^\/+/, '');
	const absolute = `${isPlain ? 'http' : 'https'}://${rest}`;
	if (!URL.canParse(absolute)) throw new SiteUrlError(NO_ADDRESS);
	return new URL(absolute);
}

function assertUsable(url: URL): void {
	if (url.username !== '' || url.password !== '') {
		throw new SiteUrlError(
			'The Site URL contains a user name or password. Remove everything before the @ and enter the keys in Username and Password',
		);
	}
	if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
		throw new SiteUrlError(
			'The Site URL begins with http://, which would send your keys unencrypted. Use https:// instead (http:// is only for a server on this machine)',
		);
	}
}

/** The host without the dot of a full name; what is left must be the same when it is read again. */
function hostOf(url: URL): string {
	const host = url.hostname.replace(/\.$/, '');
	const isHost = host.length <= LONGEST_HOST && (HOST_NAME.test(host) || IPV6_HOST.test(host));
	const again = `${url.protocol}//${host}`;
	if (!isHost || !URL.canParse(again) || new URL(again).hostname !== host) {
		throw new SiteUrlError(NO_ADDRESS);
	}
	return host;
}

function apiHost(url: URL): string {
	const host = hostOf(url);
	const apiName = CLOUD_WEB_HOSTS.includes(host) ? `api-${host}` : host;
	return url.port === '' ? apiName : `${apiName}:${url.port}`;
}

/**
 * Turns whatever people paste as their ConnectWise address into the API root, e.g.
 * `https://api-na.myconnectwise.net/v4_6_release/apis/3.0` (no slash at the end). Accepts the
 * address with or without scheme, path, query and surrounding blanks; web hosts of the cloud
 * become their API hosts, and whatever code base the path names becomes the undated one.
 *
 * @throws SiteUrlError for what names no host, holds credentials, or would go out unencrypted.
 */
export function resolveApiRoot(siteUrl: string): string {
	const url = parse(siteUrl.trim());
	assertUsable(url);
	return `${url.protocol}//${apiHost(url)}/${CODE_BASE}/apis/3.0`;
}
