import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { signatureOf, signingKeyOf } from '../../sandbox/callbacks/signing.mts';
import { clientOf } from '../../sandbox/client.mts';
import { startSandbox } from '../../sandbox/index.mts';
import type { Sandbox } from '../../sandbox/index.mts';
import { credentialsFor, requestsOf } from '../connectWise.mts';
import { createTrigger, startWebServer } from '../triggerHarness.mts';
import type { Taken, TriggerUnderTest, WebServer } from '../triggerHarness.mts';

/** Shorter than the five seconds that ConnectWise waits. */
const IN_TIME_MS = 5_000;
const SEED = 1;

let sandbox: Sandbox;
let server: WebServer;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 40, seed: SEED, callbackRetryDelaysMs: [] });
	server = await startWebServer();
});
afterEach(async () => {
	sandbox.faults.clear();
	await sandbox.callbacks.settled();
	sandbox.reset();
	server.taken.length = 0;
	server.trigger = undefined;
});
afterAll(async () => {
	await server.close();
	await sandbox.close();
});

const call = async (method: string, path: string, body?: unknown) =>
	await clientOf(sandbox.apiRoot)(method, path, body === undefined ? {} : { body: body as never });
const firstOf = (path: string) => sandbox.store(path).all()[0] ?? {};
const patch = async (path: string, field: string, value: unknown) =>
	await call('PATCH', path, [{ op: 'replace', path: field, value }]);

async function watching(parameters: INodeParameters = {}): Promise<TriggerUnderTest> {
	const trigger = createTrigger({
		parameters: { event: 'ticket', ...parameters },
		baseUrl: server.baseUrl,
		credentials: credentialsFor(sandbox.url),
	});
	await trigger.activate();
	server.trigger = trigger;
	sandbox.journal.clear();
	return trigger;
}

/** What came in after a change, once all is delivered; `byHand` of it from elsewhere. */
async function afterwards(byHand = 0): Promise<Taken[]> {
	await sandbox.callbacks.settled();
	const delivered = () =>
		sandbox.callbacks.deliveries.reduce((sum, { statuses }) => sum + statuses.length, byHand);
	await expect.poll(() => server.taken.length, { timeout: 10_000 }).toBe(delivered());
	return server.taken;
}

const jsonOf = (taken: Taken | undefined): IDataObject => taken?.items[0]?.json ?? {};
const eventOf = (taken: Taken | undefined) => jsonOf(taken)['event'] as IDataObject;
/** Reads of records that the trigger made, without the change itself. */
const reads = () => requestsOf(sandbox).filter((request) => request.startsWith('GET'));

