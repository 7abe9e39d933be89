import { get } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { clientOf, recordOf } from '../client.mts';
import type { Client } from '../client.mts';
import * as known from '../credentials.mts';
import { startSandbox } from '../sandbox.mts';
import type { Sandbox } from '../sandbox.mts';

let sandbox: Sandbox;
let call: Client;

beforeAll(async () => {
	sandbox = await startSandbox();
	call = clientOf(sandbox.apiRoot);
});
afterEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const basic = (user: string, password: string) => ({
	authorization: known.basicAuthorization(user, password),
});

const wrongKeys = basic(known.SANDBOX_USERNAME, 'wrong');

describe('keys', () => {
	it.each([
		['unauthorized', 401, 'Unauthorized'],
		['notAuthenticated', 401, 'UserNotAuthenticated'],
		['notFound', 404, 'The endpoint does not exist.'],
	] as const)('that are wrong give the answer of the switch %s', async (value, status, text) => {
		sandbox.switches.set('wrongKeys', value);
		const answer = await call('GET', '/service/boards', { headers: wrongKeys });
		expect(answer.status).toBe(status);
		expect(answer.text).toContain(text);
	});

	it('are asked for where none are given', async () => {
		const answer = await fetch(`${sandbox.apiRoot}/service/boards`);
		expect(answer.status).toBe(401);
		expect(await answer.json()).toMatchObject({ message: 'UserNotAuthenticated' });
	});

	it('of an unknown company cannot be routed', async () => {
		const headers = basic(`elsewhere+${known.SANDBOX_PUBLIC_KEY}`, known.SANDBOX_PRIVATE_KEY);
		const answer = await call('GET', '/service/boards', { headers });
		expect([answer.status, answer.text]).toEqual([
			400,
			'Cannot route. Codebase/company is invalid',
		]);
		sandbox.switches.set('wrongCompany', 'unauthorized');
		expect((await call('GET', '/service/boards', { headers })).status).toBe(401);
	});

	it('of a narrow role give 403 outside of it', async () => {
		const headers = basic(
			`${known.SANDBOX_COMPANY}+${known.LIMITED_PUBLIC_KEY}`,
			known.LIMITED_PRIVATE_KEY,
		);
		expect((await call('GET', '/company/companies', { headers })).status).toBe(200);
		const refused = await call('GET', '/system/members', { headers });
		expect(refused.status).toBe(403);
		expect(refused.json).toEqual({
			code: 'Security',
			message: 'You do not have security permission to perform this action.',
		});
	});

	it('are handed to integrators for a member, and not to API members', async () => {
		const headers = basic(
			`${known.SANDBOX_COMPANY}+${known.INTEGRATOR_USER}`,
			known.INTEGRATOR_PASSWORD,
		);
		const body = { memberIdentifier: 'AExample' };
		const token = await call('POST', '/system/members/AExample/tokens', { headers, body });
		const { publicKey, privateKey } = recordOf(token);
		const asMember = basic(`${known.SANDBOX_COMPANY}+${String(publicKey)}`, String(privateKey));
		expect((await call('GET', '/service/boards', { headers: asMember })).status).toBe(200);
		const plain = await call('POST', '/system/members/AExample/tokens', { body });
		expect([plain.status, recordOf(plain)['code']]).toEqual([403, 'Unauthorized']);
	});
});

describe('the Client ID', () => {
	it.each([401, 400, 403] as const)(
		'gives %d where it is missing, if switched so',
		async (status) => {
			sandbox.switches.set('missingClientId', status);
			const answer = await call('GET', '/service/boards', { headers: { clientId: '' } });
			expect(answer.status).toBe(status);
			expect(answer.text).toContain('clientId');
		},
	);

	it('may be left out where old servers let it pass', async () => {
		sandbox.switches.set('missingClientId', 'accepted');
		const answer = await call('GET', '/service/boards', { headers: { clientId: '' } });
		expect(answer.status).toBe(200);
	});
});

