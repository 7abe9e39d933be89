import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type * as Di from '@n8n/di';
import type * as N8nCore from 'n8n-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startScriptedServer } from '../support/scriptedServer.mts';
import type { ScriptedAnswer, ScriptedServer } from '../support/scriptedServer.mts';
import { connectTo, failed, succeeded } from './connectWise.mts';
import type { CallOptions } from './connectWise.mts';
import { requireCommonJs } from './engine.mts';

const { BinaryDataService } = requireCommonJs('n8n-core') as typeof N8nCore;
// The engine's own container, whatever others are installed.
const requireOfCore = createRequire(requireCommonJs.resolve('n8n-core'));
const { Container } = requireOfCore('@n8n/di') as typeof Di;

let server: ScriptedServer;
let folder: string;
const store = Container.get(BinaryDataService);

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'downloads-'));
	const { config } = store as unknown as { config: { mode: string; localStoragePath: string } };
	Object.assign(config, { mode: 'filesystem', localStoragePath: folder });
	await store.init();
	server = await startScriptedServer();
});
beforeEach(() => {
	server.received.length = 0;
});
afterAll(async () => {
	await server.close();
	await rm(folder, { recursive: true });
});

const PDF = {
	'content-type': 'application/pdf',
	'content-disposition': 'attachment; filename="a b.pdf"',
};
const CONTENT = randomBytes(3_000_000);

async function download(call: CallOptions = {}) {
	return await connectTo(server.url).query('getSystemDocumentsByIdDownload', {
		options: { id: 7 },
		...call,
	});
}

describe('a file goes into the store of n8n as it comes', () => {
	it.each<[string, ScriptedAnswer]>([
		['as it is', { headers: PDF, body: CONTENT }],
		[
			'compressed on its way',
			{ headers: { ...PDF, 'content-encoding': 'gzip' }, body: gzipSync(CONTENT) },
		],
	])('%s', async (_, answer) => {
		server.answerWith(() => answer);
		const [item] = succeeded(await download()).main;
		expect(item?.json).toEqual({
			id: 7,
			fileName: 'a b.pdf',
			mimeType: 'application/pdf',
			fileSize: CONTENT.length,
		});
		const stored = item?.binary?.data;
		expect(stored).toMatchObject({ data: 'filesystem-v2', fileName: 'a b.pdf' });
		if (stored) expect((await store.getAsBuffer(stored)).equals(CONTENT)).toBe(true);
	});

	it('again from the start where it broke off', async () => {
		server.answerWith(() =>
			server.received.length > 1
				? { headers: PDF, body: CONTENT }
				: {
						write: (response) => {
							response.writeHead(200, { ...PDF, 'content-length': CONTENT.length });
							response.write(CONTENT.subarray(0, 1_000_000), () => response.destroy());
						},
					},
		);
		const [item] = succeeded(await download()).main;
		expect(item?.json).toMatchObject({ fileSize: CONTENT.length });
		expect(server.received).toHaveLength(2);
	});

	it('but no further than it may', async () => {
		server.answerWith(() => ({
			headers: { ...PDF, 'transfer-encoding': 'chunked' },
			body: CONTENT,
		}));
		const error = failed(await download({ settings: { maxFileSize: 1 } }));
		expect(error.message).toContain('it holds more than 1 MB, and at most 1 MB are taken up');
		expect(server.received).toHaveLength(1);
	});

	it('with a name and nothing in it', async () => {
		server.answerWith(() => ({ headers: PDF, body: Buffer.alloc(0) }));
		const [item] = succeeded(await download()).main;
		expect(item?.json).toMatchObject({ fileName: 'a b.pdf', fileSize: 0 });
		expect(item?.binary?.data).toBeDefined();
	});

	it('and what has neither is no file', async () => {
		server.answerWith(() => ({
			headers: { 'content-type': 'application/octet-stream' },
			body: Buffer.alloc(0),
		}));
		expect(succeeded(await download()).main).toMatchObject([{ json: { success: true, id: 7 } }]);
	});
});