describe('a change', () => {
	it('gives the whole record with the event, after one read', async () => {
		const { id } = firstOf('service/tickets');
		await watching();
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Printer on fire');
		const [taken] = await afterwards();
		const record = sandbox.store('service/tickets').get(Number(id)) ?? {};
		const { lastUpdated } = record['_info'] as { lastUpdated: string };
		expect(taken?.status).toBe(200);
		expect(taken?.items).toHaveLength(1);
		expect(jsonOf(taken)).toEqual({
			...record,
			event: {
				id: `ticket:${String(id)}@${lastUpdated}`,
				action: 'updated',
				type: 'ticket',
				recordId: id,
				memberId: expect.any(String) as string,
				at: lastUpdated,
				complete: true,
			},
		});
		expect(jsonOf(taken)).toHaveProperty('customFields');
		expect(reads()).toEqual(['GET /service/tickets']);
	});

	it('of a project ticket is read from where those are', async () => {
		const { id } = firstOf('project/tickets');
		await watching();
		await patch(`/project/tickets/${String(id)}`, 'summary', 'Phase two');
		const [taken] = await afterwards();
		expect(jsonOf(taken)).toMatchObject({ id, summary: 'Phase two', event: { complete: true } });
	});

	it('comes as added and as deleted too, the latter without a read', async () => {
		await watching();
		const created = await call('POST', '/service/tickets', {
			summary: 'Sample',
			company: { id: 2 },
		});
		const { id } = created.json as { id: number };
		await afterwards();
		sandbox.journal.clear();
		await call('DELETE', `/service/tickets/${id}`);
		const [added, deleted] = await afterwards();
		expect(eventOf(added)).toMatchObject({ action: 'added', recordId: id, complete: true });
		expect(jsonOf(deleted)).toEqual({
			id,
			event: {
				id: `ticket:${id}@deleted`,
				action: 'deleted',
				type: 'ticket',
				recordId: id,
				memberId: expect.any(String) as string,
				at: null,
				complete: true,
			},
		});
		expect(reads()).toEqual([]);
	});

	it('that was not asked for starts nothing and is answered all the same', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ actions: ['added'] });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		expect(await afterwards()).toEqual([{ status: 200, items: [] }]);
		expect(reads()).toEqual([]);
	});

	it('has only the fields that are wanted, and those that the event is made of', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ options: { fields: 'summary' } });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		const [taken] = await afterwards();
		expect(Object.keys(jsonOf(taken)).toSorted()).toEqual(['_info', 'event', 'id', 'summary']);
		expect(eventOf(taken)['at']).toEqual(expect.any(String));
	});

	it('is simplified without losing the time', async () => {
		const { id, board } = firstOf('service/tickets');
		await watching({ options: { simplify: true } });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		const [taken] = await afterwards();
		expect(jsonOf(taken)).not.toHaveProperty('_info');
		expect(jsonOf(taken)['board']).toBe((board as IDataObject)['name']);
		expect(eventOf(taken)['at']).toEqual(expect.any(String));
	});

	it('comes as it was delivered, without a read, where that is wanted', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ options: { output: 'summary' } });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		const [taken] = await afterwards();
		expect(jsonOf(taken)).toMatchObject({ id, summary: 'Sample', event: { complete: false } });
		expect(jsonOf(taken)).not.toHaveProperty('customFields');
		expect(reads()).toEqual([]);
	});

	it('that comes twice has the same event id twice', async () => {
		const { id } = firstOf('service/tickets');
		await watching();
		sandbox.control.troubles.set({ twiceRate: 1 });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		const [first, second] = await afterwards();
		expect(eventOf(first)['id']).toBeTruthy();
		expect(eventOf(second)['id']).toBe(eventOf(first)['id']);
	});
});

describe('Only If', () => {
	const onlyIf = 'summary contains "fire"';

	it('lets pass what ConnectWise finds by it', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ onlyIf });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Printer on fire');
		const [taken] = await afterwards();
		expect(jsonOf(taken)).toMatchObject({ id, event: { complete: true } });
		expect(sandbox.journal.last({ method: 'GET' })?.query).toMatchObject({
			conditions: `(${onlyIf}) and id = ${String(id)}`,
		});
	});

	it('starts nothing for other records', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ onlyIf });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Printer is fine');
		expect(await afterwards()).toEqual([{ status: 200, items: [] }]);
	});

	it('cannot be got round by an OR in it', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ onlyIf: 'summary = "none" or id > 0' });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		const [taken] = await afterwards();
		expect(jsonOf(taken)).toMatchObject({ id });
	});

	it('lets deleted records pass, as they cannot be checked', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ onlyIf });
		await call('DELETE', `/service/tickets/${String(id)}`);
		const [taken] = await afterwards();
		expect(eventOf(taken)).toMatchObject({ action: 'deleted', recordId: id });
	});

	it('asks for another delivery while it cannot be checked', async () => {
		const { id } = firstOf('service/tickets');
		const trigger = await watching({ onlyIf });
		sandbox.faults.add({ action: { kind: 'gateway', status: 503 }, method: 'GET' });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Printer on fire');
		expect(await afterwards()).toEqual([{ status: 429, items: [] }]);
		expect(trigger.logged.at(-1)).toMatchObject({
			level: 'warn',
			message: expect.stringContaining('Only If could not be checked') as string,
		});
	});

	it('that ConnectWise refuses ends in an error that the execution shows', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ onlyIf });
		sandbox.faults.add({ action: { kind: 'status', status: 400 }, method: 'GET' });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Printer on fire');
		const [taken] = await afterwards();
		expect(taken?.status).toBe(500);
		expect(taken?.error?.message).toContain('400');
	});
});

