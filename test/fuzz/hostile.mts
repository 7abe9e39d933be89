import fc from 'fast-check';
import { expect } from 'vitest';
import { ParameterError } from '../../nodes/ConnectWiseManage/actions/parameters/ParameterError.ts';

const WORDS = [
	'',
	' ',
	'*',
	'0x10',
	'1e3',
	'-5',
	'9'.repeat(30),
	'true',
	'null',
	'undefined',
	'{{ $json.x }}',
	'{"a":1}',
	'[{}]',
	'[1,"2"',
	'..',
	'\u0000\u202E',
	'\uD800',
	'2026-01-31',
	'2026-02-30T09:30:00Z',
	'2026-01-31T09:30:00.123+01:00',
	'[2026-01-31T09:30:00.123]',
	'1769851800000',
	'\u{1F600}\r\n\t',
];

const NAMES = [
	'__proto__',
	'constructor',
	'prototype',
	'toString',
	'valueOf',
	'hasOwnProperty',
	'toJSON',
	'constructor.prototype.x',
	'a.b',
	'/a/b',
	'a..b',
	'_info',
	'_info.id',
	'page',
	'pageSize',
	'id',
	'company.id',
	'company/name',
	'customFields',
	'op',
	'path',
];

/** One short piece many times over: what makes time grow with the square of the length. */
const repeated = fc
	.tuple(fc.constantFrom('"\\', '[', '[[]', '.', 'a.', '{', '\\', ',', '{{', '<'), fc.nat(3_000))
	.map(([piece, count]) => piece.repeat(count));

export const text = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...WORDS) },
	{ weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
	{ weight: 1, arbitrary: repeated },
);

export const name = fc.oneof(
	{ weight: 4, arbitrary: fc.constantFrom(...NAMES) },
	{ weight: 1, arbitrary: fc.string({ maxLength: 20 }) },
	{ weight: 1, arbitrary: repeated },
);

/** Objects with members of their own under names that JavaScript looks for. */
const odd = fc.constantFrom<unknown>(
	{ toString: 1 },
	{ toString: null, valueOf: 'x' },
	{ toMillis: 5 },
	{ toMillis: () => 'soon' },
	{ length: 3 },
	JSON.parse('{"__proto__":{"polluted":true}}'),
	new Date(Number.NaN),
	new Date('2026-01-31T09:30:00.123Z'),
	() => 1,
	Symbol('x'),
	10n,
);

/** Whatever an expression may give. */
export const value: fc.Arbitrary<unknown> = fc.oneof(
	{ weight: 3, arbitrary: text },
	{ weight: 2, arbitrary: fc.constantFrom(undefined, null, true, 0, 5, -1.5, 1e21, Number.NaN) },
	{ weight: 1, arbitrary: odd },
	{
		weight: 2,
		arbitrary: fc.anything({
			key: name,
			values: [text, odd, fc.integer(), fc.boolean(), fc.constant(null)],
			maxDepth: 3,
			maxKeys: 4,
			withNullPrototype: true,
		}),
	},
);

const prototypes = () =>
	[Object.prototype, Array.prototype, Function.prototype, String.prototype].map((prototype) =>
		Object.getOwnPropertyNames(prototype).join(),
	);
const UNTOUCHED = prototypes();

export function expectPrototypesUntouched(): void {
	expect(prototypes()).toEqual(UNTOUCHED);
	expect(({} as Record<string, unknown>).polluted).toBeUndefined();
}

/** What `read` gives, or nothing where it refused with an error of the node that people can read. */
export function readOrRefuse<T>(read: () => T): T | undefined {
	try {
		return read();
	} catch (error) {
		if (!(error instanceof ParameterError)) throw error;
		expect(error.message.length).toBeLessThan(700);
		expect(error.hint.length).toBeLessThan(700);
		return undefined;
	} finally {
		expectPrototypesUntouched();
	}
}
