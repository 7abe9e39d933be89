import { describe, expect, it } from 'vitest';
import { createBlanker } from '../../../../../nodes/ConnectWiseManage/request/words/secrets.ts';

const PUBLIC = 'pUbLic/Key+9';
const PRIVATE = 'prIvate"Key/8==';
const CLIENT_ID = '0f5c8a1e-1111-4222-8333-abcdefabcdef';
const PLAIN = `acme+${PUBLIC}:${PRIVATE}`;
const PAIR = Buffer.from(PLAIN).toString('base64');
const blank = createBlanker({
	headers: { authorization: `Basic ${PAIR}`, clientId: CLIENT_ID },
});

const unicode = (text: string) =>
	text.replace(/[^a-z\d]/gi, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
const html = (text: string) => text.replace(/[^a-z\d]/gi, (c) => `&#${c.charCodeAt(0)};`);

describe('a text of a server', () => {
	it.each(
		[PUBLIC, PRIVATE, PAIR, PLAIN, CLIENT_ID].flatMap((secret) => [
			['as it is', secret],
			['in JSON', JSON.stringify(secret)],
			['in JSON with slashes escaped', JSON.stringify(secret).replaceAll('/', '\\/')],
			['in JSON of .NET', unicode(secret)],
			['in an address', encodeURIComponent(secret)],
			['in HTML', html(secret)],
			['in capitals', secret.toUpperCase()],
		]),
	)('shows no key %s: %s', (_, secret) => {
		const shown = blank(`before ${secret} after`);
		expect(shown).toMatch(/^before .*\*\*\*.* after$/);
		expect(shown).not.toContain(secret.replace(/"/g, ''));
	});

	it('shows no beginning of the header where the text breaks off', () => {
		expect(blank(`authorization: Basic ${PAIR.slice(0, 12)}`)).toBe('authorization: Basic ***');
	});

	it('keeps what is no key', () => {
		const text = 'Basic authentication is required for acme, see Basic dXNlcjpwYXNz';
		expect(blank(text)).toBe(text);
	});

	it('keeps its words where a key is too short to be one', () => {
		const authorization = `Basic ${Buffer.from('acme+a:b').toString('base64')}`;
		const short = createBlanker({ headers: { authorization, clientId: 'c' } });
		expect(short('a bad cab')).toBe('a bad cab');
	});

	it('takes no time for a million characters', () => {
		const nearly = PAIR.slice(0, 10).repeat(100_000);
		expect(blank(`${nearly} ${PAIR}`)).toBe(`${nearly} ***`);
	});
});
