import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	linkNumber,
	parseLinks,
} from '../../../../../../nodes/ConnectWiseManage/request/paging/page/link.ts';

const ROOT = 'https://psa.acme.example/v4_6_release/apis/3.0';

describe('parseLinks', () => {
	it('reads next and last, quoted', () => {
		const { next, last } = parseLinks(
			`<${ROOT}/company/companies?pageSize=50&page=2>; rel="next", <${ROOT}/company/companies?pageSize=50&page=9>; rel="last"`,
		);
		expect(linkNumber(next, 'page')).toBe(2);
		expect(linkNumber(last, 'page')).toBe(9);
	});

	it.each([
		['unquoted', `<${ROOT}/x?page=2>; rel=next`],
		['in capitals', `<${ROOT}/x?page=2>; REL="NEXT"`],
		['without blanks', `<${ROOT}/x?page=2>;rel="next"`],
		['with blanks', `<${ROOT}/x?page=2>  ;  rel = "next"`],
		['behind another parameter', `<${ROOT}/x?page=2>; type="json"; rel="next"`],
		['with a doubled slash', `<${ROOT}//x/?page=2>; rel="next"`],
		['on another host', `<https://elsewhere.example/x?page=2>; rel="next"`],
		['relative', `</x?page=2>; rel="next"`],
		['with a name in other case', `<${ROOT}/x?Page=2>; rel="next"`],
	])('reads a relation %s', (_, header) => {
		expect(linkNumber(parseLinks(header).next, 'page')).toBe(2);
	});

	it.each(['<', '<x>;', '<x>; a', ';', ',', '<x>; rel="', '<x> '])(
		'takes no time for a million of %j',
		(text) => {
			expect(parseLinks(text.repeat(1_000_000))).toEqual({});
		},
	);

	it('decodes lower-case hex and plus signs', () => {
		const { next } = parseLinks(
			`<https://psa.acme.example/contacts/?conditions=LastUpdated+%3e%3d+%5b2025-04-01T20%3a02%3a28Z%5d&pageSize=2&page=2>; rel="next"`,
		);
		expect(next?.get('conditions')).toBe('LastUpdated >= [2025-04-01T20:02:28Z]');
	});

	it('leaves other relations aside', () => {
		expect(parseLinks(`<${ROOT}/x?page=1>; rel="first", <${ROOT}/x?page=1>; rel="prev"`)).toEqual(
			{},
		);
	});

	it('names a target without a query, as there is more to read', () => {
		expect(parseLinks(`<${ROOT}/x>; rel="next"`).next?.toString()).toBe('');
	});

	it.each([undefined, '', '   ', ',', '<>', '<', 'rel="next"', '; rel="next"', '<x> rel="next"'])(
		'finds nothing in %j',
		(header) => {
			expect(parseLinks(header)).toEqual({});
		},
	);

	it('takes whatever a header may hold', () => {
		const pieces = fc.constantFrom('<', '>', ';', ',', ' rel=', '"next"', 'x?page=2', '=', '\\');
		fc.assert(
			fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
				const links = parseLinks(parts.join(''));
				expect(['next', 'last']).toEqual(expect.arrayContaining(Object.keys(links)));
			}),
		);
	});
});

describe('linkNumber', () => {
	it.each(['', '-1', '2.5', '1e3', 'two', ' 2'])('takes %j for no page', (page) => {
		expect(linkNumber(new URLSearchParams({ page }), 'page')).toBeUndefined();
	});

	it('finds nothing without a link', () => {
		expect(linkNumber(undefined, 'page')).toBeUndefined();
	});
});
