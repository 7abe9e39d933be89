import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../support/scriptedServer.mts';
import { failed, pairsOf, succeeded } from '../connectWise.mts';
import type { CallOptions, Kind } from '../connectWise.mts';
import { withScriptedServer } from '../servers.mts';

const { server, connectWise } = await withScriptedServer();

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' };
/** Exactly these bytes, said to be JSON. */
const raw = (body: string, status = 200): ScriptedAnswer => ({ status, headers: JSON_TYPE, body });

const READ_ONE: [Kind, string, CallOptions] = [
	'query',
	'getServiceTicketsById',
	{ options: { id: 7 } },
];
const READ_LIST: [Kind, string, CallOptions] = ['query', 'getServiceTickets', {}];
const COUNT: [Kind, string, CallOptions] = ['query', 'getServiceTicketsCount', {}];
const CREATE: [Kind, string, CallOptions] = [
	'mutate',
	'postServiceTickets',
	{ body: { summary: 'Sample', company: { id: 2 } } },
];
const CHANGE: [Kind, string, CallOptions] = [
	'mutate',
	'patchServiceTicketsById',
	{ options: { id: 7 }, body: { summary: 'Sample' } },
];
const INVOICE: [Kind, string, CallOptions] = [
	'mutate',
	'postFinanceAgreementsByIdInvoice',
	{ options: { id: 7 } },
];
const DELETE: [Kind, string, CallOptions] = [
	'delete',
	'deleteServiceTicketsById',
	{ options: { id: 7 } },
];
const BULK: [Kind, string, CallOptions] = [
	'mutate',
	'postCompanyConfigurationsBulk',
	{ body: [{ name: 'A', type: { id: 2 }, company: { id: 2 } }] },
];

const run = async ([kind, id, call]: [Kind, string, CallOptions], answer: ScriptedAnswer) => {
	server.answerWith(() => answer);
	return await connectWise.run(kind, id, call);
};

