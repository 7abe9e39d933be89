import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installCommunityPackage } from '../../tools/hosts/communityPackage.mts';
import { N8nCli } from '../../tools/hosts/n8nCli.mts';
import { startN8n, type RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import { N8nRestClient } from '../../tools/hosts/restClient.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import { launchChromium, openPage, signInWithBrowser, takesScreenshots } from './browser.mts';
import { Editor } from './editor.mts';
import {
	assertChromium,
	freshUserFolder,
	provideHost,
	provideTarball,
	tryToPrepare,
} from './environment.mts';
import { connectWiseCredential, CREDENTIAL } from './localConnectWise.mts';
import { OWNER } from './owner.mts';

const NODE = 'Find Tickets';
const WORKFLOW_ID = 'cwFilterBuilder';

const prepared = await tryToPrepare(async () => {
	assertChromium();
	const hosts = [await provideHost(NEWEST_N8N), await provideHost(OLDEST_N8N)];
	return { hosts, tarball: await provideTarball() };
});

const workflow = {
	id: WORKFLOW_ID,
	name: 'Filter',
	settings: {},
	connections: {},
	nodes: [
		{
			id: 'find-tickets',
			name: NODE,
			type: 'n8n-nodes-connectwise-manage.connectWiseManage',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {
				operation: 'query',
				operationId: { __rl: true, mode: 'list', value: 'getServiceTickets' },
				returnAll: true,
			},
			credentials: { connectWiseManagePsaApi: CREDENTIAL },
		},
	],
};

if ('skip' in prepared) {
	describe.skip(`the filter builder in a browser: ${prepared.skip}`, () => {
		it('needs n8n and Chromium', () => undefined);
	});
} else {
	describe.each(prepared.hosts)('the filter builder in n8n $version', (host) => {
		let sandbox: Sandbox;
		let n8n: RunningN8n;
		let browser: Browser;
		let editor: Editor;
		let screenshot: (name: string) => Promise<void>;

		beforeAll(async () => {
			sandbox = await startSandbox({});
			const userFolder = await freshUserFolder(`filter-${host.version}`);
			await installCommunityPackage(userFolder, prepared.tarball);
			const cli = new N8nCli(host, userFolder);
			await cli.importCredentials([connectWiseCredential(sandbox.url)]);
			await cli.importWorkflows([workflow]);
			n8n = await startN8n({ installation: host, userFolder });
			await new N8nRestClient(n8n.url).signIn(OWNER);
			browser = await launchChromium();
			const page = await openPage(browser);
			screenshot = await takesScreenshots(page);
			await signInWithBrowser(page, n8n.url, OWNER);
			editor = new Editor(page, n8n.url);
		});

		afterAll(async () => {
			await browser?.close();
			await n8n?.stop();
			await sandbox?.close();
		});

		it('finds open tickets by a row that was built, without a word of the condition language', async () => {
			await editor.openWorkflow(WORKFLOW_ID);
			await editor.openNode(NODE);
			const { panel } = editor;
			await panel.addFilterRow();
			await screenshot('filter-new-row');
			await panel.choose('recordField', 'Closed Flag');
			await panel.field('flag').waitFor();
			await panel.field('flag').locator('[role="switch"], .el-switch').first().click();
			await screenshot('filter-row');
			await panel.execute();
			await panel
				.output()
				.getByText(/closedFlag = false/)
				.first()
				.waitFor();
			await screenshot('filter-result');
			const [asked] = sandbox.journal.entries({ method: 'GET' }).slice(-1);
			expect(asked?.query.conditions).toContain('(closedFlag = false)');
		});
	});
}
