import { ManageAPI } from 'connectwise-rest';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import * as known from '../sandbox/credentials.mts';
import { EVERYTHING } from '../sandbox/records/store.mts';
import { startSandbox } from '../sandbox/sandbox.mts';
import type { Sandbox } from '../sandbox/sandbox.mts';

let sandbox: Sandbox;
let manage: ManageAPI;

interface WithInstance {
	readonly instance: { readonly defaults: { baseURL: string } };
}

const hasInstance = (part: unknown): part is WithInstance =>
	typeof part === 'object' && part !== null && 'instance' in part;

/** The client speaks https only; its own HTTP instances are told to use plain http on loopback. */
function clientOf({ port }: Sandbox, privateKey = known.SANDBOX_PRIVATE_KEY): ManageAPI {
	const client = new ManageAPI({
		companyId: known.SANDBOX_COMPANY,
		publicKey: known.SANDBOX_PUBLIC_KEY,
		privateKey,
		clientId: known.SANDBOX_CLIENT_ID,
		companyUrl: `127.0.0.1:${port}`,
		logger: () => undefined,
	});
	const parts: unknown[] = [client, ...Object.values(client)];
	for (const { instance } of parts.filter(hasInstance)) {
		instance.defaults.baseURL = instance.defaults.baseURL.replace('https:', 'http:');
	}
	return client;
}

beforeAll(async () => {
	sandbox = await startSandbox({ size: 2_500 });
	manage = clientOf(sandbox);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

describe('connectwise-rest', () => {
	it('reads all tickets by its own paging', async () => {
		const tickets = await manage.paginate(
			manage.ServiceAPI.getServiceTickets,
			{},
			{ fields: 'id' },
		);
		const ids = sandbox.store('service/tickets').select(EVERYTHING, 0, Infinity);
		expect((tickets as Array<{ id: number }>).map(({ id }) => id)).toEqual(ids);
		expect(sandbox.journal.count({ path: '/service/tickets' })).toBe(3);
	});

	it('filters, sorts and chooses fields', async () => {
		const contacts = await manage.CompanyAPI.getCompanyContacts({
			conditions: 'company/identifier="AlderBakery2" and inactiveFlag=false',
			orderBy: 'lastName desc',
			fields: 'id,lastName,company/identifier',
		});
		expect(contacts.length).toBeGreaterThan(0);
		for (const contact of contacts) expect(contact.company).toEqual({ identifier: 'AlderBakery2' });
		const names = contacts.map(({ lastName }) => String(lastName));
		expect(names).toEqual([...names].sort().reverse());
	});

	it('counts', async () => {
		const { count } = await manage.ServiceAPI.getServiceTicketsCount({
			conditions: 'closedFlag=true',
		});
		expect(count).toBeGreaterThan(0);
	});

	it('creates, patches, reads and deletes a ticket', async () => {
		const { id = 0, status } = await manage.ServiceAPI.postServiceTickets({
			summary: 'Sample',
			company: { id: 2 },
		} as Parameters<typeof manage.ServiceAPI.postServiceTickets>[0]);
		expect(status?.name).toBe('New');
		const patched = await manage.ServiceAPI.patchServiceTicketsById(id, [
			{ op: 'replace', path: 'summary', value: 'Other' as unknown as Record<string, unknown> },
		]);
		expect(patched.summary).toBe('Other');
		expect((await manage.ServiceAPI.getServiceTicketsById(id)).summary).toBe('Other');
		await manage.ServiceAPI.deleteServiceTicketsById(id);
		await expect(manage.ServiceAPI.getServiceTicketsById(id)).rejects.toMatchObject({
			status: 404,
			data: { code: 'NotFound', message: `Service Ticket ${id} not found` },
		});
	});

	it('meets the refusals that it expects', async () => {
		await expect(
			manage.ServiceAPI.getServiceTickets({ conditions: 'nothing=1' }),
		).rejects.toMatchObject({
			status: 400,
			data: { code: 'ApiFindCondition', message: 'nothing is not a recognized name.' },
		});
		await expect(clientOf(sandbox, 'wrong').ServiceAPI.getServiceBoards({})).rejects.toMatchObject({
			status: 401,
			data: { code: 'Unauthorized' },
		});
		sandbox.faults.add({ times: 1, action: { kind: 'rateLimit', retryAfterSeconds: 1 } });
		await expect(manage.ServiceAPI.getServiceBoards({})).rejects.toMatchObject({
			status: 429,
			data: { error: 'ConnectWiseAPI' },
		});
	});

	it('downloads a document as a stream', async () => {
		const stream = (await manage.SystemAPI.getSystemDocumentsByIdDownload(
			1,
			{},
		)) as unknown as AsyncIterable<Buffer>;
		const chunks: Buffer[] = [];
		for await (const chunk of stream) chunks.push(chunk);
		expect(Buffer.concat(chunks).toString()).toBe('Sample document 1\n');
	});

	it('registers and removes a callback', async () => {
		const entry = await manage.SystemAPI.postSystemCallbacks({
			url: 'https://hook.example.com/?recordId=',
			objectId: 1,
			type: 'ticket',
			level: 'owner',
		} as Parameters<typeof manage.SystemAPI.postSystemCallbacks>[0]);
		expect(entry.payloadVersion).toBe('3.0.0');
		await manage.SystemAPI.deleteSystemCallbacksById(entry.id ?? 0);
		expect(await manage.SystemAPI.getSystemCallbacks({})).toEqual([]);
	});
});
