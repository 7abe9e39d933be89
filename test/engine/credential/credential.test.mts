import type { INodeParameters, INodeType } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startScriptedServer } from '../../support/scriptedServer.mts';
import type { ScriptedServer } from '../../support/scriptedServer.mts';
import { NodeConnectionTypes } from '../engine.mts';
import { runNode } from '../harness.mts';

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

	describe.each([
		['current', { skipSslCertificateValidation: true }],
		['current', { headers: { Host: 'evil.example' } }],
		['legacy', { rejectUnauthorized: false }],
		['legacy', { agentOptions: { rejectUnauthorized: false } }],
		['legacy', { headers: { host: 'evil.example' } }],
	])('with the %s helper and %j', (helper, options) => {
		it('sends nothing', async () => {
			const address = helper === 'legacy' ? 'uri' : 'url';
			const { error } = await call(helper, { [address]: `${server.url}/a`, ...options });
			expect(error?.message).toContain('This credential');
			expect(server.received).toEqual([]);
		});
	});

	it.each(['current', 'legacy'])('does not go through a proxy (%s helper)', async (helper) => {
		const { hostname: host, port } = new URL(foreign.url);
		const isLegacy = helper === 'legacy';
		const proxy = isLegacy ? foreign.url : { protocol: 'http', host, port: Number(port) };
		const { error } = await call(helper, {
			[isLegacy ? 'uri' : 'url']: `${server.url}/a`,
			proxy,
		} as INodeParameters);
		expect(error?.message).toContain('proxy');
		expect([...foreign.received, ...server.received]).toEqual([]);
	});
});
