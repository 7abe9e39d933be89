import { describe, expect, it } from 'vitest';
import { decode } from '../../../../../nodes/ConnectWiseManage/response/reading/decode.ts';
import {
	describePage,
	isStrayPage,
} from '../../../../../nodes/ConnectWiseManage/response/reading/webPage.ts';
import { answer } from '../../request/answers.mts';

describe('isStrayPage', () => {
	it.each([
		['a page', '<!DOCTYPE html><html></html>', 'text/html; charset=utf-8', true],
		['a page that calls itself JSON', ' \r\n<!doctype HTML>', 'application/json', true],
		['a page without a type', '<html lang="en">', '', true],
		['a piece of a page', '<p>Sign in</p>', 'text/html', true],
		['a page of XHTML', '<?xml version="1.0"?><html/>', 'application/xhtml+xml', true],
		['words that call themselves a page', 'Done.', 'text/html', false],
		['JSON that calls itself a page', '[{"id":9}]', 'text/html', false],
		['words', 'All good', 'text/plain', false],
		['XML', '<?xml version="1.0"?><a/>', 'application/xml', false],
		['words that begin alike', '<htmlish', 'text/plain', false],
		['nothing', '', 'text/html', false],
	])('of %s', (_, body, type, expected) => {
		const response = answer(body, { headers: { 'content-type': type } });
		expect(isStrayPage(response, decode(response))).toBe(expected);
	});

	it.each([true, false])('of a page that has a name, where a file is due: %s', (isFileDue) => {
		const headers = { 'content-type': 'text/html', 'content-disposition': 'attachment' };
		const response = answer('<html></html>', { headers });
		expect(isStrayPage(response, decode(response), isFileDue)).toBe(!isFileDue);
	});
});

describe('describePage', () => {
	it.each([
		['<html><head><TITLE lang="en">\n Sign  in\t</title>', 'a web page titled "Sign in"'],
		['<title>Unclosed', 'a web page titled "Unclosed"'],
		['<title>a\u202Eb\u0007c</title>', 'a web page titled "abc"'],
		[`<title>${'x'.repeat(500)}</title>`, `a web page titled "${'x'.repeat(99)}…"`],
		['<html></html>', 'a web page'],
		['<title></title>', 'a web page'],
		['<title', 'a web page'],
		['', 'a web page'],
	])('of %j', (html, expected) => {
		expect(describePage(html)).toBe(expected);
	});

	it.each(['<title', '<', '<title>', ' ', '<title>\n '])('of millions of %j', (piece) => {
		expect(describePage(piece.repeat(2_000_000)).length).toBeLessThan(200);
	});
});
