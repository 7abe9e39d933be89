import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	buildConditions,
	type Combination,
	type FilterRow,
} from '../../../../nodes/ConnectWiseManage/conditions/build.ts';
import type { Comparison } from '../../../../nodes/ConnectWiseManage/conditions/comparison.ts';
import {
	compileChildExpression,
	compileCustomFieldExpression,
	compileExpression,
	type Predicate,
} from '../../../sandbox/conditions/evaluate.mts';
import { parseConditions } from '../../../sandbox/conditions/parser.mts';
import { valueAtPath, type Json, type JsonObject } from '../../../sandbox/json.mts';
import { CLOCK, compare, FIELDS, values } from './rows.mts';

/** Texts with what the language has a use of its own for. */
const text = fc.oneof(
	fc.constantFrom(
		'Help Desk',
		`O'Brien`,
		'27"',
		`a'b"c`,
		'x\\',
		'\\"',
		'[new]',
		'50%',
		'a*b',
		'ä',
		'Ä',
	),
	fc.string({ minLength: 1, maxLength: 6 }).filter((one) => !/\p{Cc}/u.test(one)),
);
const number = fc.integer({ min: -3, max: 3 });
const dates = fc.constantFrom(
	'2026-11-26T09:00:00Z',
	'2026-11-20T00:00:00Z',
	'2027-01-01T00:00:00Z',
);

const record: fc.Arbitrary<JsonObject> = fc.record(
	{
		id: number,
		summary: text,
		budgetHours: number,
		closedFlag: fc.boolean(),
		dateEntered: dates,
		board: fc.record({ id: number, name: text }),
		communicationItems: fc.array(fc.record({ value: text, communicationType: text }), {
			maxLength: 3,
		}),
		customFields: text.map((value) => [{ id: 1, caption: 'Asset Tag', value }]),
	},
	{ requiredKeys: ['id', 'closedFlag'] },
);

const plainRow: fc.Arbitrary<Comparison> = fc.oneof(
	fc
		.tuple(
			fc.constantFrom(FIELDS.summary, FIELDS.board),
			fc.constantFrom('equals', 'notEquals', 'contains', 'notContains'),
			text,
		)
		.map(([field, operator, value]) => compare(field, operator, values(value))),
	fc
		.tuple(
			fc.constantFrom('startsWith', 'endsWith'),
			text.filter((one) => !/[*%]/.test(one)),
		)
		.map(([operator, value]) => compare(FIELDS.summary, operator, values(value))),
	fc
		.tuple(fc.constantFrom('in', 'notIn'), fc.array(text, { minLength: 1, maxLength: 3 }))
		.map(([operator, list]) => compare(FIELDS.summary, operator, values(...list))),
	fc
		.tuple(fc.constantFrom('less', 'lessOrEqual', 'greater', 'greaterOrEqual', 'notEquals'), number)
		.map(([operator, value]) => compare(FIELDS.hours, operator, values(String(value)))),
	fc.boolean().map((value) => compare(FIELDS.closed, 'equals', { kind: 'flag', value })),
	fc
		.constantFrom('isEmpty', 'isNotEmpty')
		.chain((name) =>
			fc.constantFrom(FIELDS.summary, FIELDS.board, FIELDS.entered).map((f) => [f, name] as const),
		)
		.map(([field, name]) => compare(field, name, { kind: 'nothing' })),
	fc
		.constantFrom('today', 'thisWeek', 'thisMonth', 'thisQuarter')
		.map((name) => compare(FIELDS.entered, name, { kind: 'nothing' })),
);

const low = (value: unknown) => String(value).toLowerCase();

