import { describe, expect, it } from 'vitest';
import { attachKeys, readApiKeys } from '../../../../nodes/ConnectWiseManage/request/apiKeys.ts';

const STORED = {
	siteUrl: 'na.myconnectwise.net',
	username: 'acme+Public1',
	password: 'Private1',
	clientId: '00000000-0000-4000-8000-000000000000',
};
const API = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0';

const decode = (header: string) => Buffer.from(header.replace('Basic ', ''), 'base64').toString();

describe('readApiKeys', () => {
	it('ignores blanks around every field', () => {
		const pasted = Object.fromEntries(
			Object.entries(STORED).map(([name, value]) => [name, `\t ${value} \n`]),
		);
		expect(readApiKeys(pasted)).toEqual(readApiKeys(STORED));
		expect(decode(readApiKeys(pasted).headers.authorization)).toBe('acme+Public1:Private1');
	});

	it.each([
		[{ siteUrl: ' ' }, /Site URL is empty/],
		[{ username: '' }, /Username is empty/],
		[{ username: 'Public1' }, /joined by a plus sign/],
		[{ username: '+Public1' }, /joined by a plus sign/],
		[{ username: 'acme+' }, /joined by a plus sign/],
		[{ username: 'acme+Public1:Private1' }, /colon/],
		[{ password: ' ' }, /Password is empty/],
		[{ clientId: '' }, /Client ID is empty/],
	])('says what is wrong with %j', (change, reason) => {
		expect(() => readApiKeys({ ...STORED, ...change })).toThrow(reason);
	});

	it('never repeats a key in its messages', () => {
		expect(() => readApiKeys({ ...STORED, username: 'acme+Public1:Private1' })).not.toThrow(
			/Private1/,
		);
	});
});

describe('attachKeys', () => {
	it.each([
		{ url: `${API}/service/tickets` },
		{ url: 'https://API-NA.myconnectwise.net/login/companyinfo/acme' },
		{ url: 'https://api-na.myconnectwise.net:443/x' },
		{ url: '/service/tickets', baseURL: API },
		{ url: 'service/tickets', baseURL: 'https://api-na.myconnectwise.net/' },
		{ url: '/service/tickets', baseURL: STORED.siteUrl },
	])('attaches them for %j', (options) => {
		const { headers } = attachKeys(STORED, { ...options });
		expect(headers).toMatchObject({ clientId: STORED.clientId });
		expect(headers?.authorization).toMatch(/^Basic /);
	});

	it.each([
		{ url: 'https://evil.example/service/tickets' },
		{ url: 'https://na.myconnectwise.net/v4_6_release/apis/3.0/service/tickets' },
		{ url: 'http://api-na.myconnectwise.net/x' },
		{ url: 'https://api-na.myconnectwise.net:8443/x' },
		{ url: 'https://api-na.myconnectwise.net@evil.example/x' },
		{ url: 'https://api-na.myconnectwise.net.evil.example/x' },
		{ url: 'https://evil.example\\@api-na.myconnectwise.net/x' },
		{ url: '//evil.example/x', baseURL: API },
		{ url: 'https://evil.example/x', baseURL: API },
		{ url: '/x', baseURL: 'https://evil.example' },
		{ url: '/service/tickets' },
		{ url: '' },
	])('refuses %j', (options) => {
		expect(() => attachKeys(STORED, { ...options })).toThrow(/sends its keys to api-na/);
	});

	it('looks at the address that the HTTP Request node gives as uri', () => {
		const options = { url: `${API}/x`, uri: 'https://evil.example/' };
		expect(() => attachKeys(STORED, options)).toThrow(/sends its keys/);
	});

	it('replaces keys that a request brings along, in any spelling', () => {
		const headers = { Authorization: 'other', CLIENTID: 'other', Accept: 'a/b' };
		const result = attachKeys(STORED, { url: `${API}/x`, headers });
		expect(Object.keys(result.headers ?? {})).toEqual(['Accept', 'authorization', 'clientId']);
	});

	it('leaves the request that it was given unchanged', () => {
		const options = { url: `${API}/x`, headers: { Accept: 'a/b' } };
		attachKeys(STORED, options);
		expect(options).toEqual({ url: `${API}/x`, headers: { Accept: 'a/b' } });
	});
});
