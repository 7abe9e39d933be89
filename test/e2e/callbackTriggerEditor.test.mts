import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installCommunityPackage } from '../../tools/hosts/communityPackage.mts';
import { N8nCli, type WorkflowDocument } from '../../tools/hosts/n8nCli.mts';
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

const NODE = 'ConnectWise Manage (PSA)';
const TRIGGER = 'On Ticket Change';
const WORKFLOW_ID = 'cwTriggerForm';

const prepared = await tryToPrepare(async () => {
	assertChromium();
	// The pictures of the last one are kept.
	const hosts = [await provideHost(OLDEST_N8N), await provideHost(NEWEST_N8N)];
	return { hosts, tarball: await provideTarball() };
});

const workflow: WorkflowDocument = {
	id: WORKFLOW_ID,
	name: 'Trigger',
	settings: {},
	connections: {},
	nodes: [
		{
			id: 'on-ticket-change',
			name: TRIGGER,
			type: 'n8n-nodes-connectwise-manage.connectWiseManageTrigger',
			typeVersion: 1,
			position: [0, 0],
			webhookId: '00000000-0000-4000-8000-0000000000c7',
			parameters: {
				event: 'ticket',
				onlyIf: 'status/name = "Completed"',
				options: { includeChanges: true },
			},
			credentials: { connectWiseManagePsaApi: CREDENTIAL },
		},
	],
};

if ('skip' in prepared) {
	describe.skip(`the form of the callback trigger in a browser: ${prepared.skip}`, () => {
		it('needs n8n and Chromium', () => undefined);
	});
} else {
	describe.each(prepared.hosts)('the callback trigger in the editor of n8n $version', (host) => {
		let sandbox: Sandbox;
		let n8n: RunningN8n;
		let browser: Browser;
		let editor: Editor;
		let screenshot: (name: string) => Promise<void>;

		beforeAll(async () => {
			sandbox = await startSandbox({});
			const userFolder = await freshUserFolder(`trigger-form-${host.version}`);
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

		it('lists its events in the panel of nodes', async () => {
			await editor.newWorkflow();
			await editor.searchNodes('connectwise');
			const actions = await editor.listActions(NODE);
			await screenshot(`trigger-events-${host.version}`);
			expect(actions).toEqual(
				expect.arrayContaining([
					'On company changes',
					'On ticket changes',
					'On time entry changes',
				]),
			);
		});

		it('asks for the board by the names that ConnectWise has', async () => {
			await editor.openWorkflow(WORKFLOW_ID);
			await editor.openNode(TRIGGER);
			const { panel } = editor;
			expect(await panel.listChoices('watch')).toEqual([
				'Everything',
				'Board',
				'Status',
				'Project',
				'Project Phase',
				'One Ticket',
				'Integrator Tag',
			]);
			await panel.choose('watch', 'Board');
			const boards = await panel.searchOperationId('');
			expect(boards).toContainEqual(expect.stringContaining('Help Desk Example'));
			await panel.chooseListedOperationId('Help Desk Example');
			await screenshot(`trigger-form-${host.version}`);
		});
	});
}
