import type { INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { pastedNodes, readDocument } from '../docs/documents.mts';
import { credentialsFor, succeeded } from './connectWise.mts';
import { runNode } from './harness.mts';
import { withSandbox } from './servers.mts';
import { createTrigger } from './triggerHarness.mts';

const { sandbox } = await withSandbox({ size: 60 });

const TRIGGER = 'n8n-nodes-connectwise-manage.connectWiseManageTrigger';
const nodes = pastedNodes(readDocument('README.md'));

function nodeNamed(wanted: string) {
	const found = nodes.find(({ name }) => name === wanted);
	if (!found) throw new Error(`The README has no node "${wanted}"`);
	return found;
}

const runPasted = async (name: string) => {
	const { type, parameters, typeVersion } = nodeNamed(name);
	return succeeded(
		await runNode({
			node: type,
			parameters: parameters as INodeParameters,
			credentials: credentialsFor(sandbox.url),
			nodeOptions: { typeVersion },
		}),
	);
};

describe('the examples of the README', () => {
	it('are as many as the jobs that it names', () => {
		expect(nodes).toHaveLength(5);
	});

	it('read all open tickets and no others', async () => {
		const { json } = await runPasted('Open Tickets');
		const open = sandbox
			.store('service/tickets')
			.all()
			.filter(({ closedFlag }) => closedFlag === false);
		expect(json.map(({ id }) => id)).toEqual(open.map(({ id }) => id));
		expect(open.length).toBeGreaterThan(0);
	});

	it('create a company once, however often they run', async () => {
		const outcomes = [];
		for (let run = 0; run < 2; run += 1) {
			const { json } = await runPasted('Create or Update a Company');
			outcomes.push(json[0]?.outcome);
		}
		expect(outcomes).toEqual(['created', 'unchanged']);
	});

	it('find the operation that creates a ticket, without a request', async () => {
		const { json } = await runPasted('Find Operations');
		expect(JSON.stringify(json)).toContain('postServiceTickets');
		expect(sandbox.journal.entries()).toEqual([]);
	});

	it('write all tickets to a CSV file', async () => {
		const { main } = await runPasted('All Tickets as CSV');
		expect(main).toHaveLength(1);
		expect(main[0]?.json).toMatchObject({ part: 1, rows: 60 });
		expect(main[0]?.binary?.data?.mimeType).toBe('text/csv');
	});

	it('watch tickets of the highest priority', async () => {
		const { type, parameters } = nodeNamed('On Ticket Change');
		expect(type).toBe(TRIGGER);
		const trigger = createTrigger({
			parameters: parameters as INodeParameters,
			baseUrl: 'https://n8n.example/',
			credentials: credentialsFor(sandbox.url),
		});
		await trigger.activate();
		expect(sandbox.store('system/callbacks').all()).toMatchObject([
			{ type: 'ticket', url: expect.stringContaining('n8n.example') },
		]);
	});
});
