import { isCloudHost, isLoopbackHost } from '../../../request/credential/siteUrl';
import { Doubt } from '../delivery/doubt';

/** Whose keys are asked for: the credential's server and company. */
export interface KeyOwner {
	readonly apiRoot: string;
	readonly company: string;
}

const KEY_PATH = /^\/[\w.-]+\/+system\/+callbackkey\/+index\.rails$/i;

/**
 * The address to fetch the key from, if it is one of ConnectWise's for the credential's company. It
 * comes from a body that nobody has checked yet: on another host, or for another company of the same
 * cloud, the key would be the sender's own, and any of their signatures would fit. On the right host a
 * document that somebody uploaded must not pass for a key either, hence the path.
 */
export function checkKeyUrl(keyUrl: string | undefined, owner: KeyOwner): URL | Doubt {
	if (keyUrl === undefined) return new Doubt('the body names no key_url');
	if (!URL.canParse(keyUrl)) return new Doubt('its key_url is not an address');
	const url = new URL(keyUrl);
	const reason = reasonAgainst(url, owner);
	return reason === undefined ? url : new Doubt(reason);
}

function reasonAgainst(url: URL, { apiRoot, company }: KeyOwner): string | undefined {
	const site = new URL(apiRoot);
	const isOnThisMachine = url.protocol === 'http:' && isLoopbackHost(url.hostname);
	if (url.protocol !== 'https:' && !isOnThisMachine) return 'its key_url is not an https address';
	if (url.username !== '' || url.password !== '') {
		return 'its key_url contains a user name or password';
	}
	if (bareHost(url) !== bareHost(site)) {
		return `its key_url is on ${url.host}, and the Site URL of the credential on ${site.host}`;
	}
	if (!KEY_PATH.test(url.pathname)) {
		return `its key_url has the path ${url.pathname.slice(0, 200)}, where no keys are`;
	}
	const named = companyIn(url);
	if (named?.toLowerCase() === company.toLowerCase()) return undefined;
	return `its key_url is for the company "${named ?? ''}", and the Username of the credential for "${company}"`;
}

/** `na.myconnectwise.net` and `api-na.myconnectwise.net` are one server. */
function bareHost({ host, hostname }: URL): string {
	return isCloudHost(hostname) ? host.replace(/^api-/, '') : host;
}

/** Undefined where there are several, as it is not known which of them the server would take. */
function companyIn(url: URL): string | undefined {
	const names = [...url.searchParams].filter(([name]) => name.toLowerCase() === 'companyname');
	return names.length === 1 ? names[0]?.[1].slice(0, 200) : undefined;
}
