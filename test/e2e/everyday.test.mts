import { beforeAll, describe, expect, it } from 'vitest';
import { NEWEST_N8N } from '../../tools/hosts/recipes.mts';
import { stopAtFirstFailure } from './editor/seat.mts';
import { setStage } from './editor/stage.mts';
import { assertChromium, provideHost, provideTarball } from './host/environment.mts';

const NODE = 'ConnectWise Manage';
const ACTION = 'Log time on a ticket';

/** Behind something that starts the workflow n8n opens the actions of a node first. */
const STARTED = {
	id: 'cwEveryday',
	name: 'Everyday',
	settings: {},
	connections: {},
	nodes: [
		{
			id: 'start',
			name: 'Start',
			type: 'n8n-nodes-base.manualTrigger',
			typeVersion: 1,
			position: [0, 0] as [number, number],
			parameters: {},
		},
	],
};

assertChromium();
const prepared = { host: await provideHost(NEWEST_N8N), tarball: await provideTarball() };

// The steps of one person who knows the product, and nothing of its API.
describe('an everyday job in the editor', () => {
	const stage = setStage({ ...prepared, folderName: 'everyday', workflows: [STARTED] });
	let ticket: Readonly<Record<string, unknown>>;

	beforeAll(() => {
		ticket = stage.sandbox.store('service/tickets').all()[0] ?? {};
	});

	const panel = () => stage.editor.panel;

	stopAtFirstFailure(stage);

	it('is found by its words, in a list of all of them under their records', async () => {
		await stage.editor.openWorkflow(STARTED.id);
		expect(await stage.editor.searchNodes('log time')).toEqual(
			expect.arrayContaining([expect.stringContaining(NODE)]),
		);
		await stage.screenshot('log-time-search');
		const actions = (await stage.editor.listActions(NODE)).map((text) => text.trim());
		await stage.screenshot('actions');
		expect(actions).toEqual(
			expect.arrayContaining([
				'Query records',
				'Create a ticket',
				'Get many tickets',
				'Add a note to a ticket',
				ACTION,
				'Create or update a company',
			]),
		);
		expect(await stage.editor.actionGroups()).toEqual(
			expect.arrayContaining(['Any Operation Actions', 'Ticket Actions', 'Company Actions']),
		);
	});

	it('asks for the ticket, searched by its words, and for what the entry needs', async () => {
		await stage.editor.chooseAction(ACTION);
		expect(await panel().credentialName()).toContain('Local ConnectWise');
		const found = await panel().searchOperationId(String(ticket.summary));
		await stage.screenshot('ticket-search');
		expect(found.join()).toContain(String(ticket.summary));
		await panel().chooseListedOperationId(String(ticket.summary));
		await panel().field('timeStart').waitFor();
		await stage.screenshot('log-time-form');
		const text = await panel().parameters().innerText();
		expect(text).toContain('Ticket ID');
		expect(text).not.toMatch(/Operation ID|Specify Options|Conditions|Return All|If It Exists/);
	});

	it('logs the time', async () => {
		await panel().fillDate('timeStart', '2026-03-02 09:00:00');
		await panel().fillDate('timeEnd', '2026-03-02 09:45:00');
		await panel().fillField('notes', 'Replaced the toner');
		await stage.screenshot('log-time');
		await panel().execute();
		await panel().output().getByText('Replaced the toner').first().waitFor();
		await stage.screenshot('logged-time');
		const { body, path } = stage.sandbox.journal.entries({ method: 'POST' }).at(-1) ?? {};
		expect(path).toMatch(/\/time\/entries$/);
		expect(body).toMatchObject({
			chargeToType: 'ServiceTicket',
			notes: 'Replaced the toner',
		});
		expect(
			stage.sandbox
				.store('service/tickets')
				.get(Number((body as { chargeToId: number }).chargeToId)),
		).toMatchObject({ summary: ticket.summary });
	});

	it('shows verb and record below the node', async () => {
		await panel().close();
		await stage.screenshot('canvas');
		expect(await stage.editor.canvasNodes().last().innerText()).toContain('Log Time: Ticket');
	});

	it('changes to another job, another record and back to Any Operation without a stale form', async () => {
		await stage.editor.openNode(ACTION);
		await panel().choose('operation', 'Get Notes');
		await panel().field('timeStart').waitFor({ state: 'detached' });
		await panel().field('returnAll').waitFor();
		await panel().choose('resource', 'Company');
		await panel().field('operation').waitFor();
		await stage.screenshot('another-record');
		await panel().choose('operation', 'Create or Update');
		await panel().field('matchFields').waitFor();
		await stage.screenshot('create-or-update');
		await panel().field('identifier').waitFor();
		await panel().choose('resource', 'Any Operation');
		await panel().choose('operation', 'Query');
		await panel().searchOperationId('tickets');
		await panel().chooseListedOperationId('Tickets › Get Many (Service)');
		await panel().field('conditionsMode').waitFor();
		await stage.screenshot('any-operation');
		await panel().execute();
		await panel().output().getByText('50 items').first().waitFor();
	});

	it('has a preview of what it gives before it ran', async () => {
		const type = 'n8n-nodes-connectwise-manage.connectWiseManage';
		const url = `${stage.n8n.url}/schemas/${type}/1/ticket/get.json`;
		const preview = (await (await fetch(url)).json()) as { properties: object };
		expect(Object.keys(preview.properties)).toEqual(expect.arrayContaining(['id', 'summary']));
	});
});
