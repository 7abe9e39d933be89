import { execFile } from 'node:child_process';
import { createServer } from 'node:http';
import { readdir, readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
	answer,
	documentOf,
	listOf,
	reference,
	temporaryFolder,
	writeDocument,
} from './samples.mts';

const CLI = path.resolve(import.meta.dirname, '../../../tools/catalogue/cli.mts');
const run = promisify(execFile);

async function generate(spec: string, out: string) {
	return await run(process.execPath, [CLI, '--spec', spec, '--out', out]);
}

function listOperation(operationId: string) {
	return { get: { operationId, responses: answer(listOf(reference('Thing'))) } };
}

const SHOP = { '/shop/things': listOperation('getThings') };

async function serve(content: string): Promise<string> {
	const server = createServer((_, response) => response.end(content));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}/document.json`;
}

describe('the catalogue command', { timeout: 30_000 }, () => {
	it('writes an index, one file a module, types and a README, and prints counts', async () => {
		const out = path.join(await temporaryFolder(), 'data');
		const { stdout } = await generate(await writeDocument(documentOf(SHOP)), out);
		expect(stdout).toContain('Operations read: 1, written: 1, renamed: 0');
		expect((await readdir(out)).sort()).toEqual([
			'README.md',
			'chunks.ts',
			'index.d.json.ts',
			'index.json',
			'info.ts',
			'lookups.d.json.ts',
			'lookups.json',
			'shop.d.json.ts',
			'shop.json',
		]);
		const index: unknown = JSON.parse(await readFile(path.join(out, 'index.json'), 'utf8'));
		expect(index).toMatchObject({ apiVersion: '2025.16', modules: ['shop'] });
	});

	it('removes the file of a module that the document no longer has', async () => {
		const out = path.join(await temporaryFolder(), 'data');
		await generate(
			await writeDocument(documentOf({ ...SHOP, '/old/things': listOperation('getOld') })),
			out,
		);
		await generate(await writeDocument(documentOf(SHOP)), out);
		expect(await readdir(out)).not.toContain('old.json');
	});

	it('reads a document from a URL', async () => {
		const out = path.join(await temporaryFolder(), 'data');
		await generate(await serve(JSON.stringify(documentOf(SHOP))), out);
		expect(await readdir(out)).toContain('shop.json');
	});

	it.each([
		['missing', '/nowhere/document.json', 'does not exist'],
		['a folder', '/', 'cannot be read'],
		['at an address that nobody answers', 'http://127.0.0.1:1/x.json', 'cannot be downloaded'],
	])('says that a document is %s, and writes nothing', async (_, spec, message) => {
		const out = path.join(await temporaryFolder(), 'data');
		await expect(generate(spec, out)).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining(message),
		});
		expect(await readdir(path.dirname(out))).toEqual([]);
	});

	it.each([
		['not JSON', 'openapi: 3.0.1', 'is not JSON'],
		['not OpenAPI', { hello: 'world' }, 'is not an OpenAPI document'],
		[
			'of OpenAPI 2',
			{ swagger: '2.0', info: { title: '', version: '1' }, paths: SHOP },
			'not an OpenAPI 3',
		],
		['without paths', documentOf({}), 'describes no paths'],
		['with a dangling reference', documentOf(SHOP, {}), 'refers to #/components/schemas/Thing'],
		['of null', 'null', 'is not an OpenAPI document'],
	])('says that a document is %s, and keeps the files of before', async (_, content, message) => {
		const out = path.join(await temporaryFolder(), 'data');
		await generate(await writeDocument(documentOf(SHOP)), out);
		const before = await readFile(path.join(out, 'shop.json'), 'utf8');
		await expect(generate(await writeDocument(content), out)).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringMatching(new RegExp(`${message}.*\\n$`, 's')),
		});
		expect(await readFile(path.join(out, 'shop.json'), 'utf8')).toBe(before);
		expect(await readdir(path.dirname(out))).toEqual(['data']);
	});

	it('refuses an unknown argument with its usage', async () => {
		await expect(run(process.execPath, [CLI, '--specs', 'x'])).rejects.toMatchObject({
			code: 1,
			stderr: expect.stringContaining('Usage: npm run catalogue'),
		});
	});
});
