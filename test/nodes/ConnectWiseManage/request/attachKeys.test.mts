import type { IHttpRequestOptions } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { attachKeys } from '../../../../nodes/ConnectWiseManage/request/attachKeys.ts';

const STORED = {
	siteUrl: 'na.myconnectwise.net',
	username: 'acme+Public1',
	password: 'Private1',
	clientId: '00000000-0000-4000-8000-000000000000',
};
const API = 'https://api-na.myconnectwise.net/v4_6_release/apis/3.0';

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

	it('looks at each character of an address once', () => {
		const baseURL = `https://evil.example${'/'.repeat(1_000_000)}x`;
		expect(() => attachKeys(STORED, { url: '/x', baseURL })).toThrow();
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

	it.each([
		{ proxy: { host: 'evil.example', port: 8080 } },
		{ proxy: 'http://evil.example:8080' },
		{ agent: {} },
		{ httpAgent: {} },
		{ httpsAgent: {} },
		{ agents: { https: {} } },
		{ socketPath: '/tmp/socket' },
		{ lookup: () => undefined },
		{ headers: { Host: 'evil.example' } },
		{ headers: { hOST: ['evil.example'] } },
		{ headers: { 'host ': '' } },
	])('refuses a way of its own (%j)', (options) => {
		const request = { url: `${API}/x`, ...options } as IHttpRequestOptions;
		expect(() => attachKeys(STORED, request)).toThrow(/proxy, an agent or a Host header/);
	});

	it.each([
		{ skipSslCertificateValidation: true },
		{ skipSslCertificateValidation: 'true' },
		{ rejectUnauthorized: false },
		{ rejectUnauthorized: 'false' },
		{ rejectUnauthorized: null },
		{ strictSSL: false },
		{ agentOptions: { rejectUnauthorized: false } },
		{ agentOptions: { ca: 'any' } },
		{ agentOptions: { checkServerIdentity: () => undefined } },
	])('refuses a server that nobody checks (%j)', (options) => {
		const request = { url: `${API}/x`, ...options } as IHttpRequestOptions;
		expect(() => attachKeys(STORED, request)).toThrow(/certificate is checked/);
	});

	it.each([
		{ proxy: undefined },
		{ proxy: '' },
		{ rejectUnauthorized: true },
		{ skipSslCertificateValidation: false },
		{ agentOptions: { cert: 'own', key: 'own', passphrase: 'own' } },
		{ headers: undefined },
		{ headers: { 'X-Host': 'a' }, timeout: 1000, gzip: true },
	])('lets through what leads nowhere else (%j)', (options) => {
		const request = { url: `${API}/x`, ...options } as IHttpRequestOptions;
		expect(attachKeys(STORED, request).headers).toMatchObject({ clientId: STORED.clientId });
	});
});
