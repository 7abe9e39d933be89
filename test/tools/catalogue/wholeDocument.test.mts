import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { buildCatalogue, type Catalogue } from '../../../tools/catalogue/build.mts';
import { readDocument } from '../../../tools/catalogue/document.mts';
import { renderFiles } from '../../../tools/catalogue/files.mts';
import { buildFrom } from './samples.mts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const DOCUMENT = path.join(ROOT, '../shared/api/connectwise-psa.openapi.json');
const DATA = path.join(ROOT, 'nodes/ConnectWiseManage/catalogue/data');

type Json = Record<string, unknown>;

/** The document as the vendor publishes it: with prose, and with the faults that ours has mended. */
function asVendor(document: Json): Json {
	const paths: Record<string, Json> = {};
	for (const [given, item] of Object.entries(
		document.paths as Record<string, Record<string, Json>>,
	)) {
		for (const [method, operation] of Object.entries(item)) {
			const official = (operation['x-official-path'] as string | undefined) ?? given;
			paths[official] = { ...paths[official], [method]: asVendorOperation(operation) };
		}
	}
	const info = { ...(document.info as Json), description: 'All about it.' };
	return { ...document, info, paths };
}

function asVendorOperation(operation: Json): Json {
	const parameters = (operation.parameters as Json[]).map((parameter) => ({
		...parameter,
		description: 'Some prose.',
		in: parameter['x-official-in'] ?? parameter.in,
	}));
	return { ...operation, summary: 'Prose', description: 'More prose.', parameters };
}

if (!existsSync(DOCUMENT)) {
	it('has no document to compare the bundled files with', () => {
		console.log(
			'The API document is not beside this checkout: the whole-document checks do not run.',
		);
		expect(existsSync(DATA)).toBe(true);
	});
} else {
	describe('the whole document', () => {
		let catalogue: Catalogue;

		beforeAll(async () => {
			catalogue = buildCatalogue(await readDocument(DOCUMENT));
		}, 60_000);

		it('gives the bundled files, byte for byte', async () => {
			for (const [name, content] of renderFiles(catalogue)) {
				expect(await readFile(path.join(DATA, name), 'utf8'), name).toBe(content);
			}
		});

		it('loses no operation and mends one path', () => {
			const { read, written, renamed } = catalogue.report;
			expect({ read, written, renamed: renamed.map(({ from }) => from) }).toEqual({
				read: 3100,
				written: 3100,
				renamed: ['/finance/agreements/types{id}/copy'],
			});
		});

		it('gives the same templates when it comes with prose and with the official path faults', async () => {
			const document = JSON.parse(await readFile(DOCUMENT, 'utf8')) as Json;
			const fromVendor = await buildFrom(asVendor(document));
			const { sha256: _, ...index } = catalogue.index;
			expect(fromVendor.report.renamed.length).toBeGreaterThan(catalogue.report.renamed.length);
			expect(fromVendor.index).toMatchObject(index);
			expect(fromVendor.chunks).toEqual(catalogue.chunks);
		}, 60_000);
	});
}
