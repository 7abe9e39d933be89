import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	SANDBOX_CLIENT_ID,
	SANDBOX_PRIVATE_KEY,
	SANDBOX_USERNAME,
} from '../../test/sandbox/credentials.mts';
import { installCommunityPackage } from '../hosts/communityPackage.mts';
import type { HostInstallation } from '../hosts/installHost.mts';
import { N8nCli } from '../hosts/n8nCli.mts';
import type { PackedPackage } from './package.mts';
import type { DemoSecrets } from './secrets.mts';
import {
	DEMO_CREDENTIAL,
	DEMO_FOLDER,
	USER_FOLDER,
	WEBHOOK_CREDENTIAL,
	WEBHOOK_HEADER,
} from './settings.mts';
import {
	CREDENTIAL_TYPE,
	HEADER_AUTH_TYPE,
	readExamples,
	withCredential,
	withHeaderAuth,
} from './workflows.mts';

/** What an earlier start did already. */
interface DemoState {
	readonly fingerprint?: string;
	readonly sandboxUrl?: string;
	readonly hasWorkflows?: boolean;
}

const STATE_FILE = join(DEMO_FOLDER, 'state.json');

type Report = (line: string) => void;

async function readState(): Promise<DemoState> {
	const text = await readFile(STATE_FILE, 'utf8').catch(() => '{}');
	return JSON.parse(text) as DemoState;
}

async function importCredentials(
	cli: N8nCli,
	sandboxUrl: string,
	{ webhookKey }: DemoSecrets,
): Promise<void> {
	const data = {
		siteUrl: sandboxUrl,
		username: SANDBOX_USERNAME,
		password: SANDBOX_PRIVATE_KEY,
		clientId: SANDBOX_CLIENT_ID,
	};
	const header = { name: WEBHOOK_HEADER, value: webhookKey };
	await cli.importCredentials([
		{ ...DEMO_CREDENTIAL, type: CREDENTIAL_TYPE, data },
		{ ...WEBHOOK_CREDENTIAL, type: HEADER_AUTH_TYPE, data: header },
	]);
}

async function importExamples(cli: N8nCli): Promise<void> {
	const examples = [...(await readExamples()).values()];
	await cli.importWorkflows(
		examples.map((example) =>
			withHeaderAuth(withCredential(example, DEMO_CREDENTIAL), WEBHOOK_CREDENTIAL),
		),
	);
}

/**
 * Installs the package, the credentials and the example workflows into the demo's n8n, each only
 * if an earlier start has not done it; what the user changed in the workflows since stays.
 */
export async function prepareUserFolder(
	installation: HostInstallation,
	{ tarball, fingerprint }: PackedPackage,
	sandboxUrl: string,
	secrets: DemoSecrets,
	report: Report,
): Promise<void> {
	const state = await readState();
	if (state.fingerprint !== fingerprint) {
		report('Installing the package into n8n');
		await installCommunityPackage(USER_FOLDER, tarball);
	}
	const cli = new N8nCli(installation, USER_FOLDER);
	if (state.sandboxUrl !== sandboxUrl) {
		report('Creating the credentials');
		await importCredentials(cli, sandboxUrl, secrets);
	}
	if (!state.hasWorkflows) {
		report('Importing the example workflows');
		await importExamples(cli);
	}
	const done: DemoState = { fingerprint, sandboxUrl, hasWorkflows: true };
	await writeFile(STATE_FILE, JSON.stringify(done));
}
