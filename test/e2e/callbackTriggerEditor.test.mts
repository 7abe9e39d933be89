import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../../tools/hosts/n8nCli.mts';
import type { RunningN8n } from '../../tools/hosts/n8nProcess.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import { startSandbox, type Sandbox } from '../sandbox/index.mts';
import type { Editor } from './editor/editor.mts';
import { openEditor } from './editor/editorSession.mts';
import { assertChromium, provideHost, provideTarball } from './host/environment.mts';
import { CREDENTIAL } from './around/localConnectWise.mts';
import { prepareN8n } from './host/n8nWithNode.mts';

const NODE = 'ConnectWise Manage (PSA)';
const TRIGGER = 'On Ticket Change';
const WORKFLOW_ID = 'cwTriggerForm';

assertChromium();
// The pictures of the last one are kept.
const hosts = [await provideHost(OLDEST_N8N), await provideHost(NEWEST_N8N)];
const prepared = { hosts, tarball: await provideTarball() };

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

describe.each(prepared.hosts)('the callback trigger in the editor of n8n $version', (host) => {
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
			folderName: `trigger-form-${host.version}`,
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

	it('lists its events in the panel of nodes', async () => {
		await editor.newWorkflow();
		await editor.searchNodes('connectwise');
		const actions = await editor.listActions(NODE);
		await screenshot(`trigger-events-${host.version}`);
		expect(actions).toEqual(
			expect.arrayContaining(['On company changes', 'On ticket changes', 'On time entry changes']),
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
