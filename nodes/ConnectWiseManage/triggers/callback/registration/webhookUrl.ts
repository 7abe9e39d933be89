import { ParameterError } from '../../../actions/parameters/ParameterError';
import { isCloudHost, isLoopbackHost } from '../../../request/credential/siteUrl';

const HINT =
	'Set WEBHOOK_URL of n8n to the address that it can be reached at from the internet, or use the ConnectWise Manage Polling Trigger, which needs none';

const PRIVATE_NAME = /^[^.]+$|\.(local|internal|lan|home|intranet|corp|localdomain|home\.arpa)$/;
const PRIVATE_IPV4 =
	/^(0|10|127|169\.254|192\.168|172\.(1[6-9]|2\d|3[01])|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7]))\.[\d.]+$/;
const PRIVATE_IPV6 = /^\[(::1?\]|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:|::ffff:)/;

/** A name or address that means nothing outside of its own network. */
export function isPrivateHost(hostname: string): boolean {
	const host = hostname.replace(/\.$/, '').toLowerCase();
	if (host.startsWith('[')) return PRIVATE_IPV6.test(host);
	return isLoopbackHost(host) || PRIVATE_IPV4.test(host) || PRIVATE_NAME.test(host);
}

/**
 * Names a webhook URL that ConnectWise could never call, before it is asked to. A server on this very
 * machine calls whatever n8n has; a self-hosted one may well stand in the same private network.
 *
 * @throws ParameterError
 */
export function assertReachable(webhookUrl: string, apiRoot: string): void {
	const site = new URL(apiRoot);
	if (isLoopbackHost(site.hostname)) return;
	const { protocol, hostname } = new URL(webhookUrl);
	const say = (reason: string) => {
		throw new ParameterError(`ConnectWise cannot call ${webhookUrl}: ${reason}`, HINT);
	};
	if (isLoopbackHost(hostname)) say('the address means the machine that n8n runs on');
	if (protocol !== 'https:') say('it calls https:// addresses only');
	if (isCloudHost(site.hostname) && isPrivateHost(hostname)) {
		say(`${hostname} is an address of a private network`);
	}
}
