import { describe, expect, it } from 'vitest';
import { LIMITED_PRIVATE_KEY, startSandbox } from '../../sandbox/index.mts';
import type { FaultAction } from '../../sandbox/index.mts';
import { connectTo, failed, idsOf } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { withSandbox } from '../servers.mts';

const { sandbox, connectWise } = await withSandbox({ size: 40 });

const TICKET = { summary: 'x', company: { id: 2 } };
const ids = () =>
	sandbox
		.store('service/tickets')
		.all()
		.map(({ id }) => Number(id));

const answer = (status: number, body: unknown, headers = {}): FaultAction => ({
	kind: 'status',
	status,
	body: typeof body === 'string' ? body : JSON.stringify(body),
	headers,
});

describe('a refusal of the server', () => {
	it.each<[string, string, string, CallOptions, string[], string]>([
		[
			'an unknown record',
			'query',
			'getServiceTicketsById',
			{ options: { id: 999_999 } },
			['404 NotFound', 'Service › Tickets › Get', 'Ticket 999999 not found'],
			'Check the IDs in Options',
		],
		[
			'a mistake in the conditions',
			'query',
			'getServiceTickets',
			{ options: { conditions: 'sumary = "x"' } },
			['400', 'sumary'],
			'Correct the field or condition',
		],
		[
			'conditions that break off',
			'query',
			'getServiceTickets',
			{ options: { conditions: 'summary = ' } },
			['400'],
			'Correct the field or condition',
		],
		[
			'an unknown reference',
			'mutate',
			'postServiceTickets',
			{ body: { ...TICKET, company: { id: 99_999 } } },
			['400 InvalidObject', 'company/id: company 99999 not found'],
			'Correct the field',
		],
		[
			'several wrong fields',
			'mutate',
			'postServiceTickets',
			{ body: { summary: 'x'.repeat(101), company: { id: 99_999 } } },
			['summary: ', 'maximum length of 100', '; company/id: '],
			'Correct the field',
		],
		[
			'an unknown field',
			'mutate',
			'postServiceTickets',
			{ body: { ...TICKET, notThere: 1 } },
			['400', 'notThere'],
			'Correct the field',
		],
	])('for %s gives its reasons', async (_name, kind, id, call, parts, hint) => {
		const error = failed(await connectWise.run(kind, id, call));
		expect(error.name).toBe('NodeApiError');
		for (const part of parts) expect(error.message).toContain(part);
		expect(error.description).toContain(hint);
		expect(error.context).toMatchObject({ itemIndex: 0 });
	});

	it('names request, status and request id', async () => {
		const id = ids()[0] ?? 0;
		const headers = { 'x-cw-request-id': '5f0c-sample' };
		sandbox.faults.add({ action: answer(409, { code: 'Conflict', message: 'In use' }, headers) });
		const error = failed(await connectWise.remove('deleteServiceTicketsById', { options: { id } }));
		expect(error).toMatchObject({
			message: expect.stringContaining('409 Conflict'),
			httpCode: '409',
			description: expect.stringMatching(
				new RegExp(`Request: DELETE /service/tickets/${id}.*5f0c-sample`),
			),
		});
	});

	it.each([
		['JSON without a reason', { a: 1 }, '{"a":1}'],
		['the form with "error"', { error: 'ConnectWiseApi', message: 'Stop' }, 'ConnectWiseApi'],
		[
			'errors that are text',
			{ code: 'X', message: 'y', errors: ['first', 'second'] },
			'first; second',
		],
		['plain text', 'Something is wrong', 'Something is wrong'],
		['a web page', '<html><head><title>Oops</title></head></html>', 'a web page titled "Oops"'],
		['JSON text', '"no"', 'no'],
		['null', 'null', 'null'],
	])('of %s is readable', async (_name, body, expected) => {
		sandbox.faults.add({ action: answer(400, body) });
		const error = failed(await connectWise.query('getServiceTickets'));
		expect(error.message).toContain(`ConnectWise answered 400`);
		expect(error.message).toContain(expected);
		expect(error.message.length).toBeLessThan(700);
	});

	it('without a word is readable', async () => {
		sandbox.faults.add({ action: answer(418, '') });
		const error = failed(await connectWise.query('getServiceTickets'));
		expect(error.message).toMatch(/ConnectWise answered 418 to Service › Tickets › Get Many: \S/);
	});

	it.each([
		[405, 'does not offer the operation'],
		[415, 'another kind of body'],
		[501, 'does not offer the operation'],
	])('with %i says what to do', async (status, hint) => {
		sandbox.faults.add({ action: answer(status, { message: 'No' }) });
		const error = failed(await connectWise.query('getServiceTickets'));
		expect(error.message).toContain(String(status));
		expect(error.description).toContain(hint);
	});

	it('of a value that it could not convert does not call the outcome unknown', async () => {
		const message = "Error converting value \"x\" to type 'System.Int32'. Path 'board.id', line 1.";
		sandbox.faults.add({ action: answer(500, { code: 'ConnectWiseApi', message }) });
		const error = failed(await connectWise.mutate('postServiceTickets', { body: TICKET }));
		expect(error.message).toContain('System.Int32');
		expect(error.description).not.toContain('not known');
		expect(sandbox.journal.count()).toBe(1);
	});
});

