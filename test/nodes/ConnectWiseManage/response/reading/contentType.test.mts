import { describe, expect, it } from 'vitest';
import {
	charsetOf,
	isTextual,
	isUtf8Text,
	mimeTypeOf,
} from '../../../../../nodes/ConnectWiseManage/response/reading/contentType.ts';

const OFFICE = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

describe('a content type', () => {
	it.each([
		['application/JSON; charset=utf-8', 'application/json', true],
		['application/vnd.connectwise.com+json; version=2025.16', undefined, true],
		['application/problem+json', undefined, true],
		['application/x-javascript', undefined, true],
		['application/xhtml+xml', undefined, true],
		['text/csv', 'text/csv', true],
		['image/svg+xml', undefined, true],
		['', '', true],
		[OFFICE, OFFICE, false],
		['application/octet-stream', undefined, false],
		['application/pdf; name="text.html"', 'application/pdf', false],
		['image/png', undefined, false],
	])('%j', (type, mimeType, isText) => {
		const headers = { 'content-type': type };
		if (mimeType !== undefined) expect(mimeTypeOf(headers)).toBe(mimeType);
		expect(isTextual({ headers })).toBe(isText);
	});

	it.each([
		['text/plain', 'utf-8', true],
		['text/plain; charset=UTF8', 'UTF8', true],
		['text/plain;format=flowed; Charset = "iso-8859-1"', 'iso-8859-1', false],
		["text/plain; charset='windows-1252'", 'windows-1252', false],
		['text/plain; charset=', 'utf-8', true],
		['application/pdf; charset=utf-8', 'utf-8', false],
		[undefined, 'utf-8', true],
	])('%j names the charset %s', (type, charset, isUtf8) => {
		const headers = type === undefined ? {} : { 'content-type': type };
		expect(charsetOf(headers as Record<string, string>)).toBe(charset);
		expect(isUtf8Text({ headers: headers as Record<string, string> })).toBe(isUtf8);
	});
});
