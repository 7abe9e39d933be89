import { describe, expect, it } from 'vitest';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import { setStage } from './editor/stage.mts';
import { assertChromium, provideHost, provideTarball } from './host/environment.mts';
import { CREDENTIAL } from './around/localConnectWise.mts';

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
	const stage = setStage({
		host,
		tarball: prepared.tarball,
		folderName: `filter-${host.version}`,
		workflows: [workflow],
	});

	it('finds open tickets by a row that was built, without a word of the condition language', async () => {
		await stage.editor.openWorkflow(WORKFLOW_ID);
		await stage.editor.openNode(NODE);
		const { panel } = stage.editor;
		await panel.addFilterRow();
		await stage.screenshot('filter-new-row');
		await panel.choose('recordField', 'Closed Flag');
		await panel.field('flag').waitFor();
		await panel.field('flag').locator('[role="switch"], .el-switch').first().click();
		await stage.screenshot('filter-row');
		await panel.execute();
		await panel
			.output()
			.getByText(/closedFlag = false/)
			.first()
			.waitFor();
		await stage.screenshot('filter-result');
		const [asked] = stage.sandbox.journal.entries({ method: 'GET' }).slice(-1);
		expect(asked?.query.conditions).toContain('(closedFlag = false)');
	});
});
