import { randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import type { ScriptedAnswer } from '../../support/scriptedServer.mts';
import { connectTo, failed, succeeded } from '../connectWise.mts';
import type { CallOptions } from '../connectWise.mts';
import { withFileStore } from '../fileStore.mts';
import { withScriptedServer } from '../servers.mts';

const store = await withFileStore();
const { server } = await withScriptedServer();

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
		expect(error.message).toContain('it has more than 1 MB, and the limit is 1 MB');
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
