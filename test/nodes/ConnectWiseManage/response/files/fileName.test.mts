import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileNameOf } from '../../../../../nodes/ConnectWiseManage/response/files/fileName.ts';

/** A header as Node hands it on: each byte as one character. */
const latin1 = (text: string) => Buffer.from(text).toString('latin1');

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
		['attachment; filename="C:\\temp\\offer.pdf"', 'offer.pdf'],
		['attachment; filename=C:offer.pdf', 'offer.pdf'],
		["attachment; filename*=iso-8859-1''Preis%20%FCber.pdf", 'Preis über.pdf'],
		["attachment; filename*=ISO-8859-1'de'%80.pdf", '€.pdf'],
		["attachment; filename*=windows-1251''%CF%F0.pdf", 'Пр.pdf'],
		["attachment; filename*=''%C3%BC.pdf", 'Ã¼.pdf'],
		["attachment; filename=a.pdf; filename*=UTF-8''%FC.pdf", 'a.pdf'],
		["attachment; filename*=nobody-knows''%FC.pdf", 'ü.pdf'],
		["attachment; filename*=UTF-8''it's.pdf", "it's.pdf"],
		[latin1('attachment; filename="Übersicht 漢字.pdf"'), 'Übersicht 漢字.pdf'],
		[latin1('attachment; filename=Übersicht.pdf'), 'Übersicht.pdf'],
		['attachment; filename="\u00DCbersicht.pdf"', 'Übersicht.pdf'],
		['attachment; filename="=?utf-8?B?w5xiZXJzaWNodC5wZGY=?="', 'Übersicht.pdf'],
		['attachment; filename="=?UTF-8?Q?=C3=9Cber_sicht?= =?utf-8?q?.pdf?="', 'Über sicht.pdf'],
		['attachment; filename==?iso-8859-1?Q?=DCbersicht.pdf?=', 'Übersicht.pdf'],
		['attachment; filename="=?utf-8?B?Li4vLi4vZXRjL3Bhc3N3ZA==?="', 'passwd'],
		['attachment; filename="=?utf-8?X?a?="', '=?utf-8?X?a?='],
		['attachment; x="filename=wrong.pdf"; filename="right.pdf"', 'right.pdf'],
		['attachment; filename="first.pdf"; filename="second.pdf"', 'first.pdf'],
		['attachment; filename="unclosed.pdf', 'unclosed.pdf'],
		['filename=offer.pdf', 'offer.pdf'],
		['attachment;;; filename = "offer.pdf" ;', 'offer.pdf'],
		['attachment; filename="of\tfer\u0000.pdf"', 'offer.pdf'],
		["attachment; filename*=UTF-8''invoice%E2%80%AEfdp.exe", 'invoicefdp.exe'],
		["attachment; filename*=UTF-8''a%0D%0Ab%7F.pdf", 'ab.pdf'],
		["attachment; filename*=UTF-8''%F0%9F%91%A9%E2%80%8D%F0%9F%92%BB.txt", '👩‍💻.txt'],
		['attachment; filename="offer.pdf. . "', 'offer.pdf'],
		['attachment; filename=".config"', '.config'],
	])('reads %s', (header, name) => {
		expect(fileNameOf(header, 'application/pdf')).toBe(name);
	});

	it.each([
		[undefined, 'application/pdf', 'file.pdf'],
		['', 'image/png', 'file.png'],
		['inline', 'image/jpeg', 'file.jpg'],
		['attachment; filename=""', 'application/zip', 'file.zip'],
		['attachment; filename="folder/"', 'application/octet-stream', 'file'],
		['attachment; filename=".."', 'application/pdf', 'file.pdf'],
		['attachment; filename="a/.. "', 'application/pdf', 'file.pdf'],
		["attachment; filename*=UTF-8''..%5C..", 'application/pdf', 'file.pdf'],
		["attachment; filename*=UTF-8''%E2%80%AE", 'application/pdf', 'file.pdf'],
		['attachment; filename="."', 'text/csv', 'file.csv'],
		['attachment; filename="C:"', 'text/html', 'file.html'],
		['constructor; __proto__=a', 'image/svg+xml', 'file.svg'],
		[undefined, 'constructor', 'file'],
	])('makes up a name for %j and %s', (header, mimeType, name) => {
		expect(fileNameOf(header, mimeType)).toBe(name);
	});

	it.each([
		[`${'a'.repeat(300)}.pdf`, `${'a'.repeat(251)}.pdf`],
		[`${'ü'.repeat(300)}.pdf`, `${'ü'.repeat(125)}.pdf`],
		[`a${'🎉'.repeat(300)}`, `a${'🎉'.repeat(63)}`],
		[`a.${'b'.repeat(300)}`, `a.${'b'.repeat(253)}`],
		['a'.repeat(255), 'a'.repeat(255)],
	])('cuts a long name, but not its extension', (name, expected) => {
		expect(fileNameOf(`attachment; filename*=UTF-8''${encodeURIComponent(name)}`, '')).toBe(
			expected,
		);
	});

	it.each([
		['blanks', `attachment; filename=${' '.repeat(2_000_000)}x"`],
		['backslashes', `attachment; filename="${'\\'.repeat(2_000_000)}`],
		['quotes', `attachment; ${'filename="'.repeat(400_000)}`],
		['separators', `attachment${'; a '.repeat(1_000_000)}`],
		['dots', `attachment; filename="a${'.'.repeat(2_000_000)}b/${'.'.repeat(2_000_000)}"`],
		['beginnings of words', `attachment; filename="${'=?a?q?'.repeat(400_000)}"`],
		['ends of words', `attachment; filename="${'?= '.repeat(700_000)}${' '.repeat(1_000_000)}"`],
		['percent signs', `attachment; filename*=UTF-8''${'%'.repeat(2_000_000)}`],
		['apostrophes', `attachment; filename*=${"'".repeat(2_000_000)}`],
	])('reads a header of millions of %s', (_, header) => {
		expect(Buffer.byteLength(fileNameOf(header, ''))).toBeLessThanOrEqual(255);
	});

	it('never holds a folder, a control character or a turn of direction, and is never empty or long', () => {
		const text = fc.string({ unit: 'binary', maxLength: 400 });
		const forms = [
			(name: string) => `attachment; filename="${name}"`,
			(name: string) => `attachment; filename=${name}`,
			(name: string) => `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
			(name: string) =>
				`attachment; filename="=?utf-8?B?${Buffer.from(name).toString('base64')}?="`,
		];
		fc.assert(
			fc.property(text, fc.constantFrom(...forms), (name, form) => {
				const fileName = fileNameOf(form(name.toWellFormed()), 'application/pdf');
				expect(fileName).toMatch(/^[^/\\\p{Cc}\u202A-\u202E\u2066-\u2069]+$/u);
				expect(fileName).not.toMatch(/^\.+$/);
				expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
			}),
		);
	});
});
