import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../support/scriptedServer.mts';
import { connectTo, failed, requestsOf, succeeded } from '../connectWise.mts';
import { bytesOf, toBinary } from '../harness.mts';
import { withSandbox, withScriptedServer } from '../servers.mts';

/** Every byte value, so that any decoding as text would show. */
const BYTES = Buffer.from(Uint8Array.from({ length: 70_000 }, (_, index) => (index * 7) % 256));

const { sandbox, connectWise } = await withSandbox({ size: 40 });
const { server } = await withScriptedServer();

const anyTicket = () => Number(sandbox.store('service/tickets').all()[0]?.id);
const upload = async (body: object, binary: Record<string, Buffer>, settings = {}) =>
	await connectWise.mutate('postSystemDocuments', {
		items: [
			{
				json: {},
				binary: Object.fromEntries(
					Object.entries(binary).map(([name, bytes]) => [
						name,
						toBinary(bytes, 'sample "1".bin', 'application/octet-stream'),
					]),
				),
			},
		],
		body: { recordType: 'Ticket', recordId: anyTicket(), title: 'Sample', ...body },
		settings,
	});

describe('uploading', () => {
	it('sends the binary field, and gets the same bytes back', async () => {
		const created = succeeded(await upload({}, { data: BYTES }));
		expect(created.json).toMatchObject([{ title: 'Sample', size: BYTES.length }]);
		const result = succeeded(
			await connectWise.query('getSystemDocumentsByIdDownload', {
				options: { id: Number(created.json[0]?.id) },
			}),
		);
		const [item] = result.main;
		expect(item && bytesOf(item).equals(BYTES)).toBe(true);
		expect(item?.json).toMatchObject({ id: created.json[0]?.id, fileSize: BYTES.length });
		expect(item?.binary?.data?.fileName).toMatch(/^sample .*\.bin$/);
	});

	it.each([
		['the setting', {}, { binaryField: 'report' }],
		['the field "file"', { file: 'report' }, {}],
	])('takes the binary field that %s names', async (_name, body, settings) => {
		const created = succeeded(
			await upload(body, { data: Buffer.from('wrong'), report: BYTES }, settings),
		);
		expect(created.json).toMatchObject([{ size: BYTES.length }]);
	});

	it('takes the form', async () => {
		const created = succeeded(
			await connectWise.mutate('postSystemDocuments', {
				items: [{ json: {}, binary: { data: toBinary(BYTES, 'a.bin', 'application/x-a') } }],
				bodyForm: { recordType: 'Ticket', recordId: String(anyTicket()), title: 'Sample' },
			}),
		);
		expect(created.json).toMatchObject([{ title: 'Sample', size: BYTES.length }]);
	});

	it('attaches a link without a file', async () => {
		const url = 'https://www.example.com/';
		const created = succeeded(
			await connectWise.mutate('postSystemDocuments', {
				body: { recordType: 'Ticket', recordId: anyTicket(), title: 'Link', url },
			}),
		);
		expect(created.json).toHaveLength(1);
		expect(requestsOf(sandbox)).toEqual(['POST /system/documents']);
	});

	it('of a binary field that is not there says which there are, and sends nothing', async () => {
		const error = failed(await upload({}, { report: BYTES }));
		expect(error.message).toContain('no binary data named "data"');
		expect(error.description).toContain('It has report');
		expect(error.context).toMatchObject({ itemIndex: 0 });
		expect(sandbox.journal.count()).toBe(0);
	});

	it('of a file that a later item lacks is refused before the first is sent', async () => {
		const file = { data: toBinary(BYTES, 'a.bin', 'application/octet-stream') };
		const error = failed(
			await connectWise.mutate('postSystemDocuments', {
				items: [
					{ json: {}, binary: file },
					{ json: {}, binary: {} },
				],
				body: { recordType: 'Ticket', recordId: anyTicket(), title: 'Sample' },
			}),
		);
		expect(error.context).toMatchObject({ itemIndex: 1 });
		expect(sandbox.journal.count()).toBe(0);
	});

	it('of an item without any file says where files come from', async () => {
		const error = failed(
			await connectWise.mutate('postSystemDocuments', {
				body: { recordType: 'Ticket', recordId: 1, title: 'Sample' },
			}),
		);
		expect(error.description).toContain('outputs a file');
		expect(sandbox.journal.count()).toBe(0);
	});
});

describe('downloading', () => {
	it.each([
		['getFinanceInvoicesByIdPdf', 501, 'application/pdf', 'Invoice_501.pdf', '%PDF-1.4'],
		['getCompanyContactsByIdImage', 11, 'image/png', 'image_11.png', '\x89PNG'],
	])('%s gives a file', async (operationId, id, mimeType, fileName, start) => {
		const result = succeeded(await connectWise.query(operationId, { options: { id } }));
		const [item] = result.main;
		if (!item) throw new Error('No item came');
		expect(bytesOf(item).toString('latin1').startsWith(start)).toBe(true);
		expect(item.json).toMatchObject({ id, fileName });
		expect(item.binary?.data).toMatchObject({ fileName });
		expect([mimeType, 'application/octet-stream']).toContain(item.binary?.data?.mimeType);
		expect(item.pairedItem).toEqual({ item: 0 });
	});

	it('puts the file where the setting says', async () => {
		const result = succeeded(
			await connectWise.query('getFinanceInvoicesByIdPdf', {
				options: { id: 501 },
				settings: { binaryField: 'invoice' },
			}),
		);
		expect(Object.keys(result.main[0]?.binary ?? {})).toEqual(['invoice']);
	});

	const download = async (answer: ScriptedAnswer) => {
		server.answerWith(() => answer);
		const result = await connectTo(server.url).query('getSystemDocumentsByIdDownload', {
			options: { id: 7 },
		});
		return succeeded(result).main[0];
	};

	it.each([
		['attachment; filename="report.pdf"', 'report.pdf'],
		['attachment; filename=report.pdf', 'report.pdf'],
		["attachment; filename=x.pdf; filename*=UTF-8''%C3%9Cbersicht.pdf", 'Übersicht.pdf'],
		['attachment; filename="../../etc/passwd"', 'passwd'],
		['attachment; filename="..\\\\..\\\\a.pdf"', 'a.pdf'],
		['attachment', 'file.pdf'],
		['', 'file.pdf'],
	])('names the file by %j', async (disposition, fileName) => {
		const headers = {
			'content-type': 'application/pdf',
			...(disposition && { 'content-disposition': disposition }),
		};
		const item = await download({ headers, body: BYTES });
		expect(item?.json).toEqual({
			id: 7,
			fileName,
			mimeType: 'application/pdf',
			fileSize: BYTES.length,
		});
		expect(item && bytesOf(item).equals(BYTES)).toBe(true);
	});

	it.each([
		['application/json', '{"id": 1}'],
		['text/plain', 'one\ntwo'],
		['text/html', '<p>One</p>'],
	])('gives a file of type %s as a file', async (type, body) => {
		const item = await download({
			headers: { 'content-type': type, 'content-disposition': 'attachment; filename="a.txt"' },
			body,
		});
		expect(item?.json).toMatchObject({ id: 7, fileName: 'a.txt' });
		expect(item && bytesOf(item).toString()).toBe(body);
	});

	it('of a document that is not there is an error', async () => {
		const error = failed(
			await connectWise.query('getSystemDocumentsByIdDownload', { options: { id: 999_999 } }),
		);
		expect(error.message).toContain('404');
	});
});
