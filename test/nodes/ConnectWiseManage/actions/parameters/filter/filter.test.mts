import { beforeAll, describe, expect, it } from 'vitest';
import { loadTemplate } from '../../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import type { OperationTemplate } from '../../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { readFilter } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/filter/filter.ts';
import { ParameterError } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';
import type { ParameterSource } from '../../../../../../nodes/ConnectWiseManage/actions/parameters/parameterSource.ts';

let template: OperationTemplate;
beforeAll(async () => {
	template = (await loadTemplate('getServiceTickets')) as OperationTemplate;
});

/** Parameters of which expressions gave the values. */
const sourceOf = (
	values: Record<string, unknown>,
	typed: Record<string, unknown> = {},
): ParameterSource => ({
	getNodeParameter: (name, _index, fallback, options) => {
		const given = options?.rawExpressions === true ? { ...values, ...typed } : values;
		return Object.prototype.hasOwnProperty.call(given, name) ? given[name] : fallback;
	},
});
const read = async (values: Record<string, unknown>, typed = {}) =>
	await readFilter(sourceOf(values, typed), template, 0, 'UTC');
const readRows = async (rows: unknown) => await read({ filters: { rows } });
const refusalOf = async (reading: Promise<unknown>): Promise<ParameterError> => {
	const error: unknown = await reading.then(
		() => undefined,
		(refused: unknown) => refused,
	);
	expect(error).toBeInstanceOf(ParameterError);
	return error as ParameterError;
};

const hostile = { toString: 1, valueOf: 1 };
const circular: Record<string, unknown> = {};
circular.self = circular;

describe('rows of odd kinds are refused in words', () => {
	it.each([
		[[null], /row 1 names no field/],
		[['id|number'], /row 1 names no field/],
		[[{ recordField: hostile }], /row 1 names no field/],
		[[JSON.parse('{"__proto__":{"recordField":"id|number"}}')], /row 1 cannot have "__proto__"/],
		[[{ recordField: 'id|number', operator: 'less', value: 1 }], /row 1 cannot have "operator"/],
		[[{ recordField: 'constructor|text', value: 'x' }], /no field "constructor"/],
		[[{ recordField: '__proto__|text', value: 'x' }], /no field "__proto__"/],
		[[{ recordField: 'x'.repeat(100_000), value: 'x' }], /no field "x/],
		[[{ recordField: 'id|number', numberOperator: circular, value: 1 }], /operator cannot be/],
		[[{ recordField: 'id|number', numberOperator: 'constructor', value: 1 }], /operator cannot be/],
		[[{ recordField: 'id|number', value: circular }], /takes text or a number/],
		[[{ recordField: 'id|number', value: 10n }], /takes text or a number/],
		[[{ recordField: 'id|number', value: 1, group: hostile }], /\(Group\) cannot be/],
		[[{ recordField: 'id|number', value: 1, group: 'E' }], /\(Group\) cannot be "E"/],
		[[{ recordField: 'id|number', value: '', skipWhenEmpty: {} }], /Skip When Empty\) must be/],
		[[{ recordField: 'summary|text', value: 'a\u0000b' }], /Filter/],
		[Array(200_000).fill({ recordField: 'id|number', value: 1 }), /has 200000 rows/],
	])('%#', async (rows, message) => {
		const { message: said, hint } = await refusalOf(readRows(rows));
		expect(said).toMatch(message);
		expect(said.length + hint.length).toBeLessThan(1_500);
	});

	it('so is Combine', async () => {
		const rows = [{ recordField: 'id|number', value: 1 }];
		const { message } = await refusalOf(read({ filters: { rows }, filterCombination: circular }));
		expect(message).toMatch(/Combine cannot be/);
	});
});

describe('an expression in place of the rows', () => {
	const typed = { filters: '={{ $json.rows }}' };

	it.each([
		[undefined],
		[null],
		[''],
		[[]],
		[{}],
		[{ rows: [] }],
		[{ rows: 'x' }],
		[3],
		[circular],
	])('that gives %o is no "everything"', async (filters) => {
		expect((await refusalOf(read({ filters }, typed))).message).toMatch(/^Filter has no rows/);
	});

	it('that gives rows is read as they are', async () => {
		const rows = [{ recordField: 'id|number', numberOperator: 'equals', value: '7' }];
		expect((await read({ filters: { rows } }, typed)).built).toEqual({ conditions: 'id = 7' });
	});
});

it('nothing filled in is no condition', async () => {
	for (const values of [{}, { filters: {} }, { filters: { rows: [] } }, { filters: '' }]) {
		expect((await read(values)).built).toEqual({});
	}
});
