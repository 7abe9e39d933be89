import { describe, expect, it } from 'vitest';
import { readApiKeys } from '../../../../../nodes/ConnectWiseManage/request/credential/apiKeys.ts';

const STORED = {
	siteUrl: 'na.myconnectwise.net',
	username: 'acme+Public1',
	password: 'Private1',
	clientId: '00000000-0000-4000-8000-000000000000',
};

const decode = (header: string) => Buffer.from(header.replace('Basic ', ''), 'base64').toString();

describe('readApiKeys', () => {
	it('ignores blanks around every field', () => {
		const pasted = Object.fromEntries(
			Object.entries(STORED).map(([name, value]) => [name, `\t ${value} \n`]),
		);
		expect(readApiKeys(pasted)).toEqual(readApiKeys(STORED));
		expect(decode(readApiKeys(pasted).headers.authorization)).toBe('acme+Public1:Private1');
	});

	it.each<[Record<string, string | number | null>, RegExp]>([
		[{ siteUrl: ' ' }, /Site URL is empty/],
		[{ username: '' }, /Username is empty/],
		[{ username: 'Public1' }, /joined by a plus sign/],
		[{ username: '+Public1' }, /joined by a plus sign/],
		[{ username: 'acme+' }, /joined by a plus sign/],
		[{ username: 'acme+Public1:Private1' }, /colon/],
		[{ password: ' ' }, /Password is empty/],
		[{ clientId: '' }, /Client ID is empty/],
		[{ siteUrl: '..' }, /not a web address/],
		[{ username: 'acme+Pub\nlic1' }, /Username contains a line break/],
		[{ username: 'acme+Pub\u200Blic1' }, /Username contains a line break/],
		[{ password: 'Priv\r\nX-Other: 1' }, /Password contains a line break/],
		[{ password: 'Priv\u0000ate1' }, /Password contains a line break/],
		[{ clientId: '00000000\r\nHost: evil.example' }, /Client ID contains a line break/],
		[{ clientId: '00000000\u202E-0000' }, /Client ID contains a line break/],
		[{ clientId: '00000000–0000–4000–8000–000000000000' }, /Client ID contains characters/],
		[{ clientId: 12 }, /Client ID is empty/],
		[{ username: null }, /Username is empty/],
	])('says what is wrong with %j', (change, reason) => {
		expect(() => readApiKeys({ ...STORED, ...change } as typeof STORED)).toThrow(reason);
	});

	it('never repeats a key in its messages', () => {
		expect(() => readApiKeys({ ...STORED, username: 'acme+Public1:Private1' })).not.toThrow(
			/Private1/,
		);
	});
});
