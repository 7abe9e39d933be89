import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../support/scriptedServer.mts';
import { failed, succeeded } from '../connectWise.mts';
import type { CallOptions, Kind } from '../connectWise.mts';
import { bytesOf } from '../harness.mts';
import { withScriptedServer } from '../servers.mts';

const { server, connectWise } = await withScriptedServer();

type Given = readonly [kind: Kind, operationId: string, call: CallOptions];

const ONE = { options: { id: 7 } };
const READS: ReadonlyArray<readonly [string, Given]> = [
	['a list', ['query', 'getServiceTickets', {}]],
	['a list of one page', ['query', 'getServiceTickets', { limit: 5 }]],
	[
		'a list by page number',
		['query', 'getServiceTickets', { settings: { pagingMode: 'navigable' } }],
	],
	[
		'a list without a way back',
		['query', 'getServiceTickets', { settings: { pagingMode: 'forwardOnly' } }],
	],
	['a record', ['query', 'getServiceTicketsById', ONE]],
	['a count', ['query', 'getServiceTicketsCount', {}]],
	['a file', ['query', 'getSystemDocumentsByIdDownload', ONE]],
	['a PDF', ['query', 'getFinanceInvoicesByIdPdf', ONE]],
	['a report', ['query', 'getSystemReportsByReportName', { options: { reportName: 'Service' } }]],
];
const WRITES: ReadonlyArray<readonly [string, Given]> = [
	['creating', ['mutate', 'postServiceTickets', { body: { summary: 'x', company: { id: 2 } } }]],
	['changing', ['mutate', 'patchServiceTicketsById', { ...ONE, body: { summary: 'x' } }]],
	['deleting', ['delete', 'deleteServiceTicketsById', ONE]],
];

const SIGN_IN = '<!DOCTYPE html>\n<html><head><title>Sign in to Acme</title></head></html>';
const PAGES: ReadonlyArray<readonly [string, ScriptedAnswer]> = [
	['a sign-in page', { headers: { 'content-type': 'text/html; charset=utf-8' }, body: SIGN_IN }],
	[
		'a sign-in page said to be JSON',
		{ headers: { 'content-type': 'application/json' }, body: SIGN_IN },
	],
	['a sign-in page without a type', { headers: { 'content-type': '' }, body: SIGN_IN }],
];

describe.each(PAGES)('%s with status 200', (_name, answer) => {
	it.each(READS)('is no answer to a request for %s', async (_read, [kind, id, call]) => {
		server.answerWith(() => answer);
		const error = failed(await connectWise.run(kind, id, call));
		expect(error.message).toContain('it is a web page titled "Sign in to Acme"');
		expect(error.description).toContain('Check the Site URL');
		expect(error.context).toMatchObject({ details: { outcome: 'nothing changed' } });
	});

	it.each(WRITES)('leaves open what became of %s', async (_write, [kind, id, call]) => {
		server.answerWith(() => answer);
		const error = failed(await connectWise.run(kind, id, call));
		expect(error.message).toContain('it is a web page titled "Sign in to Acme"');
		expect(error.message).toContain('is not known');
		expect(error.message).not.toContain('has carried the request out');
		expect(error.context).toMatchObject({ details: { outcome: 'unknown' } });
		expect(server.received).toHaveLength(1);
	});
});

it('a page in the middle of a list is no end of it', async () => {
	server.answerWith(
		({ url }): ScriptedAnswer =>
			/page=1\b/.test(url)
				? {
						headers: { link: `<${server.url}/x?page=2&pageSize=2>; rel="next"` },
						body: [{ id: 1 }, { id: 2 }],
					}
				: { headers: { 'content-type': 'text/html' }, body: SIGN_IN },
	);
	const settings = { pagingMode: 'navigable', pageSize: 2 };
	failed(await connectWise.query('getServiceTickets', { settings }));
});

it('a page with the name of a file is no record', async () => {
	const headers = { 'content-type': 'text/html', 'content-disposition': 'inline; filename="a"' };
	server.answerWith(() => ({ headers, body: SIGN_IN }));
	const error = failed(await connectWise.query('getServiceTicketsById', ONE));
	expect(error.message).toContain('it is a web page');
});

it('leaves by the error output', async () => {
	server.answerWith(() => ({ headers: { 'content-type': 'text/html' }, body: SIGN_IN }));
	const onError = 'continueErrorOutput';
	const result = await connectWise.query('getServiceTicketsById', { ...ONE, onError });
	expect(result.main).toEqual([]);
	expect(result.errorOutput).toHaveLength(1);
});

it('a page is an answer where one is due', async () => {
	server.answerWith(() => ({ headers: { 'content-type': 'text/html' }, body: SIGN_IN }));
	const result = succeeded(await connectWise.query('getSystemDocumentsUploadsample'));
	expect(result.json).toEqual([{ data: SIGN_IN }]);
});

it.each(['iso-8859-1', 'windows-1252'])('reads a list in %s', async (charset) => {
	const text = '[{"id":1,"name":"Grüße"}]';
	const headers = { 'content-type': `application/json; charset=${charset}` };
	server.answerWith(() => ({ headers, body: Buffer.from(text, 'latin1') }));
	const result = succeeded(await connectWise.query('getServiceTickets', { limit: 5 }));
	expect(result.json).toEqual(JSON.parse(text));
});