describe('Only If by rows', () => {
	const row = (field: string, value: string, more: INodeParameters = {}): INodeParameters => ({
		recordField: `${field}|text`,
		textOperator: 'equals',
		value,
		...more,
	});
	const fire = row('summary', 'Printer on fire');
	const byRows = (rows: INodeParameters[], more: INodeParameters = {}): INodeParameters => ({
		filters: { rows },
		...more,
	});
	const nothing = [{ status: 200, items: [] }];

	it.each(['service/tickets', 'project/tickets'])(
		'lets pass what ConnectWise finds by them, and nothing else, of %s',
		async (path) => {
			const { id } = firstOf(path);
			await watching(byRows([fire]));
			await patch(`/${path}/${String(id)}`, 'summary', 'Printer is fine');
			expect(await afterwards()).toEqual(nothing);
			await patch(`/${path}/${String(id)}`, 'summary', 'Printer on fire');
			const [, taken] = await afterwards();
			expect(jsonOf(taken)).toMatchObject({ id, event: { complete: true } });
			expect(sandbox.journal.last({ method: 'GET' })?.query).toMatchObject({
				conditions: `(summary = "Printer on fire") and id = ${String(id)}`,
			});
		},
	);

	it.each([
		['Printer on fire', 0, true],
		['Printer on fire', 1, false],
		['Printer is fine', 0, false],
	])('and by text lets pass what meets both: %s, id + %i', async (summary, off, isMet) => {
		const { id } = firstOf('service/tickets');
		await watching(byRows([fire], { onlyIf: `id = ${Number(id) + off} or id = 0` }));
		await patch(`/service/tickets/${String(id)}`, 'summary', summary);
		expect((await afterwards())[0]?.items).toHaveLength(isMet ? 1 : 0);
	});

	it('looks at lists in the record and at custom fields', async () => {
		const contact = sandbox
			.store('company/contacts')
			.all()
			.find(({ communicationItems }) => Array.isArray(communicationItems));
		const [item] = (contact?.['communicationItems'] ?? []) as IDataObject[];
		const path = `/company/contacts/${String(contact?.['id'])}`;
		const child = row('communicationItems/value', String(item?.['value']));
		const custom = row('customFields', 'no such', { caption: 'No such' });
		await watching({ event: 'contact', ...byRows([child]) });
		await patch(path, 'title', 'Engineer');
		expect(jsonOf((await afterwards())[0])).toMatchObject({ id: contact?.['id'] });
		expect(sandbox.journal.last({ method: 'GET' })?.query).toMatchObject({
			conditions: `id = ${String(contact?.['id'])}`,
			childConditions: `communicationItems/value = "${String(item?.['value'])}"`,
		});
		server.trigger = undefined;
		server.taken.length = 0;
		sandbox.reset();
		await watching({ event: 'contact', ...byRows([child, custom]) });
		await patch(path, 'title', 'Engineer');
		expect(await afterwards()).toEqual(nothing);
		expect(sandbox.journal.last({ method: 'GET' })?.query).toMatchObject({
			customFieldConditions: 'caption = "No such" and value = "no such"',
		});
	});

	it('about a field of service tickets passes over project tickets, without an error', async () => {
		const { id } = firstOf('project/tickets');
		await watching(byRows([row('team/name', 'Blue')]));
		await patch(`/project/tickets/${String(id)}`, 'summary', 'Sample');
		expect(await afterwards()).toEqual(nothing);
		expect(reads()).toEqual(['GET /service/tickets']);
	});

	it('lets deleted records pass, whatever the rows are', async () => {
		const { id } = firstOf('service/tickets');
		const trigger = await watching();
		Object.assign(trigger.parameters, byRows([row('summary', '')]));
		await call('DELETE', `/service/tickets/${String(id)}`);
		const [taken] = await afterwards();
		expect(eventOf(taken)).toMatchObject({ action: 'deleted', recordId: id });
	});

	it('that lost its value ends in an error that the execution shows, for signed deliveries', async () => {
		const { id } = firstOf('service/tickets');
		const trigger = await watching();
		Object.assign(trigger.parameters, byRows([row('summary', '={{ $workflow.missing }}')]));
		expect((await deliver(trigger, { sign: () => 'none' })).status).toBe(401);
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		const [, taken] = await afterwards(1);
		expect(taken?.status).toBe(500);
		expect(taken?.error?.message).toBe('Only If, row 1 (Summary) has no value');
	});
});

