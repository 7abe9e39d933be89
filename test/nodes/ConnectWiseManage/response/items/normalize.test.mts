import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OperationTemplate } from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import {
	normalize,
	toJson,
} from '../../../../../nodes/ConnectWiseManage/response/items/normalize.ts';
import { answer } from '../../request/answers.mts';
import { template } from '../../templates.mts';

const QUERY = template();
const DELETE = template({ kind: 'delete', method: 'DELETE', response: { kind: 'none' } });
const MUTATE = template({ kind: 'mutate', method: 'POST', response: { kind: 'object' } });
const DOWNLOAD = template({ response: { kind: 'binary' } });
const BULK = template({ kind: 'mutate', method: 'POST', response: { kind: 'bulk' } });

const jsonOf = (body: unknown, of: OperationTemplate = QUERY, ids: Record<string, string> = {}) =>
	normalize(answer(body), of, ids).map(({ json }) => json);

describe('normalize', () => {
	it.each<readonly [string, unknown, OperationTemplate, unknown[]]>([
		['a list, in its order', [{ id: 2 }, { id: 1 }], QUERY, [{ id: 2 }, { id: 1 }]],
		['an empty list', [], QUERY, []],
		['an object', { id: 1 }, QUERY, [{ id: 1 }]],
		['a count', { count: 0 }, QUERY, [{ count: 0 }]],
		['a list of words', ['a', null], QUERY, [{ value: 'a' }, { value: null }]],
		['lists within a list', [[1], [2]], QUERY, [{ value: [1] }, { value: [2] }]],
		['a number', '12', QUERY, [{ value: 12 }]],
		['false', 'false', QUERY, [{ value: false }]],
		['a word', '"x"', QUERY, [{ value: 'x' }]],
		['nothing', '', QUERY, [{ success: true }]],
		['null', 'null', MUTATE, [{ success: true }]],
		['nothing after a delete', '', DELETE, [{ deleted: true }]],
		['words', 'Done.', MUTATE, [{ data: 'Done.' }]],
		['results of a bulk', { payload: [{ a: 1 }, { a: 2 }], x: 1 }, BULK, [{ a: 1 }, { a: 2 }]],
		['a lone payload', { payload: [{ a: 1 }] }, QUERY, [{ a: 1 }]],
		['a record with a payload', { id: 1, payload: [1] }, QUERY, [{ id: 1, payload: [1] }]],
		[
			'a report',
			{ column_definitions: [{ A: {} }], row_values: [[1], [2]] },
			QUERY,
			[{ A: 1 }, { A: 2 }],
		],
	])('makes items of %s', (_, body, of, items) => {
		expect(jsonOf(body, of)).toEqual(items);
	});

	it('tells which record a blank answer speaks of', () => {
		const ids = { parentId: '7', name: 'a1', longId: '12345678901234567890' };
		expect(jsonOf('', DELETE, ids)).toEqual([{ deleted: true, ...ids, parentId: 7 }]);
	});

	it('makes a file of bytes', () => {
		const data = Buffer.from('%PDF-1.7');
		const headers = {
			'content-type': 'application/pdf',
			'content-disposition': 'attachment; filename="offer.pdf"',
		};
		expect(normalize(answer(data, { headers }), QUERY, { id: '3' })).toEqual([
			{
				json: { id: 3, fileName: 'offer.pdf', mimeType: 'application/pdf', fileSize: 8 },
				binary: { data, fileName: 'offer.pdf', mimeType: 'application/pdf' },
			},
		]);
	});

	it.each([
		['text/csv; charset=utf-8', 'a,b\n1,2', 'text/csv', 'file.csv'],
		['application/xml', '<a/>', 'application/xml', 'file.xml'],
		['image/svg+xml', '<svg/>', 'image/svg+xml', 'file.svg'],
		['text/html', '<p>x</p>', 'text/html', 'file.html'],
		['', 'a,b', 'text/plain', 'file.txt'],
		['application/octet-stream', 'a,b', 'application/octet-stream', 'file'],
	])('makes a file of type %j where a file was asked for', (type, body, mimeType, fileName) => {
		const headers = { 'content-type': type };
		const [item] = normalize(answer(body, { headers }), DOWNLOAD, {});
		expect(item?.binary).toEqual({ data: Buffer.from(body), mimeType, fileName });
	});

	it.each([
		['', 'text/csv', 'text/csv'],
		['', 'application/pdf', 'application/pdf'],
		['', '', 'text/plain'],
		[' ', 'text/plain', 'text/plain'],
		['[]', 'application/json', 'application/json'],
		['[]', '', 'application/json'],
		['null', 'text/plain', 'text/plain'],
	])('makes a file of %j and type %j that has a name', (body, type, mimeType) => {
		const headers = { 'content-type': type, 'content-disposition': 'attachment; filename="a.b"' };
		const [item] = normalize(answer(body, { headers }), DOWNLOAD, { id: '3' });
		expect(item).toEqual({
			json: { id: 3, fileName: 'a.b', mimeType, fileSize: body.length },
			binary: { data: Buffer.from(body), fileName: 'a.b', mimeType },
		});
	});

	it('makes no file of no content', () => {
		const headers = { 'content-disposition': 'attachment; filename="a.b"' };
		const items = normalize(answer('', { statusCode: 204, headers }), DOWNLOAD, { id: '3' });
		expect(items).toEqual([{ json: { success: true, id: 3 } }]);
	});

	it('marks rows of a report that n8n would take for failed items', () => {
		const report = {
			column_definitions: [{ error: {} }, { message: {} }],
			row_values: [['a', 'b']],
		};
		expect(jsonOf(report)).toEqual([{ error: 'a', message: 'b', success: true }]);
	});

	it('loses no object of a list', () => {
		fc.assert(
			fc.property(fc.array(fc.jsonValue()), (elements) => {
				expect(jsonOf(elements)).toHaveLength(elements.length);
			}),
		);
	});
});

describe('toJson', () => {
	it.each([{ error: 'x' }, { message: 'x' }, { error: 'x', message: 'y', details: [] }])(
		'marks %j, which n8n would take for a failed item',
		(record) => {
			expect(toJson(record)).toEqual({ ...record, success: true });
		},
	);

	it.each([{}, { id: 1 }, { message: 'x', id: 1 }])('leaves %j alone', (record) => {
		expect(toJson(record)).toEqual(record);
	});
});