describe('an answer becomes items', () => {
	it.each<[string, [Kind, string, CallOptions], ScriptedAnswer, object[]]>([
		['a list', READ_LIST, { body: [{ id: 3 }, { id: 5 }] }, [{ id: 3 }, { id: 5 }]],
		['an empty list', READ_LIST, { body: [] }, []],
		['a record', READ_ONE, { body: { id: 7, summary: 'x' } }, [{ id: 7, summary: 'x' }]],
		['a count', COUNT, { body: { count: 12 } }, [{ count: 12 }]],
		['a count that is a bare number', COUNT, raw('12'), [{ value: 12 }]],
		['a number', INVOICE, raw('42'), [{ value: 42 }]],
		['text', INVOICE, raw('"done"'), [{ value: 'done' }]],
		['true', INVOICE, raw('true'), [{ value: true }]],
		['false', READ_ONE, raw('false'), [{ value: false }]],
		['204 to a read', READ_ONE, { status: 204, body: '' }, [{ success: true, id: 7 }]],
		['an empty 200', CHANGE, raw(''), [{ success: true, id: 7 }]],
		['blanks', CHANGE, raw(' \r\n\t'), [{ success: true, id: 7 }]],
		['null', READ_ONE, raw('null'), [{ success: true, id: 7 }]],
		['an empty 201', CREATE, raw('', 201), [{ success: true }]],
		['204 to a delete', DELETE, { status: 204, body: '' }, [{ deleted: true, id: 7 }]],
		['an empty 200 to a delete', DELETE, raw(''), [{ deleted: true, id: 7 }]],
		['null to a list', READ_LIST, raw('null'), [{ success: true }]],
		['an empty answer to a list', READ_LIST, raw(''), [{ success: true }]],
		['a record where a list is due', READ_LIST, { body: { id: 3 } }, [{ id: 3 }]],
		[
			'a list where a record is due',
			READ_ONE,
			{ body: [{ id: 3 }, { id: 4 }] },
			[{ id: 3 }, { id: 4 }],
		],
		['an empty list where a record is due', READ_ONE, { body: [] }, []],
		['lists in a list', READ_ONE, raw('[[1,2],null]'), [{ value: [1, 2] }, { value: null }]],
		['an empty record', READ_ONE, { body: {} }, [{}]],
		['text that is no JSON', READ_LIST, { body: 'All good' }, [{ data: 'All good' }]],
		['JSON behind a byte order mark', READ_ONE, raw('\uFEFF{"id":9}'), [{ id: 9 }]],
		['nothing but a byte order mark', CHANGE, raw('\uFEFF'), [{ success: true, id: 7 }]],
		['a list behind blanks', READ_LIST, raw('\r\n [{"id":9}]\r\n'), [{ id: 9 }]],
		[
			'JSON without a type',
			READ_ONE,
			{ headers: { 'content-type': '' }, body: '{"id":9}' },
			[{ id: 9 }],
		],
		[
			'a list that calls itself a web page',
			READ_LIST,
			{ headers: { 'content-type': 'text/html' }, body: '[{"id":9}]' },
			[{ id: 9 }],
		],
		[
			'a file where a record is due',
			READ_ONE,
			{ headers: { 'content-type': 'application/pdf' }, body: '%PDF' },
			[{ id: 7, fileName: 'file.pdf', mimeType: 'application/pdf', fileSize: 4 }],
		],
		[
			'a file where a list is due',
			READ_LIST,
			{ headers: { 'content-type': 'application/pdf' }, body: Buffer.from([0x25, 0xff, 0x00]) },
			[{ fileName: 'file.pdf', mimeType: 'application/pdf', fileSize: 3 }],
		],
		[
			'a compressed list',
			READ_LIST,
			{
				headers: { ...JSON_TYPE, 'content-encoding': 'gzip' },
				body: gzipSync(JSON.stringify([{ id: 3, summary: 'Grüße 漢字 🎉'.repeat(50_000) }])),
			},
			[{ id: 3, summary: 'Grüße 漢字 🎉'.repeat(50_000) }],
		],
		['JSON text of a number', READ_ONE, raw('"12"'), [{ value: '12' }]],
		[
			'JSON that calls itself text',
			READ_ONE,
			{ headers: { 'content-type': 'text/plain' }, body: '{"id":9}' },
			[{ id: 9 }],
		],
		[
			'the vendor type of JSON',
			READ_ONE,
			{
				headers: { 'content-type': 'application/vnd.connectwise.com+json; version=2025.16' },
				body: '{"id":9}',
			},
			[{ id: 9 }],
		],
		[
			'results of a bulk request',
			BULK,
			{ status: 207, body: { payload: [{ statusCode: 201 }, { statusCode: 400 }] } },
			[{ statusCode: 201 }, { statusCode: 400 }],
		],
		[
			'results of a bulk request with more beside them',
			BULK,
			{ status: 200, body: { payload: [{ success: true }], total: 1 } },
			[{ success: true }],
		],
		['a payload that is all there is', READ_ONE, { body: { payload: [{ id: 1 }] } }, [{ id: 1 }]],
		[
			'a record that has a payload',
			READ_ONE,
			{ body: { id: 1, payload: [1] } },
			[{ id: 1, payload: [1] }],
		],
		['an empty bulk', BULK, { status: 207, body: { payload: [] } }, []],
		[
			'a report',
			['query', 'getSystemReportsByReportName', { options: { reportName: 'Service' } }],
			{
				body: {
					column_definitions: [{ id: { type: 'Numeric' } }, { name: { type: 'Text' } }],
					row_values: [
						[1, 'One'],
						[2, null],
					],
				},
			},
			[
				{ id: 1, name: 'One' },
				{ id: 2, name: null },
			],
		],
	])('%s', async (_name, call, answer, expected) => {
		const result = succeeded(await run(call, answer));
		expect(result.json).toEqual(expected);
		expect(pairsOf(result)).toEqual(expected.map(() => ({ item: 0 })));
		expect(server.received).toHaveLength(1);
	});

	it.each([
		['once from a server that does no pages', () => [1, 2, 3], [1, 2, 3], 3],
		['page by page', (page: number) => (page < 3 ? [page, page] : [page]), [1, 1, 2, 2, 3], 3],
		['to the end of a full last page', (page: number) => [[5, 6], []][page - 1] ?? [], [5, 6], 2],
	])('a report, %s', async (_name, rowsOf, expected, requestCount) => {
		server.answerWith(({ url }) => {
			const rows = rowsOf(Number(new URL(url, server.url).searchParams.get('page')));
			return {
				body: { column_definitions: [{ n: {} }], row_values: rows.map((n) => [n]) },
			};
		});
		const result = succeeded(
			await connectWise.query('getSystemReportsByReportName', {
				options: { reportName: 'Service' },
				settings: { pageSize: 2 },
			}),
		);
		expect(result.json).toEqual(expected.map((n) => ({ n })));
		expect(server.received).toHaveLength(requestCount);
	});

	it('on the success output even if it looks like an error item', async () => {
		server.answerWith(() => ({ body: { message: 'Merged', error: null } }));
		const [kind, id, call] = READ_ONE;
		const result = await connectWise.run(kind, id, { ...call, onError: 'continueErrorOutput' });
		expect(result.json).toEqual([{ message: 'Merged', error: null, success: true }]);
		expect(result.errorOutput).toEqual([]);
	});

	it('also where a list holds plain values', async () => {
		const result = succeeded(await run(READ_LIST, { body: ['a', 2] }));
		expect(result.json).toEqual([{ value: 'a' }, { value: 2 }]);
	});

	it('rows of a list too', async () => {
		server.answerWith(() => ({ body: [{ message: 'a' }, { error: 'b' }] }));
		const result = await connectWise.query('getServiceTickets', { onError: 'continueErrorOutput' });
		expect(result.json).toHaveLength(2);
		expect(result.errorOutput).toEqual([]);
	});

	it('in the order of the input, paired with it', async () => {
		server.answerWith(({ url }) => {
			const id = Number(/tickets\/(\d+)/.exec(url)?.[1]);
			return { body: Array.from({ length: id }, () => ({ from: id })) };
		});
		const result = succeeded(
			await connectWise.query('getServiceTicketsById', {
				items: [{ n: 2 }, { n: 1 }, { n: 3 }],
				options: '={{ { id: $json.n } }}',
			}),
		);
		expect(result.json.map(({ from }) => from)).toEqual([2, 2, 1, 3, 3, 3]);
		expect(pairsOf(result).map((pair) => (pair as { item: number }).item)).toEqual([
			0, 0, 1, 2, 2, 2,
		]);
	});
});

describe('an answer that breaks off', () => {
	const BROKEN = raw('{"id":7,"summary":"Sam');

	it('is read again where it is a record', async () => {
		server.answerWith(() => (server.received.length < 2 ? BROKEN : { body: { id: 7 } }));
		const result = succeeded(await connectWise.run(...READ_ONE));
		expect(result.json).toEqual([{ id: 7 }]);
	});

	it('is an error if it never ends', async () => {
		const error = failed(await run(READ_ONE, BROKEN));
		expect(error.message).toContain('breaks off');
		expect(server.received).toHaveLength(3);
	});

	it('is plain text where it never was JSON', async () => {
		expect((await run(READ_ONE, raw('OK'))).json).toEqual([{ data: 'OK' }]);
	});

	it('of a write is an error that says the change was made', async () => {
		const error = failed(await run(CREATE, BROKEN));
		expect(error.message).toContain('breaks off');
		expect(error.message).toContain('has carried the request out: do not send it again');
		expect(server.received).toHaveLength(1);
	});
});
