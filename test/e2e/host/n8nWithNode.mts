import { installCommunityPackage } from '../../../tools/hosts/communityPackage.mts';
import type { HostInstallation } from '../../../tools/hosts/installHost.mts';
import { N8nCli, type WorkflowDocument } from '../../../tools/hosts/n8nCli.mts';
import { startN8n, type RunningN8n } from '../../../tools/hosts/n8nProcess.mts';
import { freePort } from '../../../tools/hosts/preflight.mts';
import { N8nRestClient } from '../../../tools/hosts/restClient.mts';
import { freshUserFolder } from './environment.mts';
import { connectWiseCredential } from '../around/localConnectWise.mts';
import { OWNER } from './owner.mts';

export interface N8nOptions {
	readonly host: HostInstallation;
	/** The packed package. */
	readonly tarball: string;
	/** Other packages beside it. */
	readonly neighbours?: readonly string[];
	/** Of the user folder; each suite and version of n8n has its own. */
	readonly folderName: string;
	/** Where there is one, n8n gets a credential for it. */
	readonly siteUrl?: string;
	readonly credentials?: Parameters<N8nCli['importCredentials']>[0];
	readonly workflows?: readonly WorkflowDocument[];
	readonly env?: Readonly<Record<string, string>>;
}

interface SignedIn {
	readonly n8n: RunningN8n;
	/** The owner of that n8n. */
	readonly rest: N8nRestClient;
}

export type StartN8n = () => Promise<SignedIn>;

/**
 * Lays out an empty user folder with the package installed, as its users do, and with workflows
 * that are not published.
 *
 * @returns starts n8n over that folder, each time at the same port
 */
export async function prepareN8n(options: N8nOptions): Promise<StartN8n> {
	const { host, tarball, neighbours = [], folderName, siteUrl, workflows, env } = options;
	const own = siteUrl === undefined ? [] : [connectWiseCredential(siteUrl)];
	const credentials = [...own, ...(options.credentials ?? [])];
	const userFolder = await freshUserFolder(folderName);
	for (const each of [tarball, ...neighbours]) await installCommunityPackage(userFolder, each);
	const cli = new N8nCli(host, userFolder);
	if (credentials.length > 0) await cli.importCredentials(credentials);
	if (workflows !== undefined) await cli.importWorkflows(workflows);
	const port = await freePort();
	return async () => {
		const n8n = await startN8n({ installation: host, userFolder, port, env });
		const rest = new N8nRestClient(n8n.url);
		await rest.signIn(OWNER);
		return { n8n, rest };
	};
}
