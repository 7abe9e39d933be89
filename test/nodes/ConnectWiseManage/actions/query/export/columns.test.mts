import { describe, expect, it } from 'vitest';
import type { FieldTemplate } from '../../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import {
	columnsOf,
	columnsOfRows,
} from '../../../../../../nodes/ConnectWiseManage/actions/query/export/columns.ts';
import { template } from '../../../templates.mts';

const reference = (name: string): FieldTemplate => ({
	name,
	type: 'object',
	schema: 'Reference',
	isReference: true,
});
const RECORD: FieldTemplate[] = [
	{ name: 'id', type: 'integer' },
	{ name: 'summary', type: 'string' },
	reference('board'),
	{ name: 'password', type: 'string', writeOnly: true },
	{ name: 'customFields', type: 'array' },
	{ name: 'nested', type: 'object', schema: 'Reference' },
	{ name: 'open', type: 'object', isReference: true },
	{ name: '_info', type: 'object' },
];
const REFERENCE: FieldTemplate[] = [
	{ name: 'id', type: 'integer' },
	{ name: 'name', type: 'string' },
	{ name: '_info', type: 'object' },
];
const LIST = template(
	{ response: { kind: 'array', schema: 'Record' } },
	{ Record: RECORD, Reference: REFERENCE },
);

const headers = (fields?: string, isSimplified = false, list = LIST) =>
	columnsOf(list, fields, isSimplified).map(({ header }) => header);

describe('columnsOf', () => {
	it('gives all that is known of the records, in the order of the model', () => {
		expect(headers()).toEqual([
			...['id', 'summary', 'board.id', 'board.name', 'customFields', 'nested', 'open'],
			...['_info.lastUpdated', '_info.updatedBy'],
		]);
	});

	it.each([
		['id,summary', ['id', 'summary']],
		[' summary , id ,, ', ['summary', 'id']],
		['board/name', ['board.name']],
		['BOARD/Name,ID', ['board.name', 'id']],
		['board', ['board.id', 'board.name']],
		['board,board/name,id,id', ['board.id', 'board.name', 'id']],
		['newField,board/newOne,new/of/all', ['newField', 'board.newOne', 'new.of.all']],
		['_info/lastUpdated', ['_info.lastUpdated']],
		['customFields', ['customFields']],
		['__proto__', ['__proto__']],
	])('gives the fields chosen by %j', (fields, expected) => {
		expect(headers(fields)).toEqual(expected);
	});

	it.each([
		['board/name,board/id,id', ['board', 'id']],
		['_info/lastUpdated,id', ['id']],
		[undefined, ['id', 'summary', 'board', 'customFields', 'nested', 'open']],
	])('gives one for each field of simplified records (%j)', (fields, expected) => {
		expect(headers(fields, true)).toEqual(expected);
	});

	it('gives none where nothing is known and nothing chosen', () => {
		expect(headers(undefined, false, template())).toEqual([]);
		expect(headers('id,a/b', false, template())).toEqual(['id', 'a.b']);
	});
});

describe('columnsOfRows', () => {
	it('gives every name that any row has', () => {
		const rows = [{ a: 1 }, { b: 2, a: 3 }, {}];
		expect(columnsOfRows(rows).map(({ header }) => header)).toEqual(['a', 'b']);
		expect(columnsOfRows([])).toEqual([]);
	});
});
