import { describe, expect, it } from 'vitest';
import {
	buildConditions,
	type BuiltConditions,
	type Combination,
} from '../../../../nodes/ConnectWiseManage/conditions/build.ts';
import type {
	Comparison,
	Operand,
} from '../../../../nodes/ConnectWiseManage/conditions/comparison.ts';
import { ConditionError } from '../../../../nodes/ConnectWiseManage/conditions/ConditionError.ts';
import { OPERATORS } from '../../../../nodes/ConnectWiseManage/conditions/operators.ts';
import { CLOCK, compare, FIELDS, values } from './rows.mts';

const NOTHING: Operand = { kind: 'nothing' };
const instants = (...texts: readonly string[]): Operand => ({
	kind: 'instants',
	instants: texts.map((text) => Date.parse(text)),
});

function build(
	comparisons: readonly Comparison[],
	combination: Combination = 'all',
	groups: readonly string[] = [],
): BuiltConditions {
	const rows = comparisons.map((comparison, index) => ({
		comparison,
		group: groups[index] ?? 'A',
	}));
	return buildConditions(rows, combination, CLOCK);
}

describe('a row becomes a condition', () => {
	it.each<[Comparison, string]>([
		[compare(FIELDS.summary, 'equals', values('Printer')), 'summary = "Printer"'],
		[compare(FIELDS.summary, 'equals', values('27" screen')), `summary = '27" screen'`],
		[compare(FIELDS.summary, 'equals', values(`O'Brien 27"`)), `summary = "O'Brien 27\\""`],
		[compare(FIELDS.summary, 'contains', values('C:\\Temp')), 'summary contains "C:\\\\Temp"'],
		[compare(FIELDS.summary, 'notEquals', values('x')), '(summary != "x" or summary = null)'],
		[compare(FIELDS.id, 'notEquals', values('7')), 'id != 7'],
		[
			compare(FIELDS.board, 'notIn', values('A', 'B')),
			'(board/name not in ("A", "B") or board = null)',
		],
		[compare(FIELDS.summary, 'startsWith', values('[new] a')), 'summary like "[[]new] a*"'],
		[compare(FIELDS.summary, 'endsWith', values('x')), 'summary like "*x"'],
		[compare(FIELDS.summary, 'isEmpty', NOTHING), '(summary = null or summary = "")'],
		[compare(FIELDS.board, 'isEmpty', NOTHING), 'board = null'],
		[compare(FIELDS.board, 'isNotEmpty', NOTHING), 'board != null'],
		[compare(FIELDS.id, 'in', values('1', ' 2 ')), 'id in (1, 2)'],
		[compare(FIELDS.hours, 'lessOrEqual', values('2.5')), 'budgetHours <= 2.5'],
		[compare(FIELDS.closed, 'equals', { kind: 'flag', value: false }), 'closedFlag = false'],
		[compare(FIELDS.severity, 'in', values('Low')), 'severity in ("Low")'],
		[
			compare(FIELDS.entered, 'between', instants('2026-02-01T00:00:00Z', '2026-01-01T00:00:00Z')),
			'dateEntered >= [2026-01-01T00:00:00Z] and dateEntered <= [2026-02-01T00:00:00Z]',
		],
		[
			compare(FIELDS.entered, 'onDay', instants('2026-02-01T15:00:00Z')),
			'dateEntered >= [2026-02-01T00:00:00Z] and dateEntered < [2026-02-02T00:00:00Z]',
		],
		[
			compare(FIELDS.entered, 'inLast', { kind: 'span', amount: 2, unit: 'hours' }),
			'dateEntered >= [2026-11-26T07:30:00Z] and dateEntered <= [2026-11-26T09:30:00Z]',
		],
		[
			compare(FIELDS.entered, 'olderThan', { kind: 'span', amount: 1, unit: 'days' }),
			'dateEntered < [2026-11-25T09:30:00Z]',
		],
		[
			compare(FIELDS.entered, 'today', NOTHING),
			'dateEntered >= [2026-11-26T00:00:00Z] and dateEntered < [2026-11-27T00:00:00Z]',
		],
	])('%#: %j', (comparison, expected) => {
		expect(build([comparison])).toEqual({ conditions: expected });
	});

	it('goes to the parameter of its place', () => {
		expect(
			build([
				compare(FIELDS.id, 'equals', values('1')),
				compare(FIELDS.phone, 'in', values('a@example.com', 'b@example.com')),
				compare(FIELDS.tag, 'notIn', values('A', 'B')),
			]),
		).toEqual({
			conditions: 'id = 1',
			childConditions:
				'(communicationItems/value = "a@example.com" or communicationItems/value = "b@example.com")',
			customFieldConditions:
				'caption = "Asset Tag" and ((value != "A" and value != "B") or value = null)',
		});
	});
});

describe('rows go together', () => {
	const open = compare(FIELDS.closed, 'equals', { kind: 'flag', value: false });
	const mine = compare(FIELDS.board, 'equals', values('Help Desk Example'));
	const today = compare(FIELDS.entered, 'today', NOTHING);

	it('by and, or, and groups', () => {
		const day = 'dateEntered >= [2026-11-26T00:00:00Z] and dateEntered < [2026-11-27T00:00:00Z]';
		expect(build([open, mine]).conditions).toBe(
			'closedFlag = false and board/name = "Help Desk Example"',
		);
		expect(build([open, today], 'any').conditions).toBe(`closedFlag = false or (${day})`);
		expect(build([open, mine, today], 'groups', ['A', 'B', 'A']).conditions).toBe(
			`(closedFlag = false and ${day}) or board/name = "Help Desk Example"`,
		);
		expect(build([])).toEqual({});
	});

	it.each<[string, readonly Comparison[], Combination, RegExp]>([
		[
			'fields and lists by or',
			[open, compare(FIELDS.phone, 'equals', values('x'))],
			'any',
			/by "or"/,
		],
		[
			'two custom fields by and',
			[compare(FIELDS.tag, 'equals', values('x')), compare(FIELDS.room, 'equals', values('1'))],
			'all',
			/one custom field only/,
		],
		[
			'what no entry of a list has',
			[compare(FIELDS.phone, 'notEquals', values('x'))],
			'all',
			/some entry/,
		],
		[
			'a wildcard as the beginning',
			[compare(FIELDS.summary, 'startsWith', values('50% off'))],
			'all',
			/\* or %/,
		],
		['a line break', [compare(FIELDS.summary, 'contains', values('a\nb'))], 'all', /line break/],
		['no number', [compare(FIELDS.id, 'equals', values('0x10'))], 'all', /must be a number/],
		[
			'a number of another spelling',
			[compare(FIELDS.id, 'equals', values('1e3'))],
			'all',
			/number/,
		],
	])('but not %s', (_, comparisons, combination, message) => {
		expect(() => build(comparisons, combination)).toThrow(ConditionError);
		expect(() => build(comparisons, combination)).toThrow(message);
	});
});

it('has an operator that every kind begins with', () => {
	for (const operators of Object.values(OPERATORS)) {
		expect(new Set(operators.map(({ value }) => value)).size).toBe(operators.length);
		expect(operators.length).toBeGreaterThan(0);
	}
});
