import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CREDENTIAL_TYPE } from '../../tools/demo/workflows.mts';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import type { N8nRestClient } from '../../tools/hosts/restClient.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { startScriptedServer, type ScriptedServer } from '../support/scriptedServer.mts';
import { provideHost, provideTarball } from './host/environment.mts';
import { credentialData } from './around/localConnectWise.mts';
import { prepareN8n } from './host/n8nWithNode.mts';

const hosts = [await provideHost(NEWEST_N8N), await provideHost(OLDEST_N8N)];
const prepared = { hosts, tarball: await provideTarball() };

interface Verdict {
	readonly status: string;
	readonly message: string;
}

describe.each(prepared.hosts)('the credential, tested by n8n $version', (host) => {
	let sandbox: Sandbox;
	let server: ScriptedServer;
	let n8n: RunningN8n;
	let rest: N8nRestClient;

	beforeAll(async () => {
		[sandbox, server] = await Promise.all([startSandbox({ size: 20 }), startScriptedServer()]);
		const { tarball } = prepared;
		const folderName = `credential-${host.version}`;
		({ n8n, rest } = await (await prepareN8n({ host, tarball, folderName }))());
	});

	afterAll(async () => {
		await n8n?.stop();
		await Promise.all([sandbox?.close(), server?.close()]);
	});

	const test = async (values: Record<string, string> = {}): Promise<Verdict> => {
		const name = 'Local ConnectWise';
		const data = { ...credentialData(sandbox.url), ...values };
		const { id, type } = await rest.createCredential(name, CREDENTIAL_TYPE, data);
		return await rest.call('POST', '/rest/credentials/test', {
			credentials: { id, name, type, data },
		});
	};

	it('is good with the keys of the server', async () => {
		expect(await test()).toMatchObject({ status: 'OK' });
	});

	it.each([
		['a wrong key', { password: 'wrong' }, /^ConnectWise did not accept the keys/],
		['a Client ID that is none', { clientId: 'sandboxPublic' }, /^The Client ID does not look/],
		['nobody there', { siteUrl: 'http://127.0.0.1:1' }, /^The Site URL cannot be reached: check/],
		[
			'a name that no server has',
			{ siteUrl: 'https://na.myconnectwise.invalid' },
			/^The Site URL cannot be reached: check its spelling, VPN and firewall/,
		],
		['no host', { siteUrl: '..' }, /^The Site URL is not a web address/],
	])('says so of %s', async (_name, values, reason) => {
		const { status, message } = await test(values);
		expect(status).toBe('Error');
		expect(message).toMatch(reason);
	});

	it.each([429, 500, 503])('blames nobody for %i', async (status) => {
		server.answerWith(() => ({ status, body: '<html><title>Busy</title></html>' }));
		const verdict = await test({ siteUrl: server.url });
		expect(verdict.status).toBe('Error');
		expect(verdict.message).toContain('the keys may be fine');
	});
});
