import { describe, expect, it } from 'vitest';
import { renderFiles } from '../../../tools/catalogue/files.mts';
import {
	answer,
	body,
	buildFrom,
	CLIENT_ID_HEADER,
	documentOf,
	listOf,
	onlyOperation,
	reference,
} from './samples.mts';

const THING = reference('Thing');
const ID = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };

async function buildOne(path: string, method: string, operation: object) {
	return onlyOperation(await buildFrom(documentOf({ [path]: { [method]: operation } })));
}

describe('response kinds', () => {
	it.each([
		['a list of records', answer(listOf(THING)), 'array:Thing'],
		['a list of maps', answer(listOf({ type: 'object' })), 'array'],
		['a record', answer(THING), 'object:Thing'],
		['a record created', answer(THING, '201'), 'object:Thing'],
		['a count', answer(reference('Count')), 'count'],
		['a number', answer({ type: 'integer' }), 'primitive'],
		['a bulk result', answer(THING, '207'), 'bulk:Thing'],
		['a file', answer({ type: 'string' }, '200', 'application/octet-stream'), 'binary'],
		['a PDF', answer({ type: 'string' }, '200', 'application/pdf'), 'binary'],
		['an image', answer({ type: 'string' }, '200', 'image/png'), 'binary'],
		['a page', answer({ type: 'string' }, '200', 'text/html'), 'text'],
		['no content', { '204': { description: 'nothing' } }, 'none'],
		['a success without content', { '200': { description: 'nothing' } }, 'none'],
		['nothing stated', { default: { description: 'default' } }, 'none'],
	])('reads %s', async (_, responses, expected) => {
		const { row } = await buildOne('/shop/things', 'get', { operationId: 'getThings', responses });
		expect(row[3]).toBe(expected);
	});
});

describe('body kinds', () => {
	it.each([
		['none', 'post', undefined, 'none'],
		['an object', 'post', body(THING), 'object:Thing'],
		['an optional object', 'post', body(THING, 'application/json', false), 'object?:Thing'],
		['a list of records', 'post', body(listOf(THING)), 'array:object:Thing'],
		['a list of numbers', 'put', body(listOf({ type: 'integer' })), 'array:integer'],
		['a form', 'post', body(THING, 'multipart/form-data'), 'multipart:Thing'],
		['an open object', 'post', body({ type: 'object' }), 'object'],
		['a body with DELETE', 'delete', body(THING), 'object:Thing'],
	])('reads %s', async (_, method, requestBody, expected) => {
		const operation = { operationId: 'x', requestBody, responses: answer(THING) };
		const { row } = await buildOne('/shop/things', method, operation);
		expect(row[2]).toBe(expected);
	});

	it('gives a PATCH the fields of the record that it answers', async () => {
		const operation = {
			operationId: 'patchThing',
			requestBody: body(listOf({ type: 'object' })),
			responses: answer(THING),
		};
		const { row } = await buildOne('/shop/things/{id}', 'patch', operation);
		expect(row[2]).toBe('patch:Thing');
	});

	it('prefers the body of the PUT beside a PATCH to its answer', async () => {
		const patch = {
			operationId: 'patchThing',
			requestBody: body(listOf({ type: 'object' })),
			responses: answer(reference('Part')),
		};
		const put = { operationId: 'putThing', requestBody: body(THING), responses: answer(THING) };
		const { chunks } = await buildFrom(documentOf({ '/shop/things/{id}': { patch, put } }));
		expect(chunks[0]?.operations[0]?.slice(0, 3)).toEqual([
			'patchThing',
			[['id', 'P', 'string', 'Thing ID']],
			'patch:Thing',
		]);
	});
});

describe('fields', () => {
	it('keeps types, limits and marks, and follows nested records', async () => {
		const { chunk } = await buildOne('/shop/things', 'get', {
			operationId: 'getThings',
			responses: answer(listOf(THING)),
		});
		expect(chunk.schemas).toEqual([
			[
				'OwnerReference',
				[
					['id', 'integer'],
					['name', 'string'],
					['_info', 'object', 'r'],
				],
			],
			[
				'Part',
				[
					['size', 'number'],
					['open', 'any'],
				],
			],
			[
				'Thing',
				[
					['id', 'integer'],
					['name', 'string', 'c', 50],
					['kind', 'string', '', ['Big', 'Small']],
					['owner', 'ref:OwnerReference', 'c'],
					['parts', 'array:object:Part'],
					['codes', 'array:integer'],
					['madeOn', 'dateTime'],
					['token', 'string', 'w'],
					['level', 'integer', 'u'],
					['_info', 'object', 'r'],
				],
			],
		]);
	});
});

