import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, idsOf, recordOf, recordsOf } from '../client.mts';
import type { Client } from '../client.mts';
import { sandboxHeaders } from '../credentials.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';

let sandbox: Sandbox;
let call: Client;

beforeAll(async () => {
	sandbox = await startSandbox({ size: 50 });
	call = clientOf(sandbox.apiRoot);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

function form(fields: Record<string, string>, content?: Uint8Array): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	if (content)
		data.set('file', new Blob([Buffer.from(content)], { type: 'image/png' }), 'sample "1".png');
	return data;
}

const read = async (path: string) => {
	const response = await fetch(`${sandbox.apiRoot}${path}`, { headers: sandboxHeaders() });
	return { headers: response.headers, bytes: Buffer.from(await response.arrayBuffer()) };
};

const onTicket = { recordType: 'Ticket', recordId: '1002', title: 'Sample' };

describe('documents', () => {
	it('come back byte for byte, with their name', async () => {
		const content = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
		const answer = await call('POST', '/system/documents', { body: form(onTicket, content) });
		expect(answer.status).toBe(201);
		const { id, size, imageFlag } = recordOf(answer);
		expect([size, imageFlag]).toEqual([70_000, true]);
		const { headers, bytes } = await read(`/system/documents/${String(id)}/download`);
		expect(headers.get('content-type')).toBe('application/octet-stream');
		expect(headers.get('content-disposition')).toMatch(/^attachment; filename="sample .*\.png"$/);
		expect(bytes.equals(Buffer.from(content))).toBe(true);
	});

	it('are listed for the record they hang on, and need to be told which', async () => {
		const query = { recordType: 'Ticket', recordId: 1002 };
		expect(idsOf(await call('GET', '/system/documents', { query }))).toEqual([1, 2]);
		await call('POST', '/system/documents', {
			body: form({ ...onTicket, url: 'https://www.example.com' }),
		});
		expect(recordOf(await call('GET', '/system/documents/count', { query }))).toEqual({ count: 3 });
		expect((await call('GET', '/system/documents')).status).toBe(400);
	});

	it('are listed under their ticket too', async () => {
		const uploaded = await call('POST', '/system/documents', {
			body: form(onTicket, Buffer.from('x')),
		});
		const { id, title } = recordOf(uploaded);
		const list = await call('GET', '/service/tickets/1002/documents');
		expect(recordsOf(list).at(-1)).toMatchObject({ id, name: title });
		expect(idsOf(list)).toHaveLength(3);
		const query = { fields: 'name', pageSize: 1 };
		const narrow = await call('GET', '/service/tickets/1002/documents', { query });
		expect(narrow.json).toEqual([{ name: expect.any(String) }]);
		const counted = await call('GET', '/service/tickets/1002/documents/count');
		expect(recordOf(counted)).toEqual({ count: 3 });
		expect(idsOf(await call('GET', '/service/tickets/1003/documents'))).not.toContain(id);
	});

	it('are forms: JSON gives 415, and a form elsewhere too', async () => {
		expect((await call('POST', '/system/documents', { body: onTicket })).status).toBe(415);
		expect((await call('POST', '/service/tickets', { body: form(onTicket) })).status).toBe(415);
	});

	it.each([
		[{ ...onTicket, recordType: 'Nothing' }, 'recordType'],
		[{ ...onTicket, recordId: '7' }, 'recordId'],
		[{ recordType: 'Ticket', title: 'x' }, 'recordId'],
	])('are refused without a record: %j', async (fields, field) => {
		const answer = await call('POST', '/system/documents', {
			body: form(fields, new Uint8Array(3)),
		});
		expect(answer.status).toBe(400);
		expect(recordOf(answer)['errors']).toMatchObject([{ field }]);
	});

	it('are changed and deleted', async () => {
		const changed = await call('POST', '/system/documents/1', { body: form({ title: 'Other' }) });
		expect(recordOf(changed)).toMatchObject({ id: 1, title: 'Other' });
		expect((await call('DELETE', '/system/documents/1')).status).toBe(204);
		expect((await call('GET', '/system/documents/1')).status).toBe(404);
	});
});

describe('other files', () => {
	it.each([
		['/finance/invoices/501/pdf', 'application/pdf', '%PDF-1.4'],
		['/company/contacts/11/image', 'application/octet-stream', '\x89PNG'],
		['/system/documents/1/thumbnail', 'application/octet-stream', '\x89PNG'],
	])('%s', async (path, type, start) => {
		const { headers, bytes } = await read(path);
		expect(headers.get('content-type')).toBe(type);
		expect(bytes.toString('latin1').startsWith(start)).toBe(true);
	});

	it('the upload sample is a page', async () => {
		expect((await call('GET', '/system/documents/uploadsample')).text).toContain(
			'multipart/form-data',
		);
	});
});
