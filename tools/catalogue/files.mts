import { chmod, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type {
	ChunkFile,
	IndexFile,
	LookupFile,
} from '../../nodes/ConnectWiseManage/catalogue/storage/rows.ts';
import type { Catalogue } from './build.mts';

/** File name to content. Layout: one row a line, so that a changed field is a changed line. */
export function renderFiles({ index, chunks, lookups }: Catalogue): ReadonlyMap<string, string> {
	const files = new Map<string, string>([
		['README.md', renderReadme(index)],
		['index.json', renderIndex(index)],
		['index.d.json.ts', renderTypes('IndexFile')],
		['lookups.json', renderLookups(lookups)],
		['lookups.d.json.ts', renderTypes('LookupFile')],
		['info.ts', renderInfo(index)],
		['chunks.ts', renderChunkList(index.modules)],
	]);
	for (const chunk of chunks) {
		files.set(`${chunk.module}.json`, renderChunk(chunk));
		files.set(`${chunk.module}.d.json.ts`, renderTypes('ChunkFile'));
	}
	return files;
}

/** Replaces the folder as a whole: all files are complete before the old ones go. */
export async function replaceFolder(
	folder: string,
	files: ReadonlyMap<string, string>,
): Promise<void> {
	await mkdir(path.dirname(folder), { recursive: true });
	const fresh = await mkdtemp(`${folder}.new-`);
	const old = `${fresh}.old`;
	await chmod(fresh, 0o755);
	try {
		for (const [name, content] of files) await writeFile(path.join(fresh, name), content);
		await rename(folder, old).catch(ignoreMissing);
		await rename(fresh, folder);
	} finally {
		await rm(fresh, { recursive: true, force: true });
		await rm(old, { recursive: true, force: true });
	}
}

function ignoreMissing(error: NodeJS.ErrnoException): void {
	if (error.code !== 'ENOENT') throw error;
}

function renderIndex({ operations, ...head }: IndexFile): string {
	const fields = Object.entries(head).map(([name, value]) => `"${name}":${JSON.stringify(value)},`);
	return `{\n${fields.join('\n')}\n"operations":${renderRows(operations)}\n}\n`;
}

function renderLookups({ lookups }: LookupFile): string {
	return `{\n"lookups":${renderRows(lookups)}\n}\n`;
}

function renderChunk({ module, schemas, operations }: ChunkFile): string {
	const tables = schemas.map(([name, fields]) => `[${JSON.stringify(name)},${renderRows(fields)}]`);
	return [
		`{\n"module":${JSON.stringify(module)},`,
		`"schemas":[\n${tables.join(',\n')}\n],`,
		`"operations":${renderRows(operations)}\n}\n`,
	].join('\n');
}

function renderRows(rows: readonly unknown[]): string {
	return rows.length === 0 ? '[]' : `[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
}

/** Declared by hand, since inferring a type from megabytes of JSON would slow every build. */
function renderTypes(type: string): string {
	return [
		`import type { ${type} } from '../storage/rows';`,
		'',
		`declare const content: ${type};`,
		'export default content;',
		'',
	].join('\n');
}

function renderChunkList(modules: readonly string[]): string {
	return [
		"import type { ChunkFile } from '../storage/rows';",
		'',
		'/** Made by the generator: reads the templates of one module when they are first asked for. */',
		'export const CHUNKS: ReadonlyMap<string, () => Promise<{ default: ChunkFile }>> = new Map([',
		...modules.map((name) => `\t['${name}', async () => await import('./${name}.json')],`),
		']);',
		'',
	].join('\n');
}

function renderInfo({ apiVersion, sha256, operations }: IndexFile): string {
	return [
		'/** Made by the generator: what the bundled templates were made from. */',
		'export const catalogueInfo = {',
		`\tapiVersion: ${quote(apiVersion)},`,
		'\t/** Of the OpenAPI document. */',
		`\tsha256: ${quote(sha256)},`,
		`\toperationCount: ${operations.length},`,
		'} as const;',
		'',
	].join('\n');
}

function quote(text: string): string {
	return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function renderReadme({ apiVersion, sha256, operations }: IndexFile): string {
	return [
		'# Generated: do not edit',
		'',
		`${operations.length} operations of the ConnectWise PSA REST API ${apiVersion}, made from an OpenAPI`,
		`document with SHA-256 \`${sha256}\`.`,
		'',
		'To regenerate, run `npm run catalogue -- --spec <file or URL>`; the shapes of the rows are described in',
		'`../rows.ts`. What the document leaves out or gets wrong is corrected in `tools/catalogue/overrides.mts`.',
		'',
	].join('\n');
}
