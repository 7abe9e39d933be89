import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	abridge,
	DETAILS,
	quote,
} from '../../../../../nodes/ConnectWiseManage/request/words/quote.ts';

describe('quote', () => {
	it('leaves a short text as it is', () => {
		expect(quote('x'.repeat(500))).toBe('x'.repeat(500));
	});

	it('marks where it cut, and halves no character', () => {
		expect(quote('x'.repeat(501))).toBe(`${'x'.repeat(499)}…`);
		expect(quote('ab🎉cd', 4)).toBe('ab…');
	});
});

describe('abridge', () => {
	it('leaves what is small as it is', () => {
		const body = { code: 'X', errors: [{ field: 'a', message: null }], n: 1, ok: true };
		expect(abridge(body)).toEqual(body);
	});

	it('cuts texts, entries and depth', () => {
		const deep = JSON.parse(`${'['.repeat(5_000)}${']'.repeat(5_000)}`) as unknown;
		const body = { text: 'x'.repeat(100_000), many: new Array(1_000).fill(1), deep };
		const short = abridge(body) as { text: string; many: unknown[] };
		expect(short.text).toHaveLength(500);
		expect(short.many).toHaveLength(51);
		expect(JSON.stringify(short).length).toBeLessThan(1_000);
	});

	it('is bounded whatever it is given, and touches no prototype', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const text = JSON.stringify(abridge(value, { ...DETAILS, mostValuesCount: 20 }));
				expect(text.length).toBeLessThan(21 * 2 * 510);
			}),
		);
		const hostile = JSON.parse('{"__proto__":{"polluted":true},"constructor":1}') as unknown;
		const copy = abridge(hostile) as object;
		expect(Object.keys(copy)).toEqual(['__proto__', 'constructor']);
		expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
	});
});