describe('no row is lost', () => {
	const MISTAKABLE: ReadonlyArray<readonly [string, Given, unknown, IDataObject[]]> = [
		[
			'rows of a report',
			['query', 'getSystemReportsByReportName', { options: { reportName: 'Service' } }],
			{ column_definitions: [{ error: {} }, { message: {} }], row_values: [['a', 'b']] },
			[{ error: 'a', message: 'b', success: true }],
		],
		[
			'simplified rows of a list',
			['query', 'getServiceTickets', { settings: { simplify: true } }],
			[{ error: 'a', _info: {} }],
			[{ error: 'a', success: true }],
		],
		[
			'a simplified record',
			['query', 'getServiceTicketsById', { ...ONE, settings: { simplify: true } }],
			{ error: 'a', message: 'b', details: [], _info: {}, owner_href: 'x' },
			[{ error: 'a', message: 'b', details: [], success: true }],
		],
		[
			'results of a bulk request',
			[
				'mutate',
				'postCompanyConfigurationsBulk',
				{ body: [{ name: 'A', type: { id: 2 }, company: { id: 2 } }] },
			],
			{ payload: [{ error: 'a' }] },
			[{ error: 'a', success: true }],
		],
	];

	it.each(MISTAKABLE)(
		'by the error output: %s',
		async (_name, [kind, id, call], body, expected) => {
			server.answerWith(() => ({ body }));
			const result = await connectWise.run(kind, id, { ...call, onError: 'continueErrorOutput' });
			expect(result.errorOutput).toEqual([]);
			expect(result.json).toEqual(expected);
		},
	);

	it('by columns of a name', async () => {
		const columns = ['A', 'A', 'A_2', '__proto__'].map((name) => JSON.parse(`{"${name}":{}}`));
		server.answerWith(() => ({
			body: { column_definitions: columns, row_values: [[1, 2, 3, 4]] },
		}));
		const call = { options: { reportName: 'Service' } };
		const result = succeeded(await connectWise.query('getSystemReportsByReportName', call));
		expect(result.json).toEqual([{ A: 1, A_3: 2, A_2: 3, __proto___2: 4 }]);
	});

	it('by captions of a name, or by odd custom fields', async () => {
		const customFields = [
			null,
			{ id: 1, caption: 'Tag', value: 'a' },
			{ id: 2, caption: 'Tag', value: 'b' },
			{ id: 3, caption: 7, value: 'c' },
			{ id: 4, caption: { toString: 1 }, value: 'd' },
		];
		server.answerWith(() => ({ body: { id: 7, customFields } }));
		const call = { ...ONE, settings: { simplify: true } };
		const result = succeeded(await connectWise.query('getServiceTicketsById', call));
		expect(result.json).toEqual([
			{ id: 7, customFields: { '4': 'd', '7': 'c', Tag: 'a', Tag_2: 'b' } },
		]);
	});
});

describe('a download', () => {
	const download = async (answer: ScriptedAnswer) => {
		server.answerWith(() => answer);
		const [item] = succeeded(await connectWise.query('getSystemDocumentsByIdDownload', ONE)).main;
		if (!item) throw new Error('No item came');
		return item;
	};

	it.each([
		['text/csv; charset=utf-8', 'text/csv', 'a,b\n1,2'],
		['application/xml', 'application/xml', '<a/>'],
		['text/html', 'text/html', '<html><title>x</title></html>'],
		['image/svg+xml', 'image/svg+xml', '<svg/>'],
		['application/json', 'application/json', '{"id":1}'],
		[
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			undefined,
			'PK\x03',
		],
		['text/plain; charset=iso-8859-1', 'text/plain', Buffer.from('Grüße', 'latin1')],
		['application/pdf', 'application/pdf', ''],
		['text/plain', 'text/plain', ''],
	])('of type %s keeps type and bytes', async (type, mimeType, body) => {
		const headers = { 'content-type': type, 'content-disposition': 'attachment; filename="a.bin"' };
		const item = await download({ headers, body });
		const bytes = Buffer.from(body);
		expect(bytesOf(item)).toEqual(bytes);
		expect(item.json).toEqual({
			id: 7,
			fileName: 'a.bin',
			mimeType: mimeType ?? type,
			fileSize: bytes.length,
		});
		expect(item.binary?.data).toMatchObject({ fileName: 'a.bin', mimeType: mimeType ?? type });
	});

	it.each([
		["attachment; filename*=iso-8859-1''%DCbersicht.pdf", 'Übersicht.pdf'],
		[
			Buffer.from('attachment; filename="Übersicht 漢字.pdf"').toString('latin1'),
			'Übersicht 漢字.pdf',
		],
		['attachment; filename="=?utf-8?B?w5xiZXJzaWNodC5wZGY=?="', 'Übersicht.pdf'],
		["attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", 'passwd'],
		['attachment; filename=".."', 'file.pdf'],
		["attachment; filename*=UTF-8''invoice%E2%80%AEfdp.exe%00", 'invoicefdp.exe'],
		[`attachment; filename="${'a'.repeat(400)}.pdf"`, `${'a'.repeat(251)}.pdf`],
	])('with the header %j', async (disposition, fileName) => {
		const headers = { 'content-type': 'application/pdf', 'content-disposition': disposition };
		const item = await download({ headers, body: '%PDF' });
		expect(item.json.fileName).toBe(fileName);
		expect(item.binary?.data?.fileName).toBe(fileName);
	});
});
