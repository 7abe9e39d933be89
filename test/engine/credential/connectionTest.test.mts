import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { SANDBOX_CLIENT_ID, startSandbox } from '../../sandbox/index.mts';
import { startScriptedServer } from '../../support/scriptedServer.mts';
import type { ScriptedAnswer } from '../../support/scriptedServer.mts';
import { CREDENTIAL_TYPE, credentialsFor } from '../connectWise.mts';
import { testCredential } from '../credentialTest.mts';
import { withScriptedServer } from '../servers.mts';

const KEYS = {
	username: 'sandbox+sandboxPublic',
	password: 'sandboxPrivate',
	clientId: SANDBOX_CLIENT_ID,
};
const PAIR = Buffer.from('sandbox+sandboxPublic:sandboxPrivate').toString('base64');

const { server } = await withScriptedServer();

const check = async (values: Record<string, unknown> = {}) =>
	await testCredential(CREDENTIAL_TYPE, {
		...KEYS,
		siteUrl: `${server.url}/`,
		...(values as Record<string, string>),
	});

describe('the test of the credential', () => {
	it('reads a count with the keys and reports success', async () => {
		server.answerWith(() => ({ body: { count: 3 } }));
		expect(await check()).toEqual({ status: 'OK', message: 'Connection successful!' });
		const path = '/v4_6_release/apis/3.0/service/boards/count';
		expect(server.received.map(({ url }) => url)).toEqual([path]);
		expect(server.received[0].headers).toMatchObject({
			authorization: `Basic ${PAIR}`,
			clientid: KEYS.clientId,
		});
	});

	it('accepts a company without boards', async () => {
		server.answerWith(() => ({ body: { count: 0 } }));
		expect((await check()).status).toBe('OK');
	});

	it('is passed by the sandbox with its keys, and with no others', async () => {
		const sandbox = await startSandbox({ size: 5 });
		const { [CREDENTIAL_TYPE]: right } = credentialsFor(sandbox.url);
		const { [CREDENTIAL_TYPE]: wrong } = credentialsFor(sandbox.url, { password: 'wrong' });
		const verdicts = [
			await testCredential(CREDENTIAL_TYPE, { ...right }),
			await testCredential(CREDENTIAL_TYPE, { ...wrong }),
		];
		await sandbox.close();
		expect(verdicts).toMatchObject([
			{ status: 'OK' },
			{ status: 'Error', message: expect.stringContaining('did not accept the keys') as string },
		]);
	});

	const HTML = { 'content-type': 'text/html' };
	const GATEWAY = '<html><head><title>Bad gateway</title></head></html>';
	const ANSWERS: ReadonlyArray<readonly [string, ScriptedAnswer, RegExp]> = [
		[
			'keys',
			{ status: 401, body: { code: 'Unauthorized', message: 'x' } },
			/did not accept the keys/,
		],
		[
			'keys of another kind',
			{ status: 401, body: { code: 'ConnectWiseApi', message: 'UserNotAuthenticated' } },
			/did not accept the keys/,
		],
		['keys without a word', { status: 401, body: '' }, /did not accept the keys/],
		[
			'company',
			{ status: 400, body: 'Cannot route. Codebase/company is invalid' },
			/does not know this company/,
		],
		[
			'Client ID (403)',
			{ status: 403, body: { code: 'Security', message: 'The clientId is invalid' } },
			/did not accept the Client ID: The clientId is invalid\. Compare it/,
		],
		['Client ID (400)', { status: 400, body: 'Unknown client id' }, /did not accept the Client ID/],
		[
			'Client ID (401)',
			{ status: 401, body: { code: 'Unauthorized', message: 'Invalid ClientId header' } },
			/did not accept the Client ID: Invalid ClientId header/,
		],
		[
			'permission',
			{
				status: 403,
				body: {
					code: 'Security',
					message: 'You do not have security permission to perform this action.',
				},
			},
			/the keys are right.*security role.*You do not have security permission/,
		],
		['API host', { status: 403, body: { message: 'SSL is required.' } }, /put api- before/],
		['web page', { headers: HTML, body: '<!DOCTYPE html><html></html>' }, /with a web page, not/],
		['sign-in', { headers: HTML, body: GATEWAY }, /with a web page titled "Bad gateway", not/],
		['firewall', { status: 403, headers: HTML, body: GATEWAY }, /firewall before the server/],
		[
			'redirect',
			{ status: 302, headers: { location: 'http://x.example/' }, body: '' },
			/another address/,
		],
		[
			'missing API',
			{ status: 404, body: { message: 'Not Found' } },
			/404: Not Found.*Enter the address/,
		],
		['another API', { body: { hello: 'world' } }, /answered 200.*not what ConnectWise answers/],
		['count that is none', { body: { count: 'x' } }, /not what ConnectWise answers/],
		['null', { body: null }, /not what ConnectWise answers/],
		['nothing', { body: '' }, /answered 200, which is not/],
	];

	it.each(ANSWERS)('names what is wrong by the answer: %s', async (_name, answer, message) => {
		server.answerWith(() => answer);
		const result = await check();
		expect(result.status).toBe('Error');
		expect(result.message).toMatch(message);
		expect(server.received).toHaveLength(1);
	});

	it.each<readonly [string, ScriptedAnswer]>([
		['a rate limit', { status: 429, body: { code: 'TooManyRequests' } }],
		['a rate limit without a word', { status: 429, body: '' }],
		['an outage', { status: 503, body: '' }],
		['a page of a gateway', { status: 502, headers: HTML, body: GATEWAY }],
		['a server error', { status: 500, body: { message: 'Object reference not set' } }],
		['a server error that speaks of keys', { status: 500, body: { code: 'Unauthorized' } }],
		['a time-out', { status: 408, body: '' }],
	])('blames neither keys nor Client ID for %s', async (_name, answer) => {
		server.answerWith(() => answer);
		const { status, message } = await check();
		expect(status).toBe('Error');
		expect(message).toMatch(/busy or in trouble; the keys may be fine/);
		expect(message).not.toMatch(/Client ID|Site URL|refused/);
	});

	it.each([401, 403, 404, 500])('shows no key that a server echoes (%i)', async (status) => {
		server.answerWith(({ headers }) => ({
			status,
			body: { message: `${JSON.stringify(headers)} clientId ${KEYS.password}` },
		}));
		const { message } = await check();
		for (const key of [KEYS.password, KEYS.clientId, PAIR]) expect(message).not.toContain(key);
	});

	it('keeps its message short, however long the answer', async () => {
		server.answerWith(() => ({ status: 400, body: { message: 'long '.repeat(10_000_000) } }));
		expect((await check()).message.length).toBeLessThan(1_000);
	});

	it.each<readonly [Record<string, unknown>, RegExp]>([
		[{ clientId: '' }, /Client ID is empty/],
		[{ clientId: 'sandboxPublic' }, /Client ID does not look like one/],
		[{ clientId: `${SANDBOX_CLIENT_ID}0` }, /Client ID does not look like one/],
		[{ clientId: 'a\r\nHost: b' }, /Client ID contains a line break/],
		[{ username: 'sandbox' }, /joined by a plus sign/],
		[{ siteUrl: 'http://a.example' }, /unencrypted/],
		[{ siteUrl: '..' }, /not a web address/],
		[{ siteUrl: undefined, username: null }, /Site URL is empty/],
	])('sends nothing for %j', async (values, message) => {
		expect(await check(values)).toEqual({
			status: 'Error',
			message: expect.stringMatching(message) as string,
		});
		expect(server.received).toEqual([]);
	});
});

