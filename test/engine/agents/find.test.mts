import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { credentialsFor, failed, succeeded } from '../connectWise.mts';
import { runNode } from '../harness.mts';
import type { NodeOptions } from '../harness.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 40 });

/** Nothing listens there. */
const NOWHERE = 'http://127.0.0.1:9';

const find = async (
	parameters: INodeParameters,
	more: Omit<NodeOptions, 'parameters' | 'node'> = {},
) =>
	await runNode({
		parameters: { operation: 'find', ...parameters },
		credentials: credentialsFor(NOWHERE),
		...more,
	});

const idsOf = (json: readonly IDataObject[]) => json.map(({ operationId }) => operationId);

describe('Find Operations', () => {
	it('answers words with the best operations, without a server', async () => {
		const { json, main } = succeeded(await find({ query: 'create ticket' }));
		expect(json).toHaveLength(5);
		expect(json[0]).toMatchObject({
			match: expect.stringMatching(/^1 of \d+$/) as unknown,
			operation: 'Mutate',
			operationId: 'postServiceTickets',
			label: 'Service › Tickets › Create',
			request: 'POST /service/tickets',
		});
		expect(JSON.stringify(json).length).toBeLessThan(6_000);
		expect(main.every(({ pairedItem }) => JSON.stringify(pairedItem) === '{"item":0}')).toBe(true);
	});

	it('sends nothing to ConnectWise', async () => {
		const credentials = credentialsFor(sandbox.url);
		succeeded(await find({ query: 'ticket note' }, { credentials }));
		expect(sandbox.journal.entries({})).toEqual([]);
	});

	it.each(['postServiceTickets', ' postServiceTickets ', 'POSTSERVICETICKETS'])(
		'gives the operation with the ID %j in full, whatever else is asked',
		async (query) => {
			const { json } = succeeded(await find({ query, kind: 'mutate', maxOperations: 3 }));
			expect(idsOf(json)).toEqual(['postServiceTickets']);
			expect(Object.keys(json[0]?.items as IDataObject).length).toBeGreaterThan(100);
			expect(json[0]).not.toHaveProperty('match');
		},
	);

	it('gives an operation by its id even if it is of another kind', async () => {
		const { json } = succeeded(await find({ query: 'postServiceTickets', kind: 'query' }));
		expect(idsOf(json)).toEqual(['postServiceTickets']);
	});

	it.each(['query', 'mutate', 'delete'])('keeps to the kind %s', async (kind) => {
		const { json } = succeeded(await find({ query: 'company', kind, maxOperations: 20 }));
		expect(json.length).toBeGreaterThan(5);
		expect(new Set(json.map(({ operation }) => String(operation).toLowerCase()))).toEqual(
			new Set([kind]),
		);
	});

	it('takes a piece of a path', async () => {
		const { json } = succeeded(await find({ query: 'GET /service/tickets/42', maxOperations: 1 }));
		expect(idsOf(json)).toEqual(['getServiceTicketsById']);
	});

	it('answers each item by its own words, in order', async () => {
		const words = ['create ticket', 'delete company', 'create ticket', 'getTimeEntries'];
		const result = await find(
			{ query: '={{ $json.words }}', maxOperations: '={{ $json.most }}' },
			{ items: words.map((text, index) => ({ words: text, most: index === 2 ? '2' : 1 })) },
		);
		const { json, main } = succeeded(result);
		expect(idsOf(json)).toEqual([
			'postServiceTickets',
			'deleteCompanyCompaniesById',
			'postServiceTickets',
			'postProjectTickets',
			'getTimeEntries',
		]);
		expect(main.map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 2, 3].map((item) => ({ item })),
		);
	});

	it.each(['zzzz', '/zzzz', '{}', '🦆', '%', "'; zzzz --", '\\', '*'])(
		'says what to try where nothing fits %j',
		async (query) => {
			const { json } = succeeded(await find({ query }));
			expect(json).toEqual([
				{ found: 0, searchedFor: query, next: expect.stringContaining('Try fewer') as unknown },
			]);
		},
	);

	it('names what fits in another kind', async () => {
		const { json } = succeeded(await find({ query: '/finance/invoices/{id}/pdf', kind: 'delete' }));
		expect(json).toMatchObject([{ found: 0, next: expect.stringMatching(/getFinance\w+Pdf/) }]);
	});

	it('takes a huge text, and answers shortly', async () => {
		const { json } = succeeded(await find({ query: `={{ "zzzz ".repeat(200000) }}` }));
		expect(JSON.stringify(json).length).toBeLessThan(1_000);
	});

	it('answers thousands of items that ask the same', async () => {
		const items = Array.from({ length: 5_000 }, (_, index) => ({ index }));
		const { json } = succeeded(await find({ query: 'ticket', maxOperations: 1 }, { items }));
		expect(json).toHaveLength(5_000);
	});

	it('can be stopped among many items that ask different things', async () => {
		const items = Array.from({ length: 100_000 }, (_, index) => ({ words: `ticket ${index}` }));
		const stop = new AbortController();
		setTimeout(() => stop.abort(), 200);
		const result = await find({ query: '={{ $json.words }}' }, { items, signal: stop.signal });
		expect(result.status).toBe('canceled');
	});

	it.each<readonly [INodeParameters, RegExp]>([
		[{ query: '={{ "" }}' }, /Words or Operation ID is empty/],
		[{ query: '   ' }, /is empty/],
		[{ query: '={{ undefined }}' }, /is empty/],
		[{ query: '={{ null }}' }, /is empty/],
		[{ query: '={{ ["a"] }}' }, /must be text, not \["a"\]/],
		[{ query: '={{ { a: 1 } }}' }, /must be text/],
		[{ query: '{{ $json.words }}' }, /set to Fixed/],
		[{ query: 'ticket', kind: '={{ "change" }}' }, /Kind cannot be "change"/],
		[{ query: 'ticket', maxOperations: '={{ 0 }}' }, /Max Operations must be a whole number/],
		[{ query: 'ticket', maxOperations: '={{ -1 }}' }, /of 1 or more, not -1/],
		[{ query: 'ticket', maxOperations: '={{ 1.5 }}' }, /whole number/],
		[{ query: 'ticket', maxOperations: '={{ "many" }}' }, /whole number/],
	])('refuses %j', async (parameters, message) => {
		expect(failed(await find(parameters)).message).toMatch(message);
	});

	it('goes on with the other items where the node continues on errors', async () => {
		const result = await find(
			{ query: '={{ $json.words }}', maxOperations: 1 },
			{
				items: [{ words: '' }, { words: 'create ticket' }],
				onError: 'continueRegularOutput',
			},
		);
		expect(succeeded(result).json).toMatchObject([
			{ error: expect.stringContaining('is empty') as unknown, details: { itemIndex: 0 } },
			{ operationId: 'postServiceTickets' },
		]);
	});

	it('gives an example that the other operations take as it is', async () => {
		const [found] = succeeded(await find({ query: 'postCompanyContacts' })).json;
		const { optionsJson, itemsJson } = found?.example as IDataObject;
		const company = sandbox.store('company/companies').all()[0]?.id;
		const body = { ...(itemsJson as IDataObject), company: { id: company } };
		const created = await connectWise.mutate(String(found?.operationId), {
			options: optionsJson as IDataObject,
			body,
		});
		expect(succeeded(created).json[0]).toHaveProperty('id');
	});
});