describe('addresses', () => {
	it('work under both roots, with doubled slashes and in any case', async () => {
		for (const root of ['v4_6_release', 'v2025_1', 'V4_6_Release']) {
			for (const path of ['service/boards', '/service/boards/', 'Service/Boards']) {
				const answer = await clientOf(`${sandbox.url}/${root}/apis/3.0/`)('GET', path);
				expect(answer.status).toBe(200);
			}
		}
	});

	it.each([
		'/v4_6_release/apis/3.0/v4_6_release/apis/3.0/service/boards',
		'/service/boards',
		'/other/apis/3.0/x',
	])('cannot be routed: %s', async (path) => {
		const answer = await clientOf(sandbox.url)('GET', path);
		expect([answer.status, answer.text]).toEqual([
			400,
			'Cannot route. Codebase/company is invalid',
		]);
	});

	it('of an old code base are not found', async () => {
		const old = clientOf(`${sandbox.url}/v2017_3/apis/3.0`);
		expect((await old('GET', '/service/boards')).status).toBe(404);
		sandbox.switches.set('staleCodebase', 'columnText');
		expect((await old('GET', '/service/boards')).text).toContain('does not belong to table');
	});

	it('tell the code base of a company, and null for others', async () => {
		const info = await fetch(`${sandbox.url}/login/companyinfo/${known.SANDBOX_COMPANY}`);
		expect(await info.json()).toMatchObject({ Codebase: 'v2025_1/', IsCloud: true });
		const other = await fetch(`${sandbox.url}/login/companyinfo/elsewhere`);
		expect([other.status, await other.text()]).toEqual([200, 'null']);
		sandbox.switches.set('unknownCompanyInfo', 'notFound');
		expect((await fetch(`${sandbox.url}/login/companyinfo/elsewhere`)).status).toBe(404);
	});

	it('longer than the limit give 414', async () => {
		const answer = await call('GET', '/service/tickets', {
			query: { conditions: 'x'.repeat(2_100) },
		});
		expect([answer.status, answer.text]).toEqual([414, 'Request URI Too Long']);
	});

	it('that do not exist, or not with this method, say so', async () => {
		const missing = await call('GET', '/service/nothing');
		expect(missing.status).toBe(404);
		expect(missing.json).toEqual({
			code: 'ConnectWiseApi',
			message: 'The endpoint does not exist.',
		});
		expect((await call('PUT', '/service/tickets', { body: {} })).status).toBe(405);
	});
});

describe('cloud hosts without their api- prefix', () => {
	const status = (host: string) =>
		new Promise<[number, string]>((resolve, reject) => {
			const headers = { ...known.sandboxHeaders(), host };
			get(`${sandbox.apiRoot}/service/boards`, { headers }, (response) => {
				text(response).then((body) => resolve([response.statusCode ?? 0, body]), reject);
			}).on('error', reject);
		});

	it('are accepted, refused or answered with a page', async () => {
		expect((await status('na.myconnectwise.net'))[0]).toBe(200);
		sandbox.switches.set('uiHost', 'sslRequired');
		expect(await status('na.myconnectwise.net')).toEqual([
			403,
			expect.stringContaining('SSL is required.'),
		]);
		expect((await status('api-na.myconnectwise.net'))[0]).toBe(200);
		sandbox.switches.set('uiHost', 'html');
		expect((await status('na.myconnectwise.net'))[1]).toContain('<html>');
	});
});

describe('every answer', () => {
	it('carries the headers that support asks for', async () => {
		const { headers } = await call('GET', '/service/boards');
		expect(headers.get('content-type')).toBe(
			'application/vnd.connectwise.com+json; version=2025.16',
		);
		expect(headers.get('api-current-version')).toBe('2025.16');
		expect(headers.get('x-cw-request-id')).toMatch(/^[\da-f-]{36}$/);
	});

	it('refuses versions of the model that are no longer supported, if switched on', async () => {
		const headers = { accept: 'application/vnd.connectwise.com+json; version=2021.1' };
		expect((await call('GET', '/service/boards', { headers })).status).toBe(200);
		sandbox.switches.set('unsupportedVersion', 'refused');
		const refused = await call('GET', '/service/boards', { headers });
		expect([refused.status, recordOf(refused)]).toMatchObject([
			400,
			{ code: 'ConnectWiseApi', message: expect.stringContaining("API version '2021.1'") },
		]);
	});

	it('is indented with CRLF if it is an error', async () => {
		const { text } = await call('GET', '/company/contacts/99999999');
		expect(text).toBe(
			'{\r\n  "code": "NotFound",\r\n  "message": "Contact 99999999 not found"\r\n}',
		);
	});

	it('to /system/info needs keys, unless switched off', async () => {
		expect((await call('GET', '/system/info', { headers: wrongKeys })).status).toBe(401);
		sandbox.switches.set('systemInfoNeedsKeys', false);
		const open = await call('GET', '/system/info', { headers: wrongKeys });
		expect(recordOf(open)).toMatchObject({ isCloud: true, cloudRegion: 'NA' });
	});
});
