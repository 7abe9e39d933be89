import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toUploadName } from '../../../../../../../nodes/ConnectWiseManage/actions/write/body/upload/uploadName.ts';

describe('toUploadName', () => {
	it.each([
		['offer.pdf', 'offer.pdf'],
		['Angebot für Müller.pdf', 'Angebot für Müller.pdf'],
		['a\u202Efdp.exe', 'afdp.exe'],
		['a\u0000\r\n\tb\u007F.pdf', 'ab.pdf'],
		['../../etc/passwd', 'passwd'],
		['C:\\temp\\offer.pdf', 'offer.pdf'],
		['..', 'file'],
		['dir/', 'file'],
		[' ', 'file'],
		['', 'file'],
		[undefined, 'file'],
		['\u2066\u2069', 'file'],
	])('of %j is %j', (given, expected) => {
		expect(toUploadName(given)).toBe(expected);
	});

	it.each([
		['é'.repeat(300), ''],
		[`${'é'.repeat(300)}.pdf`, '.pdf'],
		[`${'😀'.repeat(300)}.tar`, '.tar'],
		[`x.${'y'.repeat(300)}`, ''],
	])(
		'is short enough for any server, whole characters and its extension kept: %#',
		(given, end) => {
			const name = toUploadName(given);
			expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
			expect(Buffer.byteLength(name)).toBeGreaterThan(245);
			expect(name.endsWith(end)).toBe(true);
			expect(given.startsWith(name.slice(0, name.length - end.length))).toBe(true);
		},
	);

	it('can be seen whole, names no folder and is never empty', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (given) => {
				const name = toUploadName(given);
				expect(name).not.toMatch(/[\p{Cc}/\\\u202A-\u202E\u2066-\u2069]/u);
				expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
				expect(name.length).toBeGreaterThan(0);
			}),
		);
	});
});
