import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../../../nodes/ConnectWiseManage/response/fileName.ts';

describe('fileNameOf', () => {
	it.each([
		['attachment; filename="offer.pdf"', 'offer.pdf'],
		['attachment; filename=offer.pdf', 'offer.pdf'],
		['attachment; filename=my offer.pdf; size=3', 'my offer.pdf'],
		['attachment; filename="a;b.pdf"; size=3', 'a;b.pdf'],
		['attachment; filename="say \\"hi\\".txt"', 'say "hi".txt'],
		["attachment; filename*=UTF-8''Angebot%20%C3%BC.pdf", 'Angebot ü.pdf'],
		['attachment; filename="plain.pdf"; filename*=utf-8\'en\'na%C3%AFve.pdf', 'naïve.pdf'],
		["attachment; filename*=UTF-8''100%.pdf", '100%.pdf'],
		['attachment; FileName="offer.pdf"', 'offer.pdf'],
		['attachment; filename="../../etc/passwd"', 'passwd'],
		["attachment; filename*=UTF-8''..%2F..%2Fetc%2Fpasswd", 'passwd'],
		['attachment; filename=C:\\temp\\offer.pdf', 'offer.pdf'],
	])('reads %s', (header, name) => {
		expect(fileNameOf(header, 'application/pdf')).toBe(name);
	});

	it.each([
		[undefined, 'application/pdf', 'file.pdf'],
		['', 'image/png', 'file.png'],
		['inline', 'image/jpeg', 'file.jpg'],
		['attachment; filename=""', 'application/zip', 'file.zip'],
		['attachment; filename="folder/"', 'application/octet-stream', 'file'],
		[undefined, 'constructor', 'file'],
	])('makes up a name for %j and %s', (header, mimeType, name) => {
		expect(fileNameOf(header, mimeType)).toBe(name);
	});

	it('never holds a folder and is never empty', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const name = fileNameOf(`attachment; filename="${text}"`, 'application/pdf');
				expect(name).toMatch(/^[^/\\]+$/);
			}),
		);
	});
});