describe('Only If about fields that project tickets lack', () => {
	const onlyIf = 'team/name = "no such"';

	it('is not met by a service ticket that does not meet it', async () => {
		const { id } = firstOf('service/tickets');
		await watching({ onlyIf });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		expect(await afterwards()).toEqual([{ status: 200, items: [] }]);
	});

	it('ends in an error for a project ticket, which cannot be checked', async () => {
		const { id } = firstOf('project/tickets');
		await watching({ onlyIf });
		await patch(`/project/tickets/${String(id)}`, 'summary', 'Sample');
		const [taken] = await afterwards();
		expect(taken?.status).toBe(500);
		expect(taken?.error?.message).toContain('team');
	});

	it('ends in an error where the summary does not say of which list the ticket is', async () => {
		const { id } = firstOf('project/tickets');
		const trigger = await watching({ onlyIf });
		const body = { Action: 'updated', ID: Number(id), Entity: `{"id":${String(id)}}` };
		expect((await deliver(trigger, { body })).status).toBe(500);
		expect(server.taken[0]?.error?.message).toContain('team');
	});
});

describe('a record that cannot be read again', () => {
	it.each([
		['a refusal', { kind: 'status', status: 403 } as const],
		['an overload', { kind: 'gateway', status: 503 } as const],
		['a page in place of data', { kind: 'contentType' } as const],
		['silence', { kind: 'hang' } as const],
	])('for %s comes as the summary, in time and with a log line', async (_, action) => {
		const { id } = firstOf('service/tickets');
		const trigger = await watching();
		sandbox.faults.add({ action: action as never, method: 'GET' });
		const start = Date.now();
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		const [taken] = await afterwards();
		expect(Date.now() - start).toBeLessThan(IN_TIME_MS);
		expect(taken?.status).toBe(200);
		expect(jsonOf(taken)).toMatchObject({ id, summary: 'Sample', event: { complete: false } });
		expect(eventOf(taken)['id']).toMatch(/^ticket:\d+@20/);
		expect(trigger.logged.filter(({ level }) => level === 'warn').at(-1)?.message).toContain(
			'could not be read again',
		);
	});

	it('because it is gone meanwhile comes as the summary', async () => {
		const { id } = firstOf('service/tickets');
		await watching();
		sandbox.control.troubles.set({ lateRate: 1, lateMs: 50 });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		sandbox.store('service/tickets').remove(Number(id));
		const [taken] = await afterwards();
		expect(jsonOf(taken)).toMatchObject({ id, summary: 'Sample', event: { complete: false } });
	});
});

describe('What Changed', () => {
	it('holds the entries of the audit trail since the change, with old and new value', async () => {
		const { id, summary } = firstOf('service/tickets');
		await watching({ options: { includeChanges: true } });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Printer on fire');
		const [taken] = await afterwards();
		expect(eventOf(taken)['changes']).toMatchObject([
			{
				text: `Summary changed from "${String(summary)}" to "Printer on fire".`,
				oldValue: summary,
				newValue: 'Printer on fire',
			},
		]);
		expect(sandbox.journal.last()?.query).toMatchObject({ type: 'Ticket', id: String(id) });
	});

	it('asks by the other name for tickets of projects', async () => {
		const { id } = firstOf('project/tickets');
		await watching({ options: { includeChanges: true } });
		await patch(`/project/tickets/${String(id)}`, 'summary', 'Phase two');
		const [taken] = await afterwards();
		expect(eventOf(taken)['changes']).toHaveLength(1);
		expect(sandbox.journal.last()?.query).toMatchObject({ type: 'ProjectTicket' });
	});

	it('is left out with a log line where it cannot be read', async () => {
		const { id } = firstOf('service/tickets');
		const trigger = await watching({ options: { includeChanges: true } });
		const path = /audittrail/;
		sandbox.faults.add({ action: { kind: 'status', status: 403 }, method: 'GET', path });
		await patch(`/service/tickets/${String(id)}`, 'summary', 'Sample');
		const [taken] = await afterwards();
		expect(eventOf(taken)).toMatchObject({ complete: true });
		expect(eventOf(taken)).not.toHaveProperty('changes');
		expect(trigger.logged.at(-1)?.message).toContain('What changed in ticket');
	});
});

interface Forged {
	readonly body?: IDataObject;
	readonly keyUrl?: string;
	readonly headers?: Record<string, string>;
	readonly sign?: (body: string) => string;
	readonly raw?: string;
}