describe('the credential', () => {
	it.each([401, 400, 403] as const)('without a Client ID (%i) is told apart', async (status) => {
		sandbox.switches.set('missingClientId', status);
		const error = failed(await connectWise.query('getServiceTickets', { keys: { clientId: '' } }));
		expect(`${error.message} ${error.description}`).toContain('Client ID');
	});

	it.each([
		['unauthorized', '401', 'Username'],
		['notAuthenticated', '401', 'Username'],
		['notFound', '404', ''],
	] as const)('with wrong keys (%s) is told', async (value, status, hint) => {
		sandbox.switches.set('wrongKeys', value);
		const error = failed(
			await connectWise.query('getServiceTickets', { keys: { password: 'wrong' } }),
		);
		expect(error.message).toContain(status);
		expect(error.description).toContain(hint);
	});

	it('of an unknown company is told', async () => {
		const keys = { username: 'nowhere+sandboxPublic' };
		const error = failed(await connectWise.query('getServiceTickets', { keys }));
		expect(error.message).toContain('400');
		expect(error.description).toContain('company ID before the plus sign');
	});

	it('without the right names the role', async () => {
		const keys = { username: 'sandbox+limitedPublic', password: LIMITED_PRIVATE_KEY };
		const error = failed(await connectWise.query('getServiceTickets', { keys }));
		expect(error.message).toContain('403');
		expect(error.description).toContain('security role');
	});

	it('with a Site URL where no one listens says so', async () => {
		const closed = await startSandbox({ size: 1 });
		await closed.close();
		const error = failed(
			await connectTo(closed.url).query('getServiceTickets', { settings: { retries: 0 } }),
		);
		expect(error.message).toContain('could not be reached');
		expect(error.message).toContain('ECONNREFUSED');
		expect(error.description).toContain('Site URL');
	});
});

describe('going on after an error', () => {
	const readEach = (wanted: Array<number | string | undefined>, call: CallOptions = {}) =>
		connectWise.query('getServiceTicketsById', {
			items: wanted.map((id) => ({ id })),
			options: '={{ { id: $json.id } }}',
			...call,
		});

	it('names the item that ended the run', async () => {
		const [a, b] = ids();
		const error = failed(await readEach([a, b, 999_999]));
		expect(error.message).toContain('Ticket 999999 not found');
		expect(error.context).toMatchObject({ itemIndex: 2 });
	});

	it('keeps the other items in order', async () => {
		const [a, b] = ids();
		const result = await readEach([a, 999_998, b, 999_999], { onError: 'continueRegularOutput' });
		expect(result.json).toMatchObject([
			{ id: a },
			{ error: expect.stringContaining('999998'), details: { itemIndex: 1, statusCode: 404 } },
			{ id: b },
			{ error: expect.stringContaining('999999'), details: { itemIndex: 3, statusCode: 404 } },
		]);
		expect(result.main.map(({ pairedItem }) => (pairedItem as { item: number }).item)).toEqual([
			0, 1, 2, 3,
		]);
	});

	it('sends what failed to the error output', async () => {
		const [a, b] = ids();
		const result = await readEach([a, 999_999, b], { onError: 'continueErrorOutput' });
		expect(idsOf(result)).toEqual([a, b]);
		expect(result.errorOutput.map(({ json }) => json)).toMatchObject([
			{
				error: expect.stringContaining('404'),
				message: expect.stringContaining('Request: GET /service/tickets/999999'),
				id: 999_999,
			},
		]);
	});

	it('gives errors of the server as items where that is set', async () => {
		const [a] = ids();
		const result = await readEach([a, 999_999], { settings: { onHttpError: 'item' } });
		expect(result.error).toBeUndefined();
		expect(result.json).toMatchObject([
			{ id: a },
			{ statusCode: 404, body: { code: 'NotFound', message: 'Service Ticket 999999 not found' } },
		]);
		expect(result.main[1]?.pairedItem).toEqual({ item: 1 });
	});

	it('gives the refusal of a list as an item, too', async () => {
		const result = await connectWise.query('getServiceTickets', {
			options: { conditions: 'nothing = 1' },
			settings: { onHttpError: 'item' },
			onError: 'continueErrorOutput',
		});
		expect(result.json).toMatchObject([{ statusCode: 400, body: { code: 'ApiFindCondition' } }]);
		expect(result.errorOutput).toEqual([]);
	});

	it('does not take a mistake of the user for an HTTP error', async () => {
		const error = failed(await readEach(['x'], { settings: { onHttpError: 'item' } }));
		expect(error.message).toContain('whole number');
	});

	it('keeps what was read when a later item fails at the connection', async () => {
		const [a, b] = ids();
		sandbox.faults.add({
			path: `/service/tickets/${a}`,
			action: { kind: 'reset', when: 'before' },
		});
		const result = await readEach([b, a, b], {
			onError: 'continueRegularOutput',
			settings: { retries: 0 },
		});
		expect(result.json.map(({ id, error }) => id ?? error)).toEqual([
			b,
			expect.stringContaining('could not be reached'),
			b,
		]);
	});
});
