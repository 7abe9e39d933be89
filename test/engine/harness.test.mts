import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NodeConnectionTypes } from './engine.mts';
import {
	bytesOf,
	NODE_NAME,
	PASS_THROUGH_TYPE,
	runNode,
	runWorkflow,
	SET_TYPE,
	toBinary,
} from './harness.mts';

const ECHO = 'test.echo';

/** Asks the server for `path`, once an item, through n8n's authenticated helper. */
const echoNode: INodeType = {
	description: {
		displayName: 'Echo',
		name: ECHO,
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Echo' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'echoApi' }],
		properties: [{ displayName: 'Path', name: 'path', type: 'string', default: '' }],
	},
	async execute() {
		const { url } = await this.getCredentials('echoApi');
		const output = [];
		for (const index of this.getInputData().keys()) {
			const path = this.getNodeParameter('path', index) as string;
			try {
				const body = await this.helpers.httpRequestWithAuthentication.call(this, 'echoApi', {
					url: `${String(url)}${path}`,
					encoding: 'arraybuffer',
				});
				const binary = { data: await this.helpers.prepareBinaryData(body, 'answer.json') };
				const json = JSON.parse(Buffer.from(body).toString());
				output.push({ json, binary, pairedItem: { item: index } });
			} catch (error) {
				if (!this.continueOnFail()) throw error;
				const message = (error as Error).message;
				output.push({ json: { error: message }, pairedItem: { item: index } });
			}
		}
		return [output];
	},
};

const echoApi: ICredentialType = {
	name: 'echoApi',
	displayName: 'Echo API',
	properties: [
		{ displayName: 'URL', name: 'url', type: 'string', default: '' },
		{ displayName: 'Word', name: 'word', type: 'string', default: 'sesame' },
	],
	authenticate: {
		type: 'generic',
		properties: { headers: { 'x-word': '={{ $credentials.word }}' } },
	},
};

describe('the engine harness', () => {
	let server: Server;
	let url: string;
	let answer: (request: IncomingMessage, response: ServerResponse) => void;

	beforeEach(async () => {
		answer = (request, response) => {
			const isMissing = request.url === '/missing';
			response.writeHead(isMissing ? 404 : 200, { 'content-type': 'application/json' });
			response.end(JSON.stringify({ path: request.url, word: request.headers['x-word'] }));
		};
		server = createServer((request, response) => answer(request, response));
		await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
		url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	});

	afterEach(() => {
		server.closeAllConnections();
		server.close();
	});

	const echo = (rest: Partial<Parameters<typeof runNode>[0]> = {}) =>
		runNode({
			node: ECHO,
			nodeTypes: { [ECHO]: echoNode },
			credentialTypes: [echoApi],
			credentials: { echoApi: { url } },
			parameters: { path: '={{ $json.path }}' },
			...rest,
		});

	it('resolves expressions for each item and lets the credential authenticate', async () => {
		const result = await echo({ items: [{ path: '/a' }, { path: '/b' }] });
		expect(result.error).toBeUndefined();
		expect(result.json).toEqual([
			{ path: '/a', word: 'sesame' },
			{ path: '/b', word: 'sesame' },
		]);
	});

	it('keeps binary data in memory', async () => {
		const { main } = await echo({ items: [{ path: '/file' }] });
		expect(JSON.parse(bytesOf(main[0]).toString())).toMatchObject({ path: '/file' });
		expect(main[0].binary?.data.mimeType).toBe('application/json');
	});

	it('reports the error that ended the run', async () => {
		const result = await echo({ items: [{ path: '/missing' }] });
		expect(result.status).toBe('error');
		expect(result.error).toMatchObject({ name: 'NodeApiError', httpCode: '404' });
	});

	it('sends failed items to the error output', async () => {
		const result = await echo({
			items: [{ path: '/a' }, { path: '/missing' }, { path: '/b' }],
			onError: 'continueErrorOutput',
		});
		expect(result.json.map(({ path }) => path)).toEqual(['/a', '/b']);
		expect(result.errorOutput).toHaveLength(1);
		expect(result.errorOutput[0].json.error).toContain('could not be found');
	});

	it('follows paired items from a later node', async () => {
		const result = await runWorkflow({
			nodes: [
				{ name: 'Start', type: PASS_THROUGH_TYPE },
				{ name: NODE_NAME, type: ECHO, parameters: { path: '={{ $json.path }}' } },
				{
					name: 'After',
					type: SET_TYPE,
					parameters: {
						values: { from: "={{ $('Start').item.json.label }}", word: '={{ $json.word }}' },
					},
				},
			],
			items: [
				{ path: '/a', label: 'first' },
				{ path: '/b', label: 'second' },
			],
			nodeTypes: { [ECHO]: echoNode },
			credentialTypes: [echoApi],
			credentials: { echoApi: { url, word: 'open' } },
		});
		expect(result.outputOf('After').map((item) => item.json)).toEqual([
			{ from: 'first', word: 'open' },
			{ from: 'second', word: 'open' },
		]);
	});

	it('runs in the time zone of the workflow', async () => {
		const result = await runWorkflow({
			nodes: [
				{ name: 'Zone', type: SET_TYPE, parameters: { values: { zone: '={{ $now.zoneName }}' } } },
			],
			settings: { timezone: 'Australia/Sydney' },
		});
		expect(result.outputOf('Zone')[0].json).toEqual({ zone: 'Australia/Sydney' });
	});

	it('hands binary input to the node', async () => {
		const binary = { data: toBinary(Buffer.from('abc'), 'a.txt', 'text/plain') };
		const result = await runWorkflow({
			nodes: [{ name: 'Start', type: PASS_THROUGH_TYPE }],
			items: [{ json: {}, binary }],
		});
		expect(bytesOf(result.outputOf('Start')[0]).toString()).toBe('abc');
	});

	it('cancels a request in flight', async () => {
		const stop = new AbortController();
		const closed = new Promise<void>((done) => {
			answer = (request) => {
				request.socket.once('close', done);
				stop.abort();
			};
		});
		const result = await echo({ items: [{ path: '/slow' }], signal: stop.signal });
		await closed;
		expect(result.status).toBe('canceled');
	});
});