describe('parameters', () => {
	const paging = ['page', 'pageSize', 'pageId'].map((name) => ({
		name,
		in: 'query',
		description: 'Prose about pages.',
		schema: { type: 'integer', nullable: true },
	}));
	const conditions = [
		'conditions',
		'childConditions',
		'customFieldConditions',
		'orderBy',
		'fields',
	].map((name) => ({ name, in: 'query', schema: { type: 'string' } }));

	it('leaves out paging and headers, and marks the list as paged', async () => {
		const parameters = [...conditions, ...paging, CLIENT_ID_HEADER];
		const responses = answer(listOf(THING));
		const operation = { operationId: 'getThings', parameters, responses };
		const { row } = await buildOne('/shop/things', 'get', operation);
		expect(row).toEqual(['getThings', [], 'none', 'array:Thing', 'cp']);
	});

	it('does not mark a record as paged that takes paging parameters', async () => {
		const parameters = [ID, ...conditions, ...paging];
		const operation = { operationId: 'getThing', parameters, responses: answer(THING) };
		const { row } = await buildOne('/shop/things/{id}', 'get', operation);
		expect(row[4]).toBe('c');
	});

	it('counts what it leaves out, with the reason', async () => {
		const operation = {
			operationId: 'getThings',
			parameters: [...paging, CLIENT_ID_HEADER],
			responses: answer(listOf(THING)),
		};
		const { report } = await buildFrom(documentOf({ '/shop/things': { get: operation } }));
		expect(Object.fromEntries(report.dropped.get('paging parameter') ?? [])).toEqual({
			page: 1,
			pageSize: 1,
			pageId: 1,
		});
		expect(report.dropped.get('header parameter')?.get('clientId')).toBe(1);
	});

	it('sends a parameter in the query that claims a place the path does not have', async () => {
		const misplaced = {
			name: 'type',
			in: 'path',
			required: true,
			schema: { type: 'string', enum: ['a'] },
		};
		const operation = {
			operationId: 'getThings',
			parameters: [misplaced],
			responses: answer(THING),
		};
		const { row } = await buildOne('/shop/things', 'get', operation);
		expect(row[1]).toEqual([['type', 'q', 'string', ['a']]]);
	});

	it('takes the members of an object in the query', async () => {
		const object = { name: 'part', in: 'query', schema: reference('Part') };
		const operation = { operationId: 'getThings', parameters: [object], responses: answer(THING) };
		const { row } = await buildOne('/shop/things', 'get', operation);
		expect(row[1]).toEqual([
			['size', 'q', 'number'],
			['open', 'q', 'any'],
		]);
	});

	it('says whose id a placeholder is, and keeps those that the document forgets', async () => {
		const operation = { operationId: 'getPart', responses: answer(THING) };
		const { row } = await buildOne('/shop/things/{parentId}/boxes/{id}', 'get', operation);
		expect(row[1]).toEqual([
			['parentId', 'P', 'string', 'Thing ID'],
			['id', 'P', 'string', 'Box ID'],
		]);
	});

	it('lets an operation replace a parameter that its path shares', async () => {
		const get = { operationId: 'getThing', parameters: [ID], responses: answer(THING) };
		const parameters = [{ ...ID, schema: { type: 'string' } }];
		const { chunks } = await buildFrom(documentOf({ '/shop/things/{id}': { parameters, get } }));
		expect(chunks[0]?.operations[0]?.[1]).toEqual([['id', 'P', 'integer', 'Thing ID']]);
	});
});

describe('kinds', () => {
	it('offers a search by POST as a query whose filters are options', async () => {
		const filter = { type: 'object', properties: { conditions: { type: 'string' } } };
		const operation = {
			operationId: 'postServiceTicketsSearch',
			requestBody: body(reference('Filter')),
			responses: answer(listOf(THING)),
		};
		const schemas = { Filter: filter, Thing: { type: 'object', properties: {} } };
		const paths = { '/service/tickets/search': { post: operation } };
		const { row, summary } = onlyOperation(await buildFrom(documentOf(paths, schemas)));
		expect(summary.slice(3)).toEqual(['Service › Tickets › Search', 'q']);
		expect(row).toEqual([
			'postServiceTicketsSearch',
			[
				['fields', 'q', 'string'],
				['conditions', 'b', 'string'],
			],
			'object:Filter',
			'array:Thing',
			'p',
		]);
	});
});

describe('collisions', () => {
	const operation = (operationId: string) => ({ operationId, responses: answer(THING) });

	it.each([
		['operation id', { '/a/b': { get: operation('same') }, '/a/c': { get: operation('same') } }],
		['route', { '/a/b/{id}': { get: operation('one') }, '/a/b/{key}': { get: operation('two') } }],
		[
			'label',
			{ '/a/bigThing': { get: operation('one') }, '/a/BigThing': { get: operation('two') } },
		],
	])('refuses two operations with the same %s', async (what, paths) => {
		await expect(buildFrom(documentOf(paths))).rejects.toThrow(`The same ${what} stands for`);
	});
});

describe('determinism', () => {
	it('gives the same bytes whatever order the document lists paths in', async () => {
		const get = { operationId: 'getThings', responses: answer(listOf(THING)) };
		const post = { operationId: 'postThings', requestBody: body(THING), responses: answer(THING) };
		const parts = { get: { operationId: 'getParts', responses: answer(reference('Part')) } };
		const first = await buildFrom(documentOf({ '/shop/things': { get, post }, '/a/parts': parts }));
		const second = await buildFrom(
			documentOf({ '/a/parts': parts, '/shop/things': { post, get } }),
		);
		const sameSource = { ...second, index: { ...second.index, sha256: first.index.sha256 } };
		expect([...renderFiles(sameSource)]).toEqual([...renderFiles(first)]);
	});
});