/** A delivery by hand, signed with the sandbox's own key unless told otherwise. */
async function deliver(trigger: TriggerUnderTest, forged: Forged = {}): Promise<Response> {
	const { sign = (text) => signatureOf(text, signingKeyOf(SEED)) } = forged;
	const body =
		forged.raw ??
		JSON.stringify({
			Action: 'deleted',
			ID: 7,
			Type: 'ticket',
			Entity: null,
			Metadata: { key_url: forged.keyUrl ?? keyUrl(sandbox.url, 'fixed') },
			...forged.body,
		});
	return await fetch(`${trigger.url}?recordId=7&action=deleted`, {
		method: 'POST',
		body,
		headers: { 'x-content-signature': sign(body), ...forged.headers },
	});
}

const keyUrl = (site: string, id: string, company = 'sandbox') =>
	`${site}/v2025_1//system/callbackkey/index.rails?companyName=${company}&id=${id}`;

describe('a ticket whose summary does not say of which list it is', () => {
	it('is looked for in both', async () => {
		const { id } = firstOf('project/tickets');
		const trigger = await watching();
		const body = { Action: 'updated', ID: Number(id), Entity: `{"id":${String(id)}}` };
		expect((await deliver(trigger, { body })).status).toBe(200);
		expect(jsonOf(server.taken[0])).toMatchObject({ id, event: { complete: true } });
		expect(reads()).toEqual(['GET /service/tickets', 'GET /project/tickets']);
	});
});

describe('the signature', () => {
	it('passes over a body of megabytes, of any content type', async () => {
		const trigger = await watching({ options: { output: 'summary' } });
		const Entity = JSON.stringify({ id: 7, notes: 'ä'.repeat(3_000_000) });
		const answer = await deliver(trigger, {
			body: { Action: 'updated', Entity },
			headers: { 'content-type': 'application/octet-stream' },
		});
		expect(answer.status).toBe(200);
		expect(String(jsonOf(server.taken[0])['notes'])).toHaveLength(3_000_000);
	});

	it('keeps the key, and is checked with keys of the credential where the server wants them', async () => {
		const trigger = await watching();
		sandbox.switches.set('keyUrlNeedsKeys', true);
		const address = keyUrl(sandbox.url, 'needs-keys');
		expect((await deliver(trigger, { keyUrl: address })).status).toBe(200);
		sandbox.switches.set('wrongKeys', 'notFound');
		expect((await deliver(trigger, { keyUrl: address })).status).toBe(200);
	});

	it.each<[string, Forged, string]>([
		['missing', { headers: { 'x-content-signature': '' } }, 'no header x-content-signature'],
		['of another key', { sign: (text) => signatureOf(text, 'x') }, 'does not fit its body'],
		['of another body', { sign: () => signatureOf('{}', signingKeyOf(SEED)) }, 'does not fit'],
		['over no JSON', { raw: 'hello' }, 'not one that ConnectWise sends'],
		['over nothing', { raw: '' }, 'not one that ConnectWise sends'],
		['with the key of another company', { keyUrl: 'company' }, 'for the company "evil"'],
	])('that is %s starts nothing: 401, and a log line that says why', async (_, forged, why) => {
		const trigger = await watching();
		const address = forged.keyUrl && keyUrl(sandbox.url, 'c', 'evil');
		const answer = await deliver(trigger, { ...forged, ...(address && { keyUrl: address }) });
		expect(answer.status).toBe(401);
		expect(await answer.text()).toBe('Refused');
		expect(server.taken).toEqual([{ status: 401, items: [] }]);
		expect(trigger.logged).toMatchObject([
			{ level: 'warn', message: expect.stringContaining(why) as string },
		]);
	});

	it('is not looked at where the user switched that off', async () => {
		const trigger = await watching({ options: { verifySignature: false } });
		expect((await deliver(trigger, { sign: () => 'none' })).status).toBe(200);
		expect(server.taken[0]?.items).toHaveLength(1);
		expect((await deliver(trigger, { raw: 'hello' })).status).toBe(401);
	});
});

