import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
	decode,
	isTruncated,
	type Decoded,
} from '../../../../../nodes/ConnectWiseManage/response/reading/decode.ts';
import { answer } from '../../request/answers.mts';

const VENDOR = 'application/vnd.connectwise.com+json; version=2025.1; charset=utf-8';

const typed = (body: string | Buffer, type: string) =>
	answer(body, { headers: { 'content-type': type } });

describe('decode', () => {
	it.each<readonly [string, string, string, Decoded]>([
		['a list', '[{"id":1}]', VENDOR, { kind: 'json', value: [{ id: 1 }] }],
		['an object', ' {"a":1}', 'application/json', { kind: 'json', value: { a: 1 } }],
		['JSON sent as text', '{"a":1}', 'text/plain', { kind: 'json', value: { a: 1 } }],
		['JSON without a type', '[]', '', { kind: 'json', value: [] }],
		['JSON behind a byte order mark', '\uFEFF[1]', VENDOR, { kind: 'json', value: [1] }],
		['a number', '-12.5', VENDOR, { kind: 'json', value: -12.5 }],
		['a text in quotes', '"ok"', VENDOR, { kind: 'json', value: 'ok' }],
		['true', 'true', VENDOR, { kind: 'json', value: true }],
		['null', 'null', VENDOR, { kind: 'json', value: null }],
		['nothing', '', VENDOR, { kind: 'empty' }],
		['blanks', ' \r\n', VENDOR, { kind: 'empty' }],
		['a byte order mark alone', '\uFEFF', VENDOR, { kind: 'empty' }],
		['no bytes of a file', '', 'application/pdf', { kind: 'empty' }],
		['words', 'Service unavailable', 'text/plain', { kind: 'text', text: 'Service unavailable' }],
		['words that begin like JSON', 'nullify', VENDOR, { kind: 'text', text: 'nullify' }],
		['a page', '<html></html>', 'text/html', { kind: 'text', text: '<html></html>' }],
		['a page instead of JSON', '<html></html>', VENDOR, { kind: 'text', text: '<html></html>' }],
	])('of %s', (_, body, type, expected) => {
		expect(decode(typed(body, type))).toEqual(expected);
	});

	it.each<readonly [string, number[], string]>([
		['iso-8859-1', [0x47, 0x72, 0xfc, 0xdf, 0x65], 'Grüße'],
		['windows-1252', [0x80, 0x20, 0x99], '€ ™'],
		['"utf-16le"', [0xff, 0xfe, 0x61, 0x00], 'a'],
		['shift_jis', [0x8a, 0xbf], '漢'],
		['UTF-8', [0x47, 0xc3, 0xbc], 'Gü'],
		['nobody-knows', [0x47, 0xc3, 0xbc], 'Gü'],
		['utf-8', [0x47, 0xfc], 'G\uFFFD'],
	])('reads text in %s', (charset, bytes, text) => {
		const response = typed(Buffer.from(bytes), `text/plain; charset=${charset}`);
		expect(decode(response)).toEqual({ kind: 'text', text });
	});

	it('reads JSON in the charset that is named', () => {
		const body = Buffer.from('{"name":"Grüße"}', 'latin1');
		expect(decode(typed(body, 'application/json; charset=ISO-8859-1'))).toEqual({
			kind: 'json',
			value: { name: 'Grüße' },
		});
	});

	it('keeps the bytes of a file', () => {
		const data = Buffer.from([0x25, 0x50, 0x00, 0xff]);
		expect(decode(typed(data, 'application/PDF; name=x'))).toEqual({
			kind: 'binary',
			data,
			mimeType: 'application/pdf',
		});
	});

	it('gives back whatever JSON was sent', () => {
		fc.assert(
			fc.property(fc.jsonValue(), (value) => {
				const sent = JSON.stringify(value);
				expect(decode(answer(sent))).toEqual({ kind: 'json', value: JSON.parse(sent) });
			}),
		);
	});

	it('never throws', () => {
		fc.assert(
			fc.property(fc.uint8Array(), fc.string(), (bytes, type) => {
				expect(decode(typed(Buffer.from(bytes), type)).kind).toMatch(/^[a-z]+$/);
			}),
		);
	});
});

describe('isTruncated', () => {
	it.each<readonly [string, string, string, boolean]>([
		['half a list', '[{"id":1},{"i', VENDOR, true],
		['a list', '[{"id":1}]', VENDOR, false],
		['nothing', '', VENDOR, false],
		['a text', 'half a sent', 'text/plain', false],
	])('of %s', (_, body, type, expected) => {
		const response = typed(body, type);
		expect(isTruncated(response, decode(response))).toBe(expected);
	});
});
