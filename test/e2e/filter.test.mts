import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import type { Editor } from './editor/editor.mts';
import { openEditor } from './editor/editorSession.mts';
import { assertChromium, provideHost, provideTarball } from './host/environment.mts';
import { CREDENTIAL } from './around/localConnectWise.mts';
import { prepareN8n } from './host/n8nWithNode.mts';

const NODE = 'Find Tickets';
const WORKFLOW_ID = 'cwFilterBuilder';

assertChromium();
const hosts = [await provideHost(NEWEST_N8N), await provideHost(OLDEST_N8N)];
const prepared = { hosts, tarball: await provideTarball() };

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

describe.each(prepared.hosts)('the filter builder in n8n $version', (host) => {
	let sandbox: Sandbox;
	let n8n: RunningN8n;
	let browser: Browser;
	let editor: Editor;
	let screenshot: (name: string) => Promise<void>;

	beforeAll(async () => {
		sandbox = await startSandbox({});
		const start = await prepareN8n({
			host,
			tarball: prepared.tarball,
			folderName: `filter-${host.version}`,
			siteUrl: sandbox.url,
			workflows: [workflow],
		});
		({ n8n } = await start());
		({ browser, editor, screenshot } = await openEditor(n8n.url));
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
