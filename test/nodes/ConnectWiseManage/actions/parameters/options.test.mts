import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../../../nodes/ConnectWiseManage/actions/parameters/options.ts';
import { ParameterError } from '../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import type { ParameterTemplate } from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { template } from '../../templates.mts';

const PARAMETERS: readonly ParameterTemplate[] = [
	{ name: 'id', in: 'path', type: 'integer', required: true, label: 'Ticket ID' },
	{ name: 'conditions', in: 'query', type: 'string', required: false },
	{ name: 'ids', in: 'query', type: 'array', itemType: 'integer', required: false },
	{ name: 'since', in: 'query', type: 'dateTime', required: false },
	{ name: 'childconditions', in: 'body', type: 'string', required: false },
];

const OPERATION = template({ parameters: PARAMETERS });
const FREE = template({ parameters: PARAMETERS.slice(1) });

const read = (given: unknown, of = FREE) => readOptions(given, of, 'UTC');

describe('readOptions', () => {
	it('sorts options by where they travel', () => {
		const given = { id: 7, conditions: 'a = 1', childconditions: 'b = 2', pageSize: '5' };
		expect(read(given, OPERATION)).toEqual({
			path: { id: '7' },
			query: { conditions: 'a = 1' },
			body: { childconditions: 'b = 2' },
			pageSize: 5,
		});
	});

	it.each([undefined, null, {}, { conditions: null }, { conditions: '' }])(
		'takes %j for no options',
		(given) => {
			expect(read(given)).toEqual({ path: {}, query: {}, body: {}, pageSize: undefined });
		},
	);

	it('finds an option in another case, and spells it as the API does', () => {
		expect(read({ Conditions: 'a = 1', PAGESIZE: 3 })).toMatchObject({
			query: { conditions: 'a = 1' },
			pageSize: 3,
		});
	});

	it.each([
		[[1, 2], '1,2'],
		['1, 2', '1,2'],
		[5, '5'],
		[['1', 2], '1,2'],
	])('writes the list %j as %s', (ids, text) => {
		expect(read({ ids }).query).toEqual({ ids: text });
	});

	it('brings dates into the form of the API', () => {
		expect(read({ since: '2026-01-31' }).query).toEqual({ since: '2026-01-31T00:00:00Z' });
	});

	it.each<readonly [unknown, RegExp]>([
		[[], /must be one JSON object/],
		['x', /must be one JSON object/],
		[{ page: 2 }, /"page", but paging is handled by the node/],
		[{ pageId: 2 }, /paging is handled/],
		[{ other: 1 }, /"other", which Service › Tickets › Get Many does not take/],
		[JSON.parse('{"__proto__":1}'), /"__proto__", which/],
		[{ constructor: 1 }, /"constructor", which/],
		[{ ids: 'a' }, /"ids" must be a whole number/],
		[{ conditions: {} }, /"conditions" must be text/],
		[{ pageSize: 'many' }, /"pageSize" must be a whole number/],
		[{ pageSize: 0 }, /"pageSize" must be 1 or more/],
		[{ pageSize: -5 }, /"pageSize" must be 1 or more/],
	])('refuses %j', (given, message) => {
		expect(() => read(given)).toThrow(message);
		expect(() => read(given)).toThrow(ParameterError);
	});

	it.each([{}, { id: '' }, { id: null }])('misses a required option in %j', (given) => {
		expect(() => read(given, OPERATION)).toThrow('Options lacks Ticket ID ("id")');
	});
});
