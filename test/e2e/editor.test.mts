import { describe, expect, it } from 'vitest';
import { NEWEST_N8N } from '../../tools/hosts/recipes.mts';
import { stopAtFirstFailure } from './editor/seat.mts';
import { setStage } from './editor/stage.mts';
import { assertChromium, E2E_FOLDER, provideHost, provideTarball } from './host/environment.mts';
import { credentialData, readAllTicketIds, sandboxCompanies } from './around/localConnectWise.mts';
import { packNeighbour } from './host/neighbour.mts';

const NODE = 'ConnectWise Manage';
const TOOL = 'ConnectWise Manage (PSA) Tool';

assertChromium();
const prepared = {
	host: await provideHost(NEWEST_N8N),
	tarball: await provideTarball(),
	neighbours: [await packNeighbour(E2E_FOLDER)],
};

// The steps of one person at one screen: each starts where the one before ended.
describe('the node in the editor', () => {
	const stage = setStage({ ...prepared, folderName: 'editor', isWithoutCredential: true });

	const panel = () => stage.editor.panel;

	stopAtFirstFailure(stage);

	it('is found in the node creator by the words people use', async () => {
		for (const words of ['psa', 'ticket', 'connectwise']) {
			await stage.editor.newWorkflow();
			expect(await stage.editor.searchNodes(words)).toEqual(
				expect.arrayContaining([expect.stringContaining(NODE)]),
			);
			await stage.screenshot(`node-creator-${words}`);
		}
	});

	it('offers its four operations and can be dragged onto the canvas', async () => {
		// Around them n8n lists ways to start a workflow, those of the package's triggers too.
		const listed = await stage.editor.listActions(NODE);
		const actions = listed.filter((text) => /^(?:Query|Create|Delete|Find) /.test(text.trim()));
		await stage.screenshot('node-creator-actions');
		expect(actions.join()).toMatch(/quer.*creat.*delet.*find/i);
		await stage.editor.dragActionToCanvas(actions[0] ?? '');
		await stage.editor.openNode('Query records');
		await stage.screenshot('new-node');
	});

	it('has its own credential type beside the one of another ConnectWise package', async () => {
		await panel().openNewCredential();
		await stage.editor.credentialDialog.fill({ siteUrl: '' });
		await stage.screenshot('new-credential');
		expect(await stage.editor.credentialDialog.title()).toContain('ConnectWise Manage (PSA)');
		const shown = await stage.editor.credentialDialog.text();
		expect(shown).toContain('a plus sign, and the public key');
		expect(shown).toContain('The private key that belongs to the public key');
	});

	it.each([
		['wrong-password', { password: 'wrong' }, /password|private key/i],
		[
			'wrong-host',
			{ siteUrl: 'http://127.0.0.1:1' },
			/cannot be reached: check its spelling, VPN and firewall.*ECONNREFUSED/,
		],
		[
			'unknown-host',
			{ siteUrl: 'https://na.myconnectwise.invalid' },
			/cannot be reached: check its spelling, VPN and firewall/,
		],
		['wrong-client-id', { clientId: 'sandboxPublic' }, /Client ID does not look like one/],
	])('tells what is wrong with the credential: %s', async (name, wrong, reason) => {
		await stage.editor.credentialDialog.fill({ ...credentialData(stage.sandbox.url), ...wrong });
		const verdict = await stage.editor.credentialDialog.saveAndTest();
		await stage.screenshot(`credential-${name}`);
		expect(verdict.isConnected).toBe(false);
		expect(verdict.text).toMatch(reason);
	});

	it('asks for the Client ID before anything is sent', async () => {
		await stage.editor.credentialDialog.fill({
			...credentialData(stage.sandbox.url),
			clientId: '',
		});
		await stage.editor.credentialDialog.save();
		await stage.screenshot('credential-no-client-id');
		expect(await stage.editor.credentialDialog.text()).toMatch(
			/Client ID[^]*This field is required/,
		);
	});

	it('accepts the right credential and chooses it in the node', async () => {
		await stage.editor.credentialDialog.fill(credentialData(stage.sandbox.url));
		const verdict = await stage.editor.credentialDialog.saveAndTest();
		await stage.screenshot('credential-good');
		expect(verdict).toMatchObject({ isConnected: true });
		expect(await panel().credentialName()).toContain('ConnectWise');
	});

	it('lists useful operations first and finds one by words', async () => {
		const first = await panel().searchOperationId('');
		await stage.screenshot('operation-ids');
		expect(first[0]).toContain('Tickets');
		const found = await panel().searchOperationId('ticket note');
		await stage.screenshot('operation-id-search');
		expect(found.slice(0, 5).join()).toContain('Notes');
		await panel().chooseListedOperationId(found[0] ?? '');
	});

	it('shows the options that the operation takes, the required one marked', async () => {
		await panel().field('parentId').waitFor();
		await stage.screenshot('required-option');
		await panel().field('conditionsMode').waitFor();
		expect(await panel().addableFields('Options')).toContain('Fields');
	});

	it('changes the options with the operation and keeps nothing of the former', async () => {
		await panel().fillField('parentId', '1');
		await panel().searchOperationId('tickets');
		await panel().chooseListedOperationId('Tickets › Get Many (Service)');
		await panel().field('parentId').waitFor({ state: 'detached' });
		await stage.screenshot('options-of-another-operation');
		await panel().choose('conditionsMode', 'Text');
		await panel().fillField('conditionsText', 'closedFlag = false');
		await panel().addField('Options', 'Order By');
		await panel().fillField('orderBy', 'id desc');
		await stage.screenshot('optional-option');
	});

	it('executes and shows the tickets as items', async () => {
		await panel().execute();
		await panel().output().getByText('50 items').first().waitFor();
		await stage.screenshot('items');
		expect(await panel().output().innerText()).toContain('summary');
	});

	it('shows what the server refused, and why', async () => {
		await panel().fillField('conditionsText', 'noSuchField = 1');
		await panel().execute();
		await panel().outputError().waitFor();
		await stage.screenshot('refused-conditions');
		expect(await panel().output().innerText()).toMatch(/noSuchField/);
	});

	it('creates a ticket from fields, with the often used ones on top of the menu', async () => {
		const [company] = await sandboxCompanies(stage.sandbox.url);
		await panel().choose('operation', 'Mutate');
		await panel().searchOperationId('create ticket');
		await panel().chooseListedOperationId('Tickets › Create (Service)');
		await panel().field('summary').waitFor();
		await stage.screenshot('items-required-fields');
		const addable = await panel().addableFields('Items', () => stage.screenshot('items-add-menu'));
		expect(addable.slice(0, 20)).toEqual(expect.arrayContaining(['Type (Board first)', 'Source']));
		for (const id of ['company', 'board', 'status', 'priority', 'contact']) {
			await panel().field(id).waitFor();
		}
		await panel().fillField('summary', 'Made in the editor');
		await panel().choose('board', 'Help Desk Example');
		await panel().choose('priority', 'Priority 3 - Normal');
		await stage.screenshot('lists-of-the-tenant');
		await panel().fillField('company', String(company?.id));
		await panel().execute();
		await panel().output().getByText('Made in the editor').first().waitFor();
		await stage.screenshot('created-ticket');
	});

	it('switches to another operation without a stale field', async () => {
		await panel().searchOperationId('update ticket');
		await panel().chooseListedOperationId('Tickets › Update (Service)');
		await panel().field('id').waitFor();
		await panel().field('summary').waitFor({ state: 'detached' });
		await stage.screenshot('switched-operation-id');
	});

	it('changes one field of a ticket by PATCH', async () => {
		const [ticketId] = await readAllTicketIds(stage.sandbox.url);
		await panel().fillField('id', String(ticketId));
		await panel().addField('Items', 'Summary');
		await panel().fillField('summary', 'Changed in the editor');
		await panel().execute();
		await panel().output().getByText('Changed in the editor').first().waitFor();
		await stage.screenshot('patched-ticket');
		const { body } = stage.sandbox.journal.entries({ method: 'PATCH' }).at(-1) ?? {};
		expect(body).toEqual([{ op: 'replace', path: 'summary', value: 'Changed in the editor' }]);
	});

	it('deletes by id and says so', async () => {
		const [ticketId] = await readAllTicketIds(stage.sandbox.url);
		await panel().choose('operation', 'Delete');
		await panel().searchOperationId('delete ticket');
		await panel().chooseListedOperationId('Tickets › Delete (Service)');
		await panel().fillField('id', String(ticketId));
		await panel().execute();
		await panel().output().getByText('deleted').first().waitFor();
		await stage.screenshot('deleted-ticket');
		expect(await readAllTicketIds(stage.sandbox.url)).not.toContain(ticketId);
	});

	it('is offered to an AI agent as a tool whose fields the model may fill', async () => {
		await stage.editor.newWorkflow();
		await stage.editor.searchNodes('AI Agent');
		await stage.editor.addFoundNode('AI Agent');
		await panel().close();
		await stage.editor.addTo('ai_tool');
		await stage.editor.searchOpenCreator('connectwise');
		await stage.editor.creatorItems().filter({ hasText: TOOL }).waitFor();
		await stage.screenshot('tool-search');
		await stage.editor.addFoundNode(TOOL);
		await panel().searchOperationId('tickets');
		await panel().chooseListedOperationId('Tickets › Get Many (Service)');
		await panel().choose('conditionsMode', 'Text');
		await panel().letModelDecide('conditionsText');
		await stage.screenshot('tool-parameters');
		expect(await panel().parameters().innerText()).toContain('Defined automatically by the model');
	});
});