/** What a row says, worked out on the record itself. */
function holds({ field, operator, operand }: Comparison, json: JsonObject): boolean {
	const value: Json | undefined = valueAtPath(json, field.path.split('/'));
	const isThere = value !== undefined && value !== null;
	const [wanted = ''] = operand.kind === 'values' ? operand.values : [];
	const list = operand.kind === 'values' ? operand.values.map(low) : [];
	const day = isThere && typeof value === 'string' ? value.slice(0, 10) : '';
	switch (operator.value) {
		case 'isEmpty':
			return !isThere || value === '';
		case 'isNotEmpty':
			return isThere && value !== '';
		case 'equals':
			return operand.kind === 'flag'
				? value === operand.value
				: isThere && low(value) === low(wanted);
		case 'notEquals':
			return !isThere || low(value) !== low(wanted);
		case 'in':
			return isThere && list.includes(low(value));
		case 'notIn':
			return !isThere || !list.includes(low(value));
		case 'contains':
			return isThere && low(value).includes(low(wanted));
		case 'notContains':
			return !isThere || !low(value).includes(low(wanted));
		case 'startsWith':
			return isThere && low(value).startsWith(low(wanted));
		case 'endsWith':
			return isThere && low(value).endsWith(low(wanted));
		case 'less':
			return isThere && Number(value) < Number(wanted);
		case 'lessOrEqual':
			return isThere && Number(value) <= Number(wanted);
		case 'greater':
			return isThere && Number(value) > Number(wanted);
		case 'greaterOrEqual':
			return isThere && Number(value) >= Number(wanted);
		case 'today':
			return day === '2026-11-26';
		case 'thisWeek':
			return day >= '2026-11-23' && day < '2026-11-30';
		case 'thisMonth':
			return day.startsWith('2026-11');
		default:
			return day >= '2026-10-01' && day < '2027-01-01';
	}
}

const matches = (
	text: string | undefined,
	compile: (e: ReturnType<typeof parseConditions>) => Predicate,
	json: JsonObject,
) => text === undefined || compile(parseConditions(text))((path) => valueAtPath(json, path));

describe('what ConnectWise returns is what the rows mean', () => {
	it('for rows of plain fields, however they go together', () => {
		const rows = fc.array(fc.tuple(plainRow, fc.constantFrom('A', 'B')), {
			minLength: 1,
			maxLength: 4,
		});
		const combinations = fc.constantFrom<Combination>('all', 'any', 'groups');
		fc.assert(
			fc.property(rows, combinations, record, (given, combination, json) => {
				const list: FilterRow[] = given.map(([comparison, group]) => ({ comparison, group }));
				const { conditions } = buildConditions(list, combination, CLOCK);
				const isMet = ({ comparison }: FilterRow) => holds(comparison, json);
				const groups = ['A', 'B'].map((letter) => list.filter(({ group }) => group === letter));
				const expected = {
					all: list.every(isMet),
					any: list.some(isMet),
					groups: groups.some((group) => group.length > 0 && group.every(isMet)),
				}[combination];
				expect(matches(conditions, compileExpression, json)).toBe(expected);
			}),
			{ numRuns: 2_000 },
		);
	});

	it('for an entry of a list that meets all rows', () => {
		fc.assert(
			fc.property(text, text, record, (value, type, json) => {
				const rows = [
					compare(FIELDS.phone, 'equals', values(value)),
					compare(FIELDS.phoneType, 'contains', values(type)),
				].map((comparison) => ({ comparison, group: 'A' }));
				const { childConditions } = buildConditions(rows, 'all', CLOCK);
				const items = (json.communicationItems ?? []) as JsonObject[];
				const expected = items.some(
					(item) =>
						low(item.value) === low(value) && low(item.communicationType).includes(low(type)),
				);
				expect(matches(childConditions, compileChildExpression, json)).toBe(expected);
			}),
			{ numRuns: 500 },
		);
	});

	it('for a custom field by its caption', () => {
		fc.assert(
			fc.property(text, fc.boolean(), record, (value, isNegated, json) => {
				const comparison = compare(FIELDS.tag, isNegated ? 'notEquals' : 'equals', values(value));
				const { customFieldConditions } = buildConditions(
					[{ comparison, group: 'A' }],
					'all',
					CLOCK,
				);
				const [field] = (json.customFields ?? []) as JsonObject[];
				const isSame = field !== undefined && low(field.value) === low(value);
				const expected = field !== undefined && isSame !== isNegated;
				expect(matches(customFieldConditions, compileCustomFieldExpression, json)).toBe(expected);
			}),
			{ numRuns: 500 },
		);
	});
});
