import { describe, expect, it } from 'vitest';
import { connectTo, failed, requestsOf, succeeded } from '../connectWise.mts';
import { withSandbox, withScriptedServer } from '../servers.mts';

const { sandbox } = await withSandbox({ size: 50 });
const { server } = await withScriptedServer();

const summary = 'Printer offline';

describe('a write that names what the tenant does not have', () => {
	it('is told the statuses of its board, and which may be meant', async () => {
		const body = { summary, company: 2, board: 2, status: 'Nwe' };
		const { message } = failed(await connectTo(sandbox.url).mutate('postServiceTickets', { body }));
		expect(message).toMatch(
			/Service Status Nwe not found for Service Board 2\. Did you mean "New"\?/,
		);
		expect(message).toMatch(/Status \(status\) can be .*New \(\d+\)/);
		expect(requestsOf(sandbox).map((one) => one.split('?')[0])).toEqual([
			'POST /service/tickets',
			'GET /service/boards/2/statuses/info',
		]);
	});

	it('takes the board from the refusal where the change does not name it', async () => {
		const connectWise = connectTo(sandbox.url);
		const [ticket] = sandbox.store('service/tickets').all();
		const { message } = failed(
			await connectWise.mutate('patchServiceTicketsById', {
				options: { id: ticket?.id as number },
				body: { status: { id: 99999 } },
			}),
		);
		expect(message).toMatch(/99999 not found for Service Board \d+\. Status \(status\) can be /);
		expect(message).not.toContain('Did you mean');
	});

	it('is asked for no other name where the name is right and an id beside it is not', async () => {
		const body = { summary, company: 2, board: 2, status: { id: 1, name: 'new' } };
		const { message } = failed(await connectTo(sandbox.url).mutate('postServiceTickets', { body }));
		expect(message).toContain('Status (status) can be');
		expect(message).not.toContain('Did you mean');
	});

	it('is told the boards', async () => {
		const body = { summary, company: 2, board: 'Help Desk Exampel' };
		const { message } = failed(await connectTo(sandbox.url).mutate('postServiceTickets', { body }));
		expect(message).toContain('Did you mean "Help Desk Example"?');
	});

	it('reads no list that may be of any length', async () => {
		const body = { summary, company: 'Nobody' };
		const { message } = failed(await connectTo(sandbox.url).mutate('postServiceTickets', { body }));
		expect(message).not.toContain('can be');
		expect(requestsOf(sandbox)).toHaveLength(1);
	});

	it('reads a list once for all items of a run', async () => {
		const body = { summary, company: 2, board: 'Elsewhere' };
		const items = [{}, {}, {}];
		const onError = 'continueRegularOutput' as const;
		const { json } = await connectTo(sandbox.url).mutate('postServiceTickets', {
			body,
			items,
			onError,
		});
		expect(json).toHaveLength(3);
		expect(requestsOf(sandbox).filter((one) => one.startsWith('GET'))).toHaveLength(1);
	});
});

describe('an update by Create or Update that names what the tenant does not have', () => {
	const ALERT = { externalXRef: 'alert-1', summary, company: 2, board: 2 };
	const upsert = async (body: object) =>
		await connectTo(sandbox.url).mutate('postServiceTickets', {
			body,
			parameters: { ifExists: 'update' },
		});

	it.each([
		['its board', { ...ALERT, status: 'Nwe' }],
		[
			'the board that the record has',
			{ externalXRef: 'alert-1', summary, company: 2, status: 'Nwe' },
		],
	])('is told the statuses of %s, and which may be meant', async (_, body) => {
		succeeded(await upsert(ALERT));
		const { message } = failed(await upsert(body));
		expect(message).toContain('Did you mean "New"? Status (status) can be ');
		expect(requestsOf(sandbox).at(-1)).toMatch(/^GET \/service\/boards\/2\/statuses\/info/);
	});
});

it('a ready-made patch that names what the tenant does not have is advised as well', async () => {
	const [ticket] = sandbox.store('service/tickets').all();
	const { message } = failed(
		await connectTo(sandbox.url).mutate('patchServiceTicketsById', {
			options: { id: ticket?.id as number },
			body: [{ op: 'replace', path: '/status', value: { name: 'Nwe' } }],
		}),
	);
	expect(message).toContain('Did you mean "New"? Status (status) can be ');
});

const refusal = (message: string, field: string) => ({
	status: 400,
	body: {
		code: 'InvalidObject',
		message: 'ticket object is invalid',
		errors: [{ code: 'NotFound', message, resource: 'ticket', field }],
	},
});

describe('the refusal stands as it is', () => {
	const create = async () =>
		await connectTo(server.url).mutate('postServiceTickets', {
			body: { summary, company: 2, board: 'Elsewhere' },
			settings: { retries: 3 },
		});
	const said = 'Service Board Elsewhere not found';

	it.each([
		['refused', { status: 403, body: { code: 'Forbidden', message: 'no' } }],
		['broken', { status: 500, body: 'oops' }],
		['busy for long', { status: 503, body: 'busy' }],
		['a page', { body: '<!doctype html><title>Sign in</title>' }],
		['cut off', { headers: { 'content-type': 'application/json' }, body: '[{"id":1,' }],
		['not a list', { body: { id: 1 } }],
		['empty', { body: [] }],
		['full of odd rows', { body: [null, 1, 'x', [], { id: null }, { name: {} }] }],
	])('where the list is %s', async (_, answer) => {
		server.received.length = 0;
		server.answerWith(({ method }) => (method === 'POST' ? refusal(said, 'board/name') : answer));
		const { message } = failed(await create());
		expect(message).toBe(
			`ConnectWise answered 400 InvalidObject to Service › Tickets › Create: board/name: ${said}`,
		);
		expect(server.received).toHaveLength(2);
	});

	it.each([
		['another field', refusal('Nothing of the kind', 'summary')],
		['no reference', refusal('Summary not found', 'summary')],
		['a status whose board is not known', refusal('Service Status X not found', 'status/name')],
		[
			'odd entries',
			{ status: 400, body: { code: 'x', message: 'y', errors: [null, 1, { field: 3 }] } },
		],
		['inherited names', refusal('constructor not found', 'constructor/name')],
	])('and nothing is read for %s', async (_, answer) => {
		server.received.length = 0;
		server.answerWith(() => answer);
		failed(await create());
		expect(server.received).toHaveLength(1);
	});

	it('with names cut, without tags', async () => {
		const rows = Array.from({ length: 150 }, (_, id) => ({
			id: id + 1,
			name: `<b>${String(id)}</b>${'x'.repeat(5_000)}`,
		}));
		server.answerWith(({ method }) =>
			method === 'POST' ? refusal(said, 'board/name') : { body: rows },
		);
		const { message } = failed(await create());
		expect(message.length).toBeLessThan(1_200);
		expect(message).not.toContain('<b>');
		expect(message).toContain('Board (board) can be');
	});
});
