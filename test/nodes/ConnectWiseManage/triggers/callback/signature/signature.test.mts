import { createHash, createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
	isSignatureRight,
	signatureOf,
} from '../../../../../../nodes/ConnectWiseManage/triggers/callback/signature/signature.ts';

const KEY = 'S2V5IG9mIGEgc2FtcGxl';
const BODY = Buffer.from(
	'{"Action":"updated","ID":57961,"Entity":"{\\"summary\\":\\"Drucker – grün 🖨\\"}"}',
);

/** Worked out once with openssl, so that a wrong digest cannot agree with itself. */
const KNOWN = {
	body: '{"Action":"added","ID":1}',
	key: 'sample-signing-key',
	signature: 'epbqIsJJkGgEy0h2xVdmgwEU2rDxj5hy+lXBTS/BXHY=',
};

describe('the signature of a body', () => {
	it('is the one that openssl works out', () => {
		expect(signatureOf(Buffer.from(KNOWN.body), KNOWN.key)).toBe(KNOWN.signature);
	});

	it.each([0, 1, 1_000, 20_000_000])('fits a body of %i bytes', (length) => {
		const body = Buffer.alloc(length, 'ä');
		expect(isSignatureRight(body, signatureOf(body, KEY), KEY)).toBe(true);
	});

	it('may have blanks around it', () => {
		expect(isSignatureRight(BODY, ` ${signatureOf(BODY, KEY)}\n`, KEY)).toBe(true);
	});

	const right = signatureOf(BODY, KEY);
	const raw = createHmac('sha256', KEY).update(BODY).digest('base64');
	const digest = createHash('sha256').update(KEY).digest();
	const hex = createHmac('sha256', digest).update(BODY).digest('hex');
	it.each<[string, unknown, Buffer, string]>([
		['nothing', undefined, BODY, KEY],
		['null', null, BODY, KEY],
		['empty text', '', BODY, KEY],
		['a list, as of a header sent twice', [right], BODY, KEY],
		['the start of the right one', right.slice(0, -1), BODY, KEY],
		['the right one with more behind it', `${right}A`, BODY, KEY],
		['the right one in another case', right.toUpperCase(), BODY, KEY],
		['text that is not of base64', '\u0000'.repeat(right.length), BODY, KEY],
		['text as long in letters, not in bytes', 'é'.repeat(right.length), BODY, KEY],
		['one under the bare key', raw, BODY, KEY],
		['one in hexadecimal', hex, BODY, KEY],
		['one of another key', signatureOf(BODY, `${KEY}x`), BODY, KEY],
		['one of another body', right, Buffer.concat([BODY, Buffer.from(' ')]), KEY],
		[
			'one of the same JSON written otherwise',
			right,
			Buffer.from(BODY.toString().replace(':', ': ')),
			KEY,
		],
		['one under an empty key', signatureOf(BODY, ''), BODY, ''],
	])('is not %s', (_, header, body, key) => {
		expect(isSignatureRight(body, header, key)).toBe(false);
	});
});
