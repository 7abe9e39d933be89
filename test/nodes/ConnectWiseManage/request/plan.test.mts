import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	buildPath,
	buildQuery,
	buildUrl,
	type RequestPlan,
} from '../../../../nodes/ConnectWiseManage/request/plan.ts';

const TICKET = '/service/tickets/{id}';
const ROOT = 'https://psa.acme.example/v4_6_release/apis/3.0';

const FILLED: ReadonlyArray<readonly [value: string, path: string]> = [
	['7', '/service/tickets/7'],
	[' 7 ', '/service/tickets/7'],
	['a b', '/service/tickets/a%20b'],
	['a/b', '/service/tickets/a%2Fb'],
	['7?page=2', '/service/tickets/7%3Fpage%3D2'],
	['7#end', '/service/tickets/7%23end'],
	['%2e%2e', '/service/tickets/%252e%252e'],
	['...', '/service/tickets/...'],
	['v1.2', '/service/tickets/v1.2'],
	['Zürich', '/service/tickets/Z%C3%BCrich'],
	['half \ud83d', '/service/tickets/half%20%EF%BF%BD'],
];

const REFUSED = [
	'',
	'  ',
	'.',
	'..',
	' .. ',
	'../members/1',
	'1/../../members',
	'1\\..\\2',
	'./1',
	'7/.',
];

describe('buildPath', () => {
	it.each(FILLED)('puts %j into one segment', (id, path) => {
		expect(buildPath(TICKET, { id })).toEqual({ isFilled: true, path });
	});

	it.each(REFUSED)('refuses %j, which could name another record', (id) => {
		expect(buildPath(TICKET, { id })).toEqual({ isFilled: false, parameter: 'id' });
	});

	it('names the first of several parameters that are not filled', () => {
		const path = '/company/companies/{parentId}/notes/{id}';
		expect(buildPath(path, { parentId: '', id: '' })).toEqual({
			isFilled: false,
			parameter: 'parentId',
		});
		expect(buildPath(path, { parentId: '3' })).toEqual({ isFilled: false, parameter: 'id' });
	});

	it('takes no value from the prototype of objects', () => {
		expect(buildPath('/x/{constructor}', {})).toEqual({
			isFilled: false,
			parameter: 'constructor',
		});
	});

	it('does not read patterns of replacement in a value', () => {
		expect(buildPath(TICKET, { id: "$&$'" })).toEqual({
			isFilled: true,
			path: "/service/tickets/%24%26%24'",
		});
	});

	it('never changes the number of segments that a server sees', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (id) => {
				const filled = buildPath(TICKET, { id });
				if (!filled.isFilled) return;
				const { pathname, search, hash } = new URL(`https://psa.acme.example${filled.path}`);
				expect(pathname.split('/')).toHaveLength(4);
				expect([search, hash]).toEqual(['', '']);
			}),
		);
	});
});

describe('buildQuery', () => {
	it('is nothing at all without parameters', () => {
		expect(buildQuery({})).toBe('');
	});

	it('encodes what would cut a condition off', () => {
		expect(buildQuery({ conditions: 'name = "A & B + C"' })).toBe(
			'?conditions=name%20%3D%20%22A%20%26%20B%20%2B%20C%22',
		);
	});

	it('encodes the characters that encodeURIComponent leaves alone', () => {
		expect(buildQuery({ conditions: "(id in (1,2)) and name = 'x!*'" })).not.toMatch(/[!'()*]/);
	});

	it('comes back unchanged from a parser of addresses', () => {
		const wellFormed = fc.string({ unit: 'binary' }).map((text) => text.toWellFormed());
		fc.assert(
			fc.property(fc.array(fc.tuple(wellFormed, wellFormed)), (pairs) => {
				const query = Object.fromEntries(pairs);
				const parsed = new URLSearchParams(buildQuery(query));
				expect(Object.fromEntries(parsed)).toEqual(query);
			}),
		);
	});

	it('replaces half a character, as of a text cut off within an emoji', () => {
		expect(buildQuery({ conditions: 'a\ud83d' })).toBe('?conditions=a%EF%BF%BD');
	});
});

describe('buildUrl', () => {
	it('joins root, path and query', () => {
		const plan: RequestPlan = {
			method: 'GET',
			path: '/service/tickets',
			query: { pageSize: '5' },
			isRepeatable: true,
			label: 'Tickets',
		};
		expect(buildUrl(ROOT, plan)).toBe(`${ROOT}/service/tickets?pageSize=5`);
	});
});
