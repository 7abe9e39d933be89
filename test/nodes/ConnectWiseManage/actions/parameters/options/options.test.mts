import { describe, expect, it } from 'vitest';
import { readOptions } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/options/options.ts';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import type { ParameterTemplate } from '../../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { template } from '../../../templates.mts';

const PARAMETERS: readonly ParameterTemplate[] = [
	{ name: 'id', in: 'path', type: 'integer', required: true, label: 'Ticket ID' },
	{ name: 'conditions', in: 'query', type: 'string', required: false },
	{ name: 'orderBy', in: 'query', type: 'string', required: false },
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

	it.each([undefined, null, {}, { pageSize: null }, { orderBy: '' }])(
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
		['[1, "2"]', '1,2'],
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
		[{ ids: 'a' }, /IDs \(ids\) must be a whole number/],
		[{ ids: '[1' }, /IDs \(ids\) must be a list/],
		[{ ids: [{}] }, /IDs \(ids\) must be a whole number/],
		[{ ids: '0x10' }, /must be a whole number, not "0x10"/],
		[{ conditions: [{}] }, /Conditions \(conditions\) must be text, not \[\{\}\]/],
		[{ conditions: ['a = 1', ['b = 2']] }, /must be text/],
		[{ conditions: { toString: 1 } }, /must be text, not \{"toString":1\}/],
		[{ ids: { toString: 1 } }, /IDs \(ids\) must be/],
		[{ pageSize: '1e3' }, /Page Size \(pageSize\) must be a whole number/],
		[{ pageSize: true }, /Page Size \(pageSize\) must be a whole number/],
		[{ conditions: {} }, /Conditions \(conditions\) must be text/],
		[{ pageSize: 'many' }, /Page Size \(pageSize\) must be a whole number/],
		[{ pageSize: 0 }, /Page Size \(pageSize\) must be 1 or more/],
		[{ pageSize: -5 }, /Page Size \(pageSize\) must be 1 or more/],
	])('refuses %j', (given, message) => {
		expect(() => read(given)).toThrow(message);
		expect(() => read(given)).toThrow(ParameterError);
	});

	const narrowing = ['conditions', 'ids', 'since', 'childconditions'];
	it.each(narrowing)('refuses to read everything where %s came out empty', (name) => {
		for (const nothing of [undefined, null, '', '  ', [], ['']]) {
			const given = { [name]: nothing };
			expect(() => read(given)).toThrow(/is empty, which would read every record/);
			expect(() => read(given)).toThrow(ParameterError);
		}
	});

	it.each(narrowing)('reads everything where %s is an asterisk', (name) => {
		expect(read({ [name]: '*' })).toEqual({ path: {}, query: {}, body: {}, pageSize: undefined });
	});

	it('takes an empty option for none where no one gave it, and where it narrows no list', () => {
		const none = { path: {}, query: {}, body: {}, pageSize: undefined };
		expect(readOptions({ conditions: '' }, FREE, 'UTC', () => false)).toEqual(none);
		const single = { ...FREE, response: { kind: 'object' } } as const;
		expect(read({ conditions: '' }, single)).toEqual(none);
		expect(read({ orderBy: '' })).toEqual(none);
	});

	it('keeps messages short whatever is given', () => {
		for (const given of [{ ['x'.repeat(1e5)]: 1 }, { ids: 'x'.repeat(1e5) }]) {
			expect(() => read(given)).toThrow(/^[^]{0,700}$/);
		}
	});

	it.each([{}, { id: '' }, { id: null }])('misses a required option in %j', (given) => {
		expect(() => read(given, OPERATION)).toThrow('Options is missing Ticket ID (id)');
	});
});
