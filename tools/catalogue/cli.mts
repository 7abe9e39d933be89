import path from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import { buildCatalogue, type CatalogueReport } from './build.mts';
import { readDocument, SpecError } from './document.mts';
import { renderFiles, replaceFolder } from './files.mts';

const ROOT = path.resolve(import.meta.dirname, '../..');
const DEFAULT_SPEC = path.join(ROOT, '../shared/api/connectwise-psa.openapi.json');
const DEFAULT_FOLDER = path.join(ROOT, 'nodes/ConnectWiseManage/catalogue/data');

const USAGE = `Usage: npm run catalogue -- [--spec <file or URL>] [--out <folder>]

Makes the bundled operation templates from an OpenAPI 3 document in JSON.`;

async function main(): Promise<void> {
	const { values } = readArguments();
	if (values.help) {
		console.log(USAGE);
		return;
	}
	const source = await readDocument(values.spec ?? DEFAULT_SPEC);
	const catalogue = buildCatalogue(source);
	const files = renderFiles(catalogue);
	await replaceFolder(values.out ?? DEFAULT_FOLDER, files);
	printReport(catalogue.report);
	printSizes(files);
}

function readArguments() {
	try {
		return parseArgs({
			options: {
				spec: { type: 'string' },
				out: { type: 'string' },
				help: { type: 'boolean', short: 'h' },
			},
		});
	} catch (error) {
		throw new SpecError(`${error instanceof Error ? error.message : String(error)}\n\n${USAGE}`);
	}
}

function printReport(report: CatalogueReport): void {
	const { source, paths, read, written, renamed, dropped, schemas } = report;
	console.log(`Source: ${source}`);
	console.log(`Paths read: ${paths}`);
	console.log(`Operations read: ${read}, written: ${written}, renamed: ${renamed.length}`);
	for (const { from, to, reason } of renamed) console.log(`  ${from} -> ${to} (${reason})`);
	for (const [reason, names] of dropped) {
		const list = [...names].map(([name, count]) => `${name} ${count}`).join(', ');
		console.log(`Left out, ${reason}: ${list}`);
	}
	console.log(`Schemas read: ${schemas.schemas}, with ${schemas.fields} fields`);
	if (schemas.open.length > 0) {
		console.log(`Known by name only: ${schemas.open.length} (${schemas.open.join(', ')})`);
	}
	for (const [mark, count] of schemas.marksFromText) {
		console.log(`Taken from descriptions, ${mark}: ${count}`);
	}
}

function printSizes(files: ReadonlyMap<string, string>): void {
	const text = [...files].filter(([name]) => name.endsWith('.json')).map(([, content]) => content);
	const bytes = Buffer.from(text.join(''));
	const kilobytes = (count: number) => `${Math.round(count / 1000)} kB`;
	console.log(`Data: ${kilobytes(bytes.length)}, ${kilobytes(gzipSync(bytes).length)} gzipped`);
}

try {
	await main();
} catch (error) {
	if (!(error instanceof SpecError)) throw error;
	console.error(error.message);
	process.exitCode = 1;
}
