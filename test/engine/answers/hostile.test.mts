import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../support/scriptedServer.mts';
import { createSelfSigned } from '../../support/selfSigned.mts';
import { connectTo, credentialsFor, failed } from '../connectWise.mts';
import type { CallOptions, Kind } from '../connectWise.mts';
import type { NodeResult } from '../harness.mts';
import { withScriptedServer } from '../servers.mts';

const { server, connectWise } = await withScriptedServer();

const JSON_TYPE = { 'content-type': 'application/json' };
const QUICK = { settings: { timeout: 1, retries: 0 } };
const TICKET = { summary: 'Sample', company: { id: 2 } };

type Request = [string, Kind, string, CallOptions];
const READ_ONE: Request = ['a record', 'query', 'getServiceTicketsById', { options: { id: 7 } }];
const READ_LIST: Request = ['a list', 'query', 'getServiceTickets', {}];
const DOWNLOAD: Request = [
	'a file',
	'query',
	'getSystemDocumentsByIdDownload',
	{ options: { id: 7 } },
];
const CREATE: Request = ['a create', 'mutate', 'postServiceTickets', { body: TICKET }];
const REMOVE: Request = ['a delete', 'delete', 'deleteServiceTicketsById', { options: { id: 7 } }];
const EVERY_KIND = [READ_ONE, READ_LIST, DOWNLOAD, CREATE, REMOVE];

async function run(
	[, kind, id, call]: Request,
	answer: ScriptedAnswer,
	more: CallOptions = {},
): Promise<NodeResult> {
	server.answerWith(() => answer);
	return await connectWise.run(kind, id, { ...call, ...more });
}

/** Sends the headers, and then a byte now and then for ever. */
const drip = (status: number, type: string): ScriptedAnswer => ({
	write: (response) => {
		response.writeHead(status, { 'content-type': type });
		const timer = setInterval(() => response.write(' '), 50);
		response.on('close', () => clearInterval(timer));
	},
});

/** One piece over and over, as long as anybody takes it. */
const endless = (type: string, piece: Buffer | string, status = 200): ScriptedAnswer => ({
	write: (response) => {
		response.writeHead(status, { 'content-type': type });
		const more = () => {
			while (!response.destroyed && response.write(piece));
		};
		response.on('drain', more);
		more();
	},
});

describe('an answer that does not come to an end is given up in time', () => {
	it.each(EVERY_KIND)('where it switches protocols: %s', async (...request) => {
		const result = await run(
			request,
			{
				write: (response) => {
					response.socket?.write(
						'HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n',
					);
				},
			},
			QUICK,
		);
		expect(failed(result).message).toMatch(/did not answer in time|could not be reached/);
	});

	it.each(EVERY_KIND)('where it informs for ever: %s', async (...request) => {
		const write: ScriptedAnswer['write'] = (response) => {
			const timer = setInterval(() => response.writeProcessing(), 50);
			response.on('close', () => clearInterval(timer));
		};
		expect(failed(await run(request, { write }, QUICK)).message).toContain(
			'did not answer in time',
		);
	});

	it.each(EVERY_KIND)('where it drips: %s', async (...request) => {
		const type = request === DOWNLOAD ? 'application/pdf' : 'application/json';
		const error = failed(await run(request, drip(200, type), QUICK));
		expect(error.message).toContain('was not complete in time');
		if (request[1] !== 'query') expect(error.message).toContain('has carried the request out');
	});

	it.each(EVERY_KIND)('where a refusal drips: %s', async (...request) => {
		const error = failed(await run(request, drip(500, 'text/html'), QUICK));
		expect(error.message).toContain('did not answer in time');
		if (request[1] !== 'query') expect(error.message).toContain('is not known');
	});

	it('and at once when the execution is cancelled', async () => {
		const stop = new AbortController();
		const poll = setInterval(() => server.received.length > 0 && stop.abort(), 10);
		const result = await run(READ_ONE, drip(200, 'application/json'), { signal: stop.signal });
		clearInterval(poll);
		expect(result.status).toBe('canceled');
	});
});

