import { describe, expect, it } from 'vitest';
import {
	decodeSchemas,
	decodeSummary,
	decodeTemplate,
} from '../../../../../nodes/ConnectWiseManage/catalogue/storage/decode.ts';
import {
	CONDITION_PARAMETERS,
	type OperationRow,
} from '../../../../../nodes/ConnectWiseManage/catalogue/storage/rows.ts';
import type {
	FieldTemplate,
	ParameterTemplate,
} from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { CONDITION_NAMES, encodeSchema } from '../../../../../tools/catalogue/encode.mts';

const SCHEMAS = decodeSchemas({
	module: 'shop',
	schemas: [['Thing', [['id', 'integer']]]],
	operations: [],
});

function decode(row: OperationRow) {
	return decodeTemplate(
		decodeSummary([row[0], 'GET', '/shop/things', 'Shop › Things › Get Many']),
		row,
		SCHEMAS,
	);
}

describe('fields', () => {
	it.each<FieldTemplate>([
		{ name: 'a', type: 'string' },
		{ name: 'a', type: 'string', maxLength: 50, requiredOnCreate: true },
		{ name: 'a', type: 'string', enum: ['x', 'y'], requiredOnUpdate: true },
		{ name: 'a', type: 'object', schema: 'Thing' },
		{ name: 'a', type: 'object', schema: 'Thing', isReference: true, readOnly: true },
		{ name: 'a', type: 'array', itemType: 'integer' },
		{
			name: 'a',
			type: 'array',
			itemType: 'object',
			schema: 'Company.Configuration',
			writeOnly: true,
		},
	])('come back from a row as they were written: %o', (field) => {
		const schemas = decodeSchemas({
			module: 'shop',
			schemas: [encodeSchema('Thing', [field])],
			operations: [],
		});
		expect(schemas.get('Thing')).toEqual([field]);
	});
});

describe('operations', () => {
	it('share the conditions with the generator, behind the path parameters', () => {
		expect(CONDITION_NAMES).toEqual(CONDITION_PARAMETERS);
		const { parameters } = decode([
			'x',
			[
				['id', 'P', 'integer', 'Thing ID'],
				['type', 'q', 'string', ['a']],
			],
			'none',
			'none',
			'c',
		]);
		expect(parameters.map(({ name }) => name)).toEqual(['id', ...CONDITION_PARAMETERS, 'type']);
		expect(parameters[0]).toEqual<ParameterTemplate>({
			name: 'id',
			in: 'path',
			type: 'integer',
			required: true,
			label: 'Thing ID',
		});
	});

	it.each([
		['none', { kind: 'none', required: false }],
		['object:Thing', { kind: 'object', required: true, schema: 'Thing' }],
		['object', { kind: 'object', required: true }],
		['multipart?:Thing', { kind: 'multipart', required: false, schema: 'Thing' }],
		['array:object:Thing', { kind: 'array', required: true, schema: 'Thing' }],
		['array:integer', { kind: 'array', required: true, itemType: 'integer' }],
	])('take the body %s', (text, body) => {
		expect(decode(['x', [], text, 'none']).body).toEqual(body);
	});

	it.each([
		['array:Thing', true],
		['array', false],
		['object:Thing', false],
	])('answer %s: records with an integer id in a list are told (%s)', (text, hasIntegerId) => {
		expect(decode(['x', [], 'none', text]).hasIntegerId).toBe(hasIntegerId);
	});
});
