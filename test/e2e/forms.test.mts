import { describe, expect, it } from 'vitest';
import { NEWEST_N8N, OLDEST_N8N } from '../../tools/hosts/recipes.mts';
import { stopAtFirstFailure } from './editor/seat.mts';
import { setStage } from './editor/stage.mts';
import { assertChromium, provideHost, provideTarball } from './host/environment.mts';
import { CREDENTIAL } from './around/localConnectWise.mts';

const CREATE = 'Create Ticket';
const FIND = 'Find Tickets';
const WORKFLOW_ID = 'cwFormsByName';
const TYPE = 'n8n-nodes-connectwise-manage.connectWiseManage';
const HELP_DESK = 'Help Desk Example';
/** What loses values does so when the lists of a form have come. */
const LOADING_MS = 2_000;

assertChromium();
const hosts = [await provideHost(OLDEST_N8N), await provideHost(NEWEST_N8N)];
const prepared = { hosts, tarball: await provideTarball() };

const node = (name: string, x: number, operation: string, operationId: string, more = {}) => ({
	id: name.toLowerCase().replace(' ', '-'),
	name,
	type: TYPE,
	typeVersion: 1,
	position: [x, 0] as [number, number],
	parameters: {
		operation,
		operationId: { __rl: true, mode: 'list', value: operationId },
		...more,
	},
	credentials: { connectWiseManagePsaApi: CREDENTIAL },
});

const workflow = {
	id: WORKFLOW_ID,
	name: 'Forms',
	settings: {},
	connections: { [FIND]: { main: [[{ node: CREATE, type: 'main', index: 0 }]] } },
	nodes: [
		// One ticket is enough to make one more of.
		node(FIND, 0, 'query', 'getServiceTickets', { limit: 1 }),
		node(CREATE, 300, 'mutate', 'postServiceTickets'),
	],
};

// The steps of one person at one screen: each starts where the one before ended.
describe.each(prepared.hosts)('forms that know the tenant in n8n $version', (host) => {
	const stage = setStage({
		host,
		tarball: prepared.tarball,
		folderName: `forms-${host.version}`,
		workflows: [workflow],
	});

	const panel = () => stage.editor.panel;
	const nameOf = (record: unknown) => String((record as { name?: unknown }).name);

	stopAtFirstFailure(stage);

	it('builds a filter from a name of the tenant and runs it', async () => {
		await stage.editor.openWorkflow(WORKFLOW_ID);
		await stage.editor.openNode(FIND);
		await panel().addFilterRow();
		await panel().choose('recordField', 'Board Name');
		await panel().chooseRecord('record', 'help desk', HELP_DESK);
		await stage.screenshot('filter-by-name');
		await panel().execute();
		await panel().output().getByText(`board/name = "${HELP_DESK}"`).first().waitFor();
		await stage.screenshot('filter-by-name-result');
		const [asked] = stage.sandbox.journal
			.entries({ method: 'GET', path: '/service/tickets' })
			.slice(-1);
		expect(asked?.query.conditions).toContain(`(board/name = "${HELP_DESK}")`);
		await panel().close();
	});

	it('creates a ticket by names alone: board, status, company, owner and a custom field', async () => {
		const company = stage.sandbox.store('company/companies').all()[3];
		const owner = stage.sandbox.store('system/members').all()[2];
		await stage.editor.openNode(CREATE);
		await panel().fillField('summary', 'Made by names');
		await panel().choose('board', HELP_DESK);
		await panel().addField('Items', 'Owner');
		await panel().choose('owner', String(owner?.identifier));
		await panel().addField('Items', 'Risk');
		await panel().choose('customFields.4', 'Low');
		// The statuses are those of the board, which was not chosen when the form was opened.
		await panel().close();
		await stage.editor.openNode(CREATE);
		await panel().refreshForm('Items');
		await panel().parameters().getByText('Status (Board first)').waitFor({ state: 'detached' });
		await panel().choose('status', 'Waiting for Client');
		await panel().addLookUpRow();
		await panel().chooseLookUpField('Company');
		await panel().chooseRecord('record', nameOf(company), nameOf(company));
		await stage.screenshot('ticket-by-names');
		await panel().execute();
		await panel().output().getByText('Made by names').first().waitFor();
		await stage.screenshot('ticket-by-names-result');
		const [sent] = stage.sandbox.journal.entries({ method: 'POST' }).slice(-1);
		const ticket = stage.sandbox.store('service/tickets').all().at(-1);
		expect(sent?.path).toMatch(/\/service\/tickets$/);
		expect(ticket).toMatchObject({
			summary: 'Made by names',
			board: { name: HELP_DESK },
			status: { name: 'Waiting for Client' },
			company: { id: company?.id },
			owner: { id: owner?.id },
		});
		expect(JSON.stringify(ticket?.customFields)).toContain('"value":"Low"');
	});

	const openAndClose = async (name: string) => {
		await stage.editor.openNode(name);
		await stage.editor.page.waitForTimeout(LOADING_MS);
		await panel().close();
	};

	it('loses nothing when the editor steps from one of our nodes to the other and back', async () => {
		await panel().close();
		const before = await stage.editor.copiedParameters();
		expect(Object.keys(before).toSorted()).toEqual([CREATE, FIND]);
		expect(JSON.stringify(before[CREATE])).toContain('Made by names');
		await stage.editor.openNode(FIND);
		await stage.editor.page.waitForTimeout(LOADING_MS);
		for (const name of [CREATE, FIND, CREATE]) await panel().stepTo(name);
		await stage.screenshot('stepped');
		await panel().close();
		expect(await stage.editor.copiedParameters()).toEqual(before);
	});

	it('loses nothing when nodes are copied, pasted and opened', async () => {
		const before = await stage.editor.copiedParameters();
		await stage.editor.paste();
		await stage.screenshot('pasted');
		const pasted = await stage.editor.copiedParameters();
		for (const name of [FIND, CREATE]) {
			expect(pasted[name]).toEqual(before[name]);
			expect(pasted[`${name}1`]).toEqual(before[name]);
		}
		await stage.editor.save();
		await stage.editor.openWorkflow(WORKFLOW_ID);
		await openAndClose(`${FIND}1`);
		await openAndClose(`${CREATE}1`);
		expect(await stage.editor.copiedParameters()).toEqual(pasted);
	});

	it('shows what was chosen when the workflow is opened again', async () => {
		await stage.editor.openWorkflow(WORKFLOW_ID);
		const before = await stage.editor.copiedParameters();
		await stage.editor.openNode(CREATE);
		await stage.editor.page.waitForTimeout(LOADING_MS);
		await stage.screenshot('reopened');
		expect(await panel().parameters().innerText()).not.toContain('not in the list');
		await panel().close();
		expect(await stage.editor.copiedParameters()).toEqual(before);
	});
});
