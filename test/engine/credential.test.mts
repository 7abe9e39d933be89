import type { INodeParameters, INodeType } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startScriptedServer } from '../support/scriptedServer.mts';
import type { ScriptedAnswer, ScriptedServer } from '../support/scriptedServer.mts';
import { testCredential } from './credentialTest.mts';
import { NodeConnectionTypes } from './engine.mts';
import { runNode } from './harness.mts';

const TYPE = 'connectWiseManagePsaApi';
const KEYS = {
	username: 'sandbox+sandboxPublic',
	password: 'sandboxPrivate',
	clientId: 'id-of-us',
};
const BASIC = `Basic ${Buffer.from('sandbox+sandboxPublic:sandboxPrivate').toString('base64')}`;

/** Sends one request as given in its parameters, through the helper that it names. */
const callerNode: INodeType = {
	description: {
		displayName: 'Caller',
		name: 'test.caller',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Caller' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: TYPE }],
		properties: [
			{ displayName: 'Helper', name: 'helper', type: 'string', default: '' },
			{ displayName: 'Options', name: 'options', type: 'json', default: {} },
		],
	},
	async execute() {
		const options = this.getNodeParameter('options', 0) as { url: string };
		const isLegacy = this.getNodeParameter('helper', 0) === 'legacy';
		const helper = isLegacy
			? this.helpers.requestWithAuthentication
			: this.helpers.httpRequestWithAuthentication;
		const answer: unknown = await helper.call(this, TYPE, { ...options });
		return [[{ json: { answer: JSON.stringify(answer) } }]];
	},
};

describe('the credential in n8n', () => {
	let server: ScriptedServer;
	let foreign: ScriptedServer;

	beforeEach(async () => {
		[server, foreign] = await Promise.all([startScriptedServer(), startScriptedServer()]);
	});

	afterEach(async () => {
		await Promise.all([server.close(), foreign.close()]);
	});

	const call = (helper: string, options: INodeParameters) =>
		runNode({
			node: 'test.caller',
			nodeTypes: { 'test.caller': callerNode },
			credentials: { [TYPE]: { ...KEYS, siteUrl: server.url } },
			parameters: { helper, options },
		});

	describe.each(['current', 'legacy'])('with the %s request helper', (helper) => {
		const address = helper === 'legacy' ? 'uri' : 'url';

		it('attaches keys and Client ID to a request for its own host', async () => {
			const { error } = await call(helper, { [address]: `${server.url}/a` });
			expect(error).toBeUndefined();
			expect(server.received[0].headers).toMatchObject({
				authorization: BASIC,
				clientid: KEYS.clientId,
			});
		});

		it('sends nothing at all to another host, and says why', async () => {
			const { error } = await call(helper, { [address]: `${foreign.url}/a` });
			expect(error?.message).toContain('sends its keys to 127.0.0.1:');
			expect(foreign.received).toEqual([]);
		});

		it.each([{}, { followAllRedirects: true, maxRedirects: 5 }])(
			'does not follow its host to another (%j)',
			async (options: INodeParameters) => {
				const location = `${foreign.url}/elsewhere`;
				server.answerWith(() => ({ status: 302, headers: { location }, body: '' }));
				const { error } = await call(helper, { [address]: `${server.url}/a`, ...options });
				expect(error?.message).toContain('302');
				expect(foreign.received).toEqual([]);
			},
		);
	});

	it('sends nothing beside the request itself', async () => {
		await call('current', { url: `${server.url}/a` });
		expect(server.received.map(({ url }) => url)).toEqual(['/a']);
	});

	describe('when it is tested', () => {
		const check = (values: Record<string, string> = {}) =>
			testCredential(TYPE, { ...KEYS, siteUrl: `${server.url}/`, ...values });

		it('reads a count with the keys and reports success', async () => {
			server.answerWith(() => ({ body: { count: 3 } }));
			expect(await check()).toEqual({ status: 'OK', message: 'Connection successful!' });
			const path = '/v4_6_release/apis/3.0/service/boards/count';
			expect(new Set(server.received.map(({ url }) => url))).toEqual(new Set([path]));
			expect(server.received.every(({ headers }) => headers.authorization === BASIC)).toBe(true);
		});

		it('accepts a company without boards', async () => {
			server.answerWith(() => ({ body: { count: 0 } }));
			expect((await check()).status).toBe('OK');
		});

		const REFUSALS: ReadonlyArray<readonly [string, ScriptedAnswer, RegExp]> = [
			['keys', { status: 401, body: { code: 'Unauthorized', message: 'x' } }, /refused the keys/],
			[
				'keys of another kind',
				{ status: 401, body: { code: 'ConnectWiseApi', message: 'UserNotAuthenticated' } },
				/refused the keys/,
			],
			[
				'company',
				{ status: 400, body: 'Cannot route. Codebase/company is invalid' },
				/does not know this company/,
			],
			[
				'Client ID',
				{ status: 403, body: { code: 'Security', message: 'The clientId is invalid' } },
				/Check the Client ID/,
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
				/security role/,
			],
			['web page', { body: '<!DOCTYPE html><html></html>' }, /web page/],
			['missing API', { status: 404, body: { message: 'Not Found' } }, /then the Site URL/],
			['rate limit', { status: 429, body: '' }, /did not answer as/],
			['outage', { status: 503, body: '<html></html>' }, /web page/],
			['another API', { body: { hello: 'world' } }, /did not answer as/],
		];

		it.each(REFUSALS)('names a wrong answer: %s', async (_name, answer, message) => {
			server.answerWith(() => answer);
			const result = await check();
			expect(result.status).toBe('Error');
			expect(result.message).toMatch(message);
			expect(result.message).not.toContain(KEYS.password);
		});

		it('names the field that is missing or mixed up', async () => {
			expect((await check({ clientId: '' })).message).toContain('Client ID is empty');
			expect((await check({ username: 'sandbox' })).message).toContain('joined by a plus sign');
			expect((await check({ siteUrl: 'http://a.example' })).message).toContain('unencrypted');
			expect(server.received).toEqual([]);
		});
	});
});