describe('a server of somebody else', () => {
	let foreign: Server;
	let foreignUrl = '';
	let asked: string[] = [];
	let reply = (_request: IncomingMessage, response: ServerResponse): void => {
		response.end(JSON.stringify({ signing_key: 'evil' }));
	};

	beforeAll(async () => {
		foreign = createServer((request, response) => {
			asked.push(String(request.url));
			reply(request, response);
		}).listen(0, '127.0.0.1');
		await once(foreign, 'listening');
		foreignUrl = `http://127.0.0.1:${(foreign.address() as AddressInfo).port}`;
	});
	afterEach(() => {
		asked = [];
	});
	afterAll(() => {
		foreign.closeAllConnections();
		foreign.close();
	});

	it('is never asked for a key', async () => {
		const trigger = await watching();
		const answer = await deliver(trigger, {
			keyUrl: keyUrl(foreignUrl, 'x'),
			sign: (text) => signatureOf(text, 'evil'),
		});
		expect(answer.status).toBe(401);
		expect(asked).toEqual([]);
	});

	/** A trigger whose Site URL is a server that answers as `reply` says. */
	const watchingForeign = () => {
		const trigger = createTrigger({
			parameters: { event: 'ticket' },
			baseUrl: server.baseUrl,
			credentials: credentialsFor(foreignUrl),
		});
		server.trigger = trigger;
		return trigger;
	};
	const signed = (id: string) => ({
		keyUrl: keyUrl(foreignUrl, id),
		sign: (text: string) => signatureOf(text, 'evil'),
	});

	it('is not reached by a redirect of the own one', async () => {
		reply = (request, response) => {
			if (request.url?.startsWith('/elsewhere')) response.end('{"signing_key":"evil"}');
			else response.writeHead(302, { location: `${foreignUrl}/elsewhere` }).end();
		};
		expect((await deliver(watchingForeign(), signed('redirect'))).status).toBe(401);
		expect(asked).toHaveLength(1);
	});

	it.each<[string, number, (response: ServerResponse) => unknown]>([
		['is missing', 401, (response) => response.writeHead(404).end()],
		['fails', 429, (response) => response.writeHead(503).end()],
		['is no JSON', 429, (response) => response.end('<html>')],
		['is null', 429, (response) => response.end('null')],
		['is empty', 429, (response) => response.end('{"signing_key":""}')],
		['is a number', 429, (response) => response.end('{"signing_key":5}')],
		['never ends', 429, (response) => response.write('{')],
		['never comes', 429, () => undefined],
		['breaks off', 429, (response) => response.destroy()],
		['is endless', 429, (response) => response.end(`{"signing_key":"${'x'.repeat(200_000)}"}`)],
	])('is asked for a key that %s: %i, in time', async (name, status, answerWith) => {
		reply = (_request, response) => void answerWith(response);
		const start = Date.now();
		const trigger = watchingForeign();
		expect((await deliver(trigger, signed(name.replaceAll(' ', '-')))).status).toBe(status);
		expect(Date.now() - start).toBeLessThan(IN_TIME_MS);
		expect(server.taken).toEqual([{ status, items: [] }]);
		expect(trigger.logged.at(-1)?.level).toBe('warn');
	});

	it('is not asked again for a proven key, however many others strangers name', async () => {
		reply = (_request, response) => void response.end(JSON.stringify({ signing_key: 'evil' }));
		const trigger = watchingForeign();
		expect((await deliver(trigger, signed('proven'))).status).toBe(200);
		for (let count = 0; count < 120; count++) {
			const forged = { ...signed(`made-up-${count}`), sign: () => 'wrong' };
			expect((await deliver(trigger, forged)).status).toBe(401);
		}
		asked = [];
		expect((await deliver(trigger, signed('proven'))).status).toBe(200);
		expect(asked).toEqual([]);
	});

	it('that has a new key is asked again, but not for each wrong signature', async () => {
		let key = 'first';
		reply = (_request, response) => void response.end(JSON.stringify({ signing_key: key }));
		const trigger = watchingForeign();
		const withKey = (signing: string) =>
			deliver(trigger, {
				keyUrl: keyUrl(foreignUrl, 'rotated'),
				sign: (text) => signatureOf(text, signing),
			});
		expect((await withKey('first')).status).toBe(200);
		for (let count = 0; count < 5; count++) expect((await withKey('wrong')).status).toBe(401);
		expect(asked).toHaveLength(1);
		key = 'second';
		vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 61_000 });
		expect((await withKey('second')).status).toBe(200);
		expect((await withKey('first')).status).toBe(401);
		vi.useRealTimers();
		expect(asked).toHaveLength(2);
	});
});