describe('a Site URL that cannot be reached', () => {
	it('is said to be misspelt where no server has the name', async () => {
		const { status, message } = await check({ siteUrl: 'https://na.myconnectwise.invalid' });
		expect(status).toBe('Error');
		expect(message).toMatch(
			/^The Site URL cannot be reached: check its spelling, VPN and firewall/,
		);
		expect(message).toContain('na.myconnectwise.invalid');
	});

	it('is said so where nobody listens', async () => {
		const closed = await startScriptedServer();
		await closed.close();
		const { message } = await check({ siteUrl: closed.url });
		expect(message).toMatch(
			/^The Site URL cannot be reached: check its spelling, VPN and firewall/,
		);
		expect(message).toContain('ECONNREFUSED');
	});

	it('is said so where the connection is cut', async () => {
		const rude = createServer((socket) => socket.destroy());
		await new Promise<void>((done) => rude.listen(0, '127.0.0.1', done));
		const { port } = rude.address() as AddressInfo;
		const { message } = await check({ siteUrl: `http://127.0.0.1:${port}` });
		rude.close();
		expect(message).toMatch(/^The Site URL cannot be reached/);
	});

	it('names the protocol where the port speaks no https', async () => {
		const { port } = new URL(server.url);
		const { message } = await check({ siteUrl: `https://127.0.0.1:${port}` });
		expect(message).toMatch(/does not offer https/);
	});
});
