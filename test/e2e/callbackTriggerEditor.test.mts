import { describe, expect, it } from 'vitest';
import type { WorkflowDocument } from '../../tools/hosts/n8nCli.mts';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import { setStage } from './editor/stage.mts';
import { assertChromium, provideHost, provideTarball } from './host/environment.mts';
import { CREDENTIAL } from './around/localConnectWise.mts';

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
	const stage = setStage({
		host,
		tarball: prepared.tarball,
		folderName: `trigger-form-${host.version}`,
		workflows: [workflow],
	});

	it('lists its events in the panel of nodes', async () => {
		await stage.editor.newWorkflow();
		await stage.editor.searchNodes('connectwise');
		const actions = await stage.editor.listActions(NODE);
		await stage.screenshot(`trigger-events-${host.version}`);
		expect(actions).toEqual(
			expect.arrayContaining(['On company changes', 'On ticket changes', 'On time entry changes']),
		);
	});

	it('asks for the board by the names that ConnectWise has', async () => {
		await stage.editor.openWorkflow(WORKFLOW_ID);
		await stage.editor.openNode(TRIGGER);
		const { panel } = stage.editor;
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
		await stage.screenshot(`trigger-form-${host.version}`);
	});
});
