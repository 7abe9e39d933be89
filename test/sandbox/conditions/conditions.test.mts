import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ApiError } from '../errors.mts';
import type { Json, JsonObject } from '../json.mts';
import { valueAtPath } from '../json.mts';
import type { Comparison, Expression, Literal } from './ast.mts';
import { compileExpression, likePattern } from './evaluate.mts';
import { splitIdRange } from './idRange.mts';
import { parseConditions, parseOrderBy } from './parser.mts';

const RECORD: JsonObject = {
	id: 7,
	summary: 'Printer\'s 27" screen [broken]',
	closedFlag: false,
	board: { id: 3, name: 'Help Desk Example' },
	dateEntered: '2026-05-01T10:00:00Z',
	budgetHours: 2.5,
};

const test = (text: string, record: JsonObject = RECORD): boolean =>
	compileExpression(parseConditions(text))((path) => valueAtPath(record, path));

describe('conditions', () => {
	it.each([
		['id=7', true],
		['id = 7 and board/id=3', true],
		['ID=7', false],
		['id in (1,7)', true],
		['id not in (1,7)', false],
		['summary contains "PRINTER"', true],
		['summary not contains "printer"', false],
		['summary like "printer*"', true],
		['summary like "%screen%"', true],
		['summary like "*[[]broken]"', true],
		["summary contains '27\"'", true],
		['summary contains "27\\""', true],
		["board/name = 'help desk example'", true],
		['closedFlag = FALSE', true],
		['closedDate = null', true],
		['closedDate != null', false],
		['closedDate != "x"', false],
		['dateEntered >= [2026-05-01T10:00:00Z] AND dateEntered < [2026-05-02]', true],
		['dateEntered > [2026-05-01T12:00:00+02:00]', false],
		['budgetHours > 2.4 OR id = 1 AND id = 2', true],
		['(budgetHours > 2.4 OR id = 1) AND id = 2', false],
	])('%s is %s', (text, expected) => {
		expect(test(text)).toBe(expected);
	});

	it.each([
		'id =',
		'id 7',
		'(id=7',
		'id in ()',
		'summary like',
		'id=7 id=8',
		'a # b',
		'= 3',
		'd > [yesterday]',
	])('refuses %s with ApiFindCondition', (text) => {
		const parse = () => parseConditions(text);
		expect(parse).toThrow(ApiError);
		expect(parse).toThrow(/ApiFindCondition/);
	});

	it.each([
		['objectId=4ANDobjectId=5', 'Line 1, Character 9) - Unrecognized value: 4ANDobjectId '],
		['id = 5 and\nsummary = x y', 'Line 2, Character 10) - Unrecognized value: x '],
		['id =', 'Unrecognized value: '],
	])('says of %j where it stops to understand it', (text, told) => {
		expect(() => parseConditions(text)).toThrow(told);
	});

	it('names the first unknown word of nonsense, not its place', () => {
		const check = (path: readonly string[]) => {
			if (path[0] !== 'id') throw new ApiError(400, `${path.join('/')} is not a recognized name.`);
		};
		const parse = (text: string) => () => parseConditions(text, 'backslash', check);
		expect(parse('ticket condition = invalid')).toThrow('ticket is not a recognized name.');
		expect(parse('id id = 5')).toThrow('Condition Syntax Error');
	});

	it('reads doubled quotes where that is how quotes are escaped', () => {
		expect(parseConditions('name = "a ""b"""', 'doubled')).toMatchObject({
			values: [{ kind: 'text', value: 'a "b"' }],
		});
		expect(() => parseConditions('name = "a \\" b"', 'none')).toThrow(ApiError);
	});

	it('sorts by several keys', () => {
		expect(parseOrderBy('board/name, id desc')).toEqual([
			{ path: ['board', 'name'], isDescending: false },
			{ path: ['id'], isDescending: true },
		]);
		expect(() => parseOrderBy('id sideways')).toThrow(ApiError);
	});

	it('takes every character but wildcards literally in like', () => {
		fc.assert(
			fc.property(fc.string(), (text) => {
				const literal = text.replace(/[*%]/g, '');
				return likePattern(literal.replaceAll('[', '[[]')).test(literal);
			}),
		);
	});
});

const literal: fc.Arbitrary<Literal> = fc.oneof(
	fc.integer({ min: -50, max: 50 }).map((value): Literal => ({ kind: 'number', value })),
	fc.string().map((value): Literal => ({ kind: 'text', value })),
	fc.boolean().map((value): Literal => ({ kind: 'boolean', value })),
	fc.constant<Literal>({ kind: 'null' }),
);

const comparison: fc.Arbitrary<Comparison> = fc.oneof(
	fc.record({
		type: fc.constant('comparison' as const),
		path: fc.constantFrom(['id'], ['board', 'name'], ['closedFlag'], ['internal'], ['notes']),
		operator: fc.constantFrom(
			'=' as const,
			'!=' as const,
			'<' as const,
			'<=' as const,
			'>' as const,
			'>=' as const,
		),
		isNegated: fc.constant(false),
		values: literal.map((value) => [value]),
	}),
	fc.record({
		type: fc.constant('comparison' as const),
		path: fc.constantFrom(['id'], ['orders', 'android']),
		operator: fc.constant('in' as const),
		isNegated: fc.boolean(),
		values: fc.array(literal, { minLength: 1, maxLength: 4 }),
	}),
);

const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
	expression: fc.oneof(
		{ maxDepth: 3 },
		comparison,
		fc.record({
			type: fc.constantFrom('and' as const, 'or' as const),
			parts: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
		}),
	),
}));

function writeLiteral(value: Literal): string {
	if (value.kind === 'text') return `"${value.value.replace(/["\\]/g, '\\$&')}"`;
	if (value.kind === 'date') return `[${value.text}]`;
	return value.kind === 'null' ? 'null' : String(value.value);
}

function write(part: Expression): string {
	if (part.type !== 'comparison') return `(${part.parts.map(write).join(` ${part.type} `)})`;
	const name = part.path.join('/');
	if (part.operator !== 'in')
		return `${name} ${part.operator} ${writeLiteral(part.values[0] ?? { kind: 'null' })}`;
	return `${name} ${part.isNegated ? 'NOT ' : ''}in (${part.values.map(writeLiteral).join(', ')})`;
}

const record = fc.record({ id: fc.integer({ min: -50, max: 50 }), closedFlag: fc.boolean() });

describe('any expression', () => {
	it('is read as it was written, whatever its text literals hold', () => {
		fc.assert(
			fc.property(expression, (written) => {
				expect(parseConditions(write(written))).toEqual(written);
			}),
		);
	});

	it('accepts the same records after its id range was taken out', () => {
		fc.assert(
			fc.property(expression, record, (whole, values) => {
				const read = (path: readonly string[]): Json | undefined => valueAtPath(values, path);
				const { range, rest } = splitIdRange(whole);
				const isInRange = values.id >= range.first && values.id <= range.last;
				const isSplitMatch = isInRange && (rest === undefined || compileExpression(rest)(read));
				expect(isSplitMatch).toBe(compileExpression(whole)(read));
			}),
		);
	});
});
