import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { utils } from 'connectwise-rest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, recordOf, recordsOf } from '../client.mts';
import type { Client } from '../client.mts';
import * as known from '../credentials.mts';
import type { JsonObject } from '../json.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';

interface Received {
	readonly url: string;
	readonly signature: string;
	readonly body: string;
}

let sandbox: Sandbox;
let call: Client;
let receiver: Server;
let hook = '';
let received: Received[] = [];
let answers: number[] = [];

beforeAll(async () => {
	sandbox = await startSandbox({ size: 40, callbackRetryDelaysMs: [1, 2] });
	call = clientOf(sandbox.apiRoot);
	receiver = createServer(async (request, response) => {
		const signature = String(request.headers['x-content-signature']);
		received.push({ url: request.url ?? '', signature, body: await text(request) });
		response.writeHead(answers.shift() ?? 200).end();
	}).listen(0, '127.0.0.1');
	await once(receiver, 'listening');
	hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?recordId=`;
});
afterEach(() => {
	sandbox.reset();
	received = [];
	answers = [];
});
afterAll(async () => {
	receiver.close();
	await sandbox.close();
});

const register = (more: JsonObject = {}) =>
	call('POST', '/system/callbacks', {
		body: { url: hook, objectId: 0, type: 'ticket', level: 'owner', ...more },
	});

const createTicket = async () =>
	recordOf(
		await call('POST', '/service/tickets', { body: { summary: 'Sample', company: { id: 2 } } }),
	);

const errorsOf = async (more: JsonObject) => {
	const answer = await register(more);
	const { errors } = recordOf(answer);
	return [
		answer.status,
		...(errors as JsonObject[]).map(({ code, message, field }) => [code, message, field]),
	];
};

describe('the registry of callbacks', () => {
	it('answers with the entry, object 0 become 1 and the member set', async () => {
		const answer = await register({ type: 'Ticket', level: 'Owner' });
		expect(answer.status).toBe(201);
		expect(recordOf(answer)).toMatchObject({
			objectId: 1,
			type: 'Ticket',
			level: 'Owner',
			memberId: 243,
			payloadVersion: '3.0.0',
			inactiveFlag: false,
			isSoapCallbackFlag: false,
			isSelfSuppressedFlag: false,
		});
	});

	it('refuses twins, as the switch defines them', async () => {
		await register();
		const exists = ['ObjectExists', 'A matching callback entry already exists', 'objectId'];
		const other = { url: `${hook}&other=` };
		expect(await errorsOf(other)).toEqual([400, exists]);
		sandbox.switches.set('callbackMatch', 'withUrl');
		expect((await register(other)).status).toBe(201);
		expect(await errorsOf(other)).toEqual([400, exists]);
	});

	it('refuses bad URLs and levels at once', async () => {
		expect(await errorsOf({ url: 'http://www.example.com/x', level: 'planet' })).toEqual([
			400,
			['InvalidField', 'Invalid URL', 'url'],
			[
				'InvalidObject',
				'Unrecognized level for type, see documentation for supported levels for each type',
				'level',
			],
		]);
		sandbox.switches.set('callbackUrls', 'httpsOnly');
		expect(await errorsOf({})).toEqual([400, ['InvalidField', 'Invalid URL', 'url']]);
	});

	it('shows all entries, or those of the member', async () => {
		await register();
		const other = {
			headers: {
				authorization: known.basicAuthorization(
					`${known.SANDBOX_COMPANY}+${known.INTEGRATOR_USER}`,
					known.INTEGRATOR_PASSWORD,
				),
			},
		};
		expect(recordsOf(await call('GET', '/system/callbacks', other))).toHaveLength(1);
		sandbox.switches.set('callbackVisibility', 'member');
		expect(recordsOf(await call('GET', '/system/callbacks', other))).toHaveLength(0);
		expect(recordsOf(await call('GET', '/system/callbacks'))).toHaveLength(1);
	});

	it('answers 404 for an unknown entry', async () => {
		expect((await call('DELETE', '/system/callbacks/99')).status).toBe(404);
	});
});

describe('a delivery', () => {
	it('tells of what was added, updated and deleted, the record as text', async () => {
		await register();
		const { id } = await createTicket();
		await call('PATCH', `/service/tickets/${String(id)}`, {
			body: [{ op: 'replace', path: 'summary', value: 'Other' }],
		});
		await sandbox.callbacks.settled();
		await call('DELETE', `/service/tickets/${String(id)}`);
		await sandbox.callbacks.settled();
		const bodies = received.map(({ body }) => JSON.parse(body) as JsonObject);
		expect(bodies.map(({ Action, ID, Type }) => [Action, ID, Type])).toEqual([
			['added', id, 'ticket'],
			['updated', id, 'ticket'],
			['deleted', id, 'ticket'],
		]);
		expect(received.map(({ url }) => url)).toContain(`/hook?recordId=${String(id)}&action=updated`);
		expect(JSON.parse(String(bodies[1]?.['Entity']))).toMatchObject({ id, summary: 'Other' });
		const entity = JSON.parse(String(bodies[1]?.['Entity'])) as JsonObject;
		for (const name of ['customFields', 'owner', 'resources'])
			expect(entity).not.toHaveProperty(name);
		expect(entity).toMatchObject({ board: { name: expect.any(String) }, closedFlag: false });
		expect(bodies[2]?.['Entity']).toBeNull();
	});

	it('is signed so that a public client verifies it', async () => {
		await register();
		await createTicket();
		await sandbox.callbacks.settled();
		const { body = '{}', signature = '' } = received[0] ?? {};
		const payload = JSON.parse(body) as Parameters<typeof utils.Callback.verifyMessage>[0];
		const key = (await (await fetch(payload.Metadata.key_url)).json()) as { signing_key: string };
		expect(utils.Callback.verifyMessage(payload, signature, key.signing_key)).toBe(true);
		expect(utils.Callback.verifyMessage({ ...payload, ID: 1 }, signature, key.signing_key)).toBe(
			false,
		);
		sandbox.switches.set('keyUrlNeedsKeys', true);
		expect((await fetch(payload.Metadata.key_url)).status).toBe(401);
	});

	it.each([
		[
			[404, 429, 200],
			[404, 429, 200],
		],
		[
			[409, 409, 409, 200],
			[409, 409, 409],
		],
		[[500, 200], [500]],
	])('answered %j is tried as %j', async (given, tried) => {
		answers = [...given];
		await register();
		await createTicket();
		await sandbox.callbacks.settled();
		expect(sandbox.callbacks.deliveries.map(({ statuses }) => statuses)).toEqual([tried]);
	});

	it('is kept from the member who made the change, if the entry says so', async () => {
		await register({ isSelfSuppressedFlag: true });
		await createTicket();
		await sandbox.callbacks.settled();
		expect(received).toEqual([]);
		sandbox.control.drift.step({ insert: 1 });
		await sandbox.callbacks.settled();
		expect(received).toHaveLength(1);
	});

	it('goes to those who watch the board, and once more on leaving if switched so', async () => {
		const ticket = await createTicket();
		const [first, second] = recordsOf(await call('GET', '/service/boards'));
		await register({ level: 'board', objectId: first?.['id'] ?? 0 });
		const moveTo = (board: JsonObject | undefined) =>
			call('PATCH', `/service/tickets/${String(ticket['id'])}`, {
				body: [{ op: 'replace', path: 'board', value: { id: board?.['id'] ?? 0 } }],
			});
		await moveTo(second);
		await moveTo(first);
		await sandbox.callbacks.settled();
		expect(received).toHaveLength(1);
		sandbox.switches.set('callbackLeaving', true);
		await moveTo(second);
		await sandbox.callbacks.settled();
		expect(received).toHaveLength(2);
	});
});