describe('an answer that is too large is not taken up', () => {
	const bomb = gzipSync(`[${'{},'.repeat(3_000_000)}{}]`);
	const SMALL = { settings: { maxResponseSize: 1, maxFileSize: 1 } };
	const GZIP = { ...JSON_TYPE, 'content-encoding': 'gzip' };

	it.each([READ_ONE, READ_LIST])('as text without end: %s', async (...request) => {
		const error = failed(
			await run(request, endless('application/json', ' '.repeat(65_536)), SMALL),
		);
		expect(error.message).toContain('it has more than 1 MB, and the limit is 1 MB');
		expect(error.description).toContain('Max Response Size');
		expect(server.received).toHaveLength(1);
	});

	it('as a file without end', async () => {
		const piece = Buffer.alloc(65_536, 7);
		const error = failed(await run(DOWNLOAD, endless('application/pdf', piece), SMALL));
		expect(error.message).toContain('it has more than 1 MB');
		expect(error.description).toContain('Max File Size');
	});

	it('as a size that is announced', async () => {
		const headers = { 'content-type': 'application/pdf', 'content-length': '2147483648' };
		const write: ScriptedAnswer['write'] = (response) => {
			response.writeHead(200, headers).flushHeaders();
		};
		const error = failed(await run(DOWNLOAD, { write }));
		expect(error.message).toContain('it has 2048 MB, and the limit is 256 MB');
	});

	it.each([READ_ONE, READ_LIST])('as a few bytes that unfold: %s', async (...request) => {
		expect(bomb.length).toBeLessThan(100_000);
		const error = failed(await run(request, { headers: GZIP, body: bomb }, SMALL));
		expect(error.message).toContain('it has more than 1 MB');
	});

	it.each([READ_ONE, READ_LIST])('as far too many objects: %s', async (...request) => {
		const error = failed(await run(request, { headers: GZIP, body: bomb }));
		expect(error.message).toMatch(/it holds more than \d+ values/);
	});

	it.each([READ_ONE, READ_LIST])('as far too many levels: %s', async (...request) => {
		const body = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		const error = failed(await run(request, { headers: JSON_TYPE, body }));
		expect(error.message).toContain('nested more than 1000 levels deep');
	});

	it.each([
		['too deep', `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`],
		['too large', `"${'x'.repeat(2_000_000)}"`],
	])('which does not undo a write: %s', async (_, body) => {
		const error = failed(await run(CREATE, { status: 201, headers: JSON_TYPE, body }, SMALL));
		expect(error.message).toContain('has carried the request out: do not send it again');
		expect(error.context).toMatchObject({ details: { outcome: 'carried out' } });
		expect(server.received).toHaveLength(1);
	});

	it.each([
		['text', 'text/plain', 'No such thing. '],
		['JSON', 'application/json', '{"message":"No such thing. '],
		['a page', 'text/html', '<html><title>No such thing. '],
		['tags', 'text/html', '<a '],
	])('as a refusal without end, but for its beginning: %s', async (_, type, piece) => {
		const result = await run(READ_ONE, endless(type, piece.repeat(1_000), 400), {
			onError: 'continueRegularOutput',
		});
		expect(JSON.stringify(result.json).length).toBeLessThan(5_000);
		expect(result.json[0]?.error).toContain('ConnectWise answered 400');
	});
});

describe('a refusal', () => {
	const echo = (request: { headers: object }) => ({
		status: 400,
		headers: { 'x-cw-request-id': JSON.stringify(request.headers), link: 'x' },
		body: { message: `Bad: ${JSON.stringify(request.headers)}`, received: request.headers },
	});
	const secretsOf = () => {
		const { username, password, clientId } = credentialsFor(server.url).connectWiseManagePsaApi as {
			[name: string]: string;
		};
		const pair = Buffer.from(`${username}:${password}`).toString('base64');
		return [pair, password, clientId, username.split('+')[1]];
	};

	it.each<[string, CallOptions]>([
		['as an error', {}],
		['as an error item', { onError: 'continueRegularOutput' }],
		['on the error output', { onError: 'continueErrorOutput' }],
		['as an item', { settings: { onHttpError: 'item' } }],
	])('that echoes the keys does not show them: %s', async (_, call) => {
		server.answerWith(echo);
		const { run: kept, error } = await connectWise.query('getServiceTicketsById', {
			options: { id: 7 },
			...call,
		});
		const shown = JSON.stringify([kept, error, error?.message, error?.description, error?.context]);
		expect(shown).toContain('***');
		for (const secret of secretsOf()) expect(shown).not.toContain(secret);
	});

	it('shows no tags of the server', async () => {
		const body = { message: 'No <img src=x onerror="alert(1)"> way <script' };
		const error = failed(await run(READ_ONE, { status: 400, body }));
		expect(`${error.message}${error.description}`).not.toMatch(/<[a-z]/i);
		expect(error.message).toContain('No');
	});

	it.each<unknown>([
		{ errors: [null] },
		{ errors: [[]], message: null },
		{ code: {}, message: [], errors: { length: 3 } },
		{ message: { toString: 'x' }, errors: [{ message: {}, field: 7 }] },
		[null],
		{ constructor: null, __proto__: null },
	])('of any shape is told as one: %j', async (body) => {
		const error = failed(await run(READ_ONE, { status: 400, body }));
		expect(error.message).toContain('ConnectWise answered 400');
	});

	it('by an older server names the operation that it has', async () => {
		const body = { code: 'ConnectWiseApi', message: 'The endpoint does not exist.' };
		const error = failed(
			await run(
				['', 'query', 'getServiceTicketsByParentIdAllNotes', { options: { parentId: 7 } }],
				{
					status: 404,
					body,
				},
			),
		);
		expect(error.description).toMatch(/choose Service › Tickets › .*Notes.* instead/);
	});
});

describe('a write over a connection that nobody can trust was not sent', () => {
	it('to a certificate that is not trusted', async () => {
		let requests = 0;
		const tls = createTlsServer(createSelfSigned(), (_, response) => {
			requests += 1;
			response.end('{}');
		});
		await new Promise<void>((done) => tls.listen(0, '127.0.0.1', done));
		const url = `https://127.0.0.1:${(tls.address() as AddressInfo).port}`;
		const error = failed(await connectTo(url).mutate('postServiceTickets', { body: TICKET }));
		tls.close();
		expect(error.message).toContain('Nothing was sent to ConnectWise');
		expect(error.description).toContain('certificate');
		expect(error.context).toMatchObject({ details: { outcome: 'nothing changed' } });
		expect(requests).toBe(0);
	});

	it('to a port without https', async () => {
		const url = server.url.replace('http:', 'https:');
		const error = failed(await connectTo(url).mutate('postServiceTickets', { body: TICKET }));
		expect(error.message).toContain('Nothing was sent to ConnectWise');
		expect(error.description).toContain('Check the Site URL');
		expect(error.context).toMatchObject({ details: { outcome: 'nothing changed' } });
	});
});
