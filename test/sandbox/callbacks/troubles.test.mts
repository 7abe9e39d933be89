import { once } from 'node:events';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, recordOf, recordsOf } from '../client.mts';
import type { Client } from '../client.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';
import { Troubles } from './troubles.mts';

let sandbox: Sandbox;
let call: Client;
let receiver: Server;
let hook = '';
let received: Array<Record<string, unknown>> = [];
let status = 200;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 40, callbackRetryDelaysMs: [], callbackOffAfterMs: 0 });
	call = clientOf(sandbox.apiRoot);
	receiver = createServer(async (request, response) => {
		received.push(JSON.parse(await text(request)) as Record<string, unknown>);
		response.writeHead(status).end();
	}).listen(0, '127.0.0.1');
	await once(receiver, 'listening');
	hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?recordId=`;
});
afterEach(() => {
	sandbox.reset();
	received = [];
	status = 200;
});
afterAll(async () => {
	receiver.close();
	await sandbox.close();
});

const register = async () =>
	recordOf(
		await call('POST', '/system/callbacks', {
			body: { url: hook, objectId: 0, type: 'ticket', level: 'owner' },
		}),
	);

const ids = () => received.map(({ ID }) => ID);

describe('deliveries in trouble', () => {
	it('are lost at the rate that is set', async () => {
		await register();
		sandbox.control.troubles.set({ lossRate: 0.2 });
		const { inserted } = sandbox.control.drift.step({ insert: 200 });
		await sandbox.callbacks.settled();
		const { lost } = sandbox.control.troubles.played;
		expect(lost).toBeGreaterThan(20);
		expect(lost).toBeLessThan(60);
		expect(ids()).toHaveLength(inserted.length - lost);
	});

	it('come twice, each with a MessageId of its own', async () => {
		await register();
		sandbox.control.troubles.set({ twiceRate: 1 });
		const { inserted } = sandbox.control.drift.step({ insert: 2 });
		await sandbox.callbacks.settled();
		expect(ids().toSorted()).toEqual([...inserted, ...inserted].toSorted());
		expect(new Set(received.map(({ MessageId }) => MessageId)).size).toBe(4);
	});

	it('come late, and tell of the record as it was', async () => {
		await register();
		sandbox.control.troubles.set({ lateRate: 1, lateMs: 50 });
		const {
			inserted: [id = 0],
		} = sandbox.control.drift.step({ insert: 1 });
		sandbox.store('service/tickets').replace(id, { id, summary: 'Later' });
		await sandbox.callbacks.settled();
		expect(ids()).toEqual([id]);
		expect(received[0]?.['Entity']).not.toContain('Later');
	});

	it('are overtaken by later ones', async () => {
		await register();
		sandbox.control.troubles.set({ outOfOrderRate: 1, lateMs: 60_000 });
		const { inserted: first } = sandbox.control.drift.step({ insert: 1 });
		sandbox.control.troubles.set({});
		const { inserted: second } = sandbox.control.drift.step({ insert: 1 });
		await sandbox.callbacks.settled();
		expect(ids()).toEqual([...second, ...first]);
	});

	it('switch their entry off when they fail for too long', async () => {
		const { id } = await register();
		status = 500;
		sandbox.control.drift.step({ insert: 1 });
		await sandbox.callbacks.settled();
		const [entry] = recordsOf(await call('GET', '/system/callbacks'));
		expect(entry).toMatchObject({ id, inactiveFlag: true });
		sandbox.control.drift.step({ insert: 1 });
		await sandbox.callbacks.settled();
		expect(received).toHaveLength(1);
	});

	it('are set by names and rates that make sense', () => {
		const troubles = new Troubles(1);
		expect(() => troubles.set({ lossRate: 1.5 })).toThrow('lossRate cannot be 1.5');
		expect(() => troubles.set({ lossRate: Number.NaN })).toThrow('lossRate cannot be NaN');
		expect(() => troubles.set({ lostRate: 0.1 } as never)).toThrow('lostRate cannot be 0.1');
	});
});

describe('the audit trail', () => {
	const trail = async (type: string, id: unknown, more: Record<string, string> = {}) =>
		recordsOf(
			await call('GET', '/system/audittrail', { query: { type, id: String(id), ...more } }),
		);
	const patch = (id: number, path: string, value: string) =>
		call('PATCH', `/service/tickets/${id}`, { body: [{ op: 'replace', path, value }] });

	it('has an entry for each field that a change touched, by whom and when', async () => {
		const [ticket] = sandbox.store('service/tickets').all();
		const id = Number(ticket?.['id']);
		await patch(id, 'summary', 'Printer on fire');
		const entries = await trail('Ticket', id);
		expect(entries).toEqual([
			{
				text: `Summary changed from "${String(ticket?.['summary'])}" to "Printer on fire".`,
				auditSubType: 'Summary',
				auditType: 'ticket',
				auditSource: 'API',
				enteredBy: expect.any(String) as string,
				enteredDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
			},
		]);
		expect(await trail('Company', id)).toEqual([]);
		const count = await call('GET', '/system/audittrail/count', {
			query: { type: 'Ticket', id: String(id) },
		});
		expect(recordOf(count)).toEqual({ count: 1 });
	});

	it('comes in pages, the newest first or the oldest', async () => {
		const id = Number(sandbox.store('service/tickets').all()[0]?.['id']);
		await patch(id, 'summary', 'One');
		await patch(id, 'summary', 'Two');
		const texts = async (page: string) =>
			(await trail('Ticket', id, { pageSize: '1', page })).map(({ text: said }) => String(said));
		expect((await texts('1'))[0]).toContain('to "Two"');
		expect((await texts('2'))[0]).toContain('to "One"');
		sandbox.switches.set('auditOrder', 'oldestFirst');
		expect((await texts('1'))[0]).toContain('to "One"');
		expect(await texts('3')).toEqual([]);
	});
});

describe('a clock that is wrong', () => {
	it('shows in the Date header and in what the server writes', async () => {
		sandbox.switches.set('clockSkewSeconds', 3600);
		const answer = await call('POST', '/service/tickets', {
			body: { summary: 'Sample', company: { id: 2 } },
		});
		const ahead = Date.parse(String(answer.headers.get('date'))) - Date.now();
		expect(ahead / 60_000).toBeGreaterThan(55);
		const info = recordOf(answer)['_info'] as { lastUpdated: string };
		expect((Date.parse(info.lastUpdated) - Date.now()) / 60_000).toBeGreaterThan(55);
	});
});
