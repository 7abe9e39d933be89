import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type {
	ChunkFile,
	OperationRow,
	SummaryRow,
} from '../../../nodes/ConnectWiseManage/catalogue/storage/rows.ts';
import { buildCatalogue, type Catalogue } from '../../../tools/catalogue/build.mts';
import { readDocument } from '../../../tools/catalogue/document.mts';

const VENDOR_JSON = 'application/vnd.connectwise.com+json; version=2025.16';

export const CLIENT_ID_HEADER = {
	name: 'clientId',
	in: 'header',
	description: 'Identifies the integration.',
	required: true,
	schema: { type: 'string' },
};

export function reference(name: string) {
	return { $ref: `#/components/schemas/${name}` };
}

export function listOf(items: object) {
	return { type: 'array', items };
}

export function answer(schema: object, status = '200', mediaType = VENDOR_JSON) {
	return { [status]: { description: 'success', content: { [mediaType]: { schema } } } };
}

export function body(schema: object, mediaType = 'application/json', required = true) {
	return { description: 'what is sent', content: { [mediaType]: { schema } }, required };
}

const THING_SCHEMAS = {
	Thing: {
		type: 'object',
		required: ['name', 'owner'],
		properties: {
			id: { type: 'integer', format: 'int32' },
			name: { type: 'string', maxLength: 50, description: 'Max length: 50;' },
			kind: { type: 'string', enum: ['Big', 'Small'] },
			owner: reference('OwnerReference'),
			parts: listOf(reference('Part')),
			codes: listOf({ type: 'integer' }),
			madeOn: { type: 'string', format: 'date-time' },
			token: { type: 'string', 'x-post-only': true },
			level: { type: 'integer', 'x-required-on-update': true },
			_info: { type: 'object', additionalProperties: { type: 'string' } },
		},
	},
	Part: { type: 'object', properties: { size: { type: 'number' }, open: {} } },
	OwnerReference: {
		type: 'object',
		properties: { id: { type: 'integer' }, name: { type: 'string' }, _info: { type: 'object' } },
	},
	Count: { type: 'object', properties: { count: { type: 'integer' } } },
	Unused: { type: 'object', properties: { id: { type: 'integer' } } },
};

export function documentOf(paths: object, schemas: object = THING_SCHEMAS) {
	return {
		openapi: '3.0.1',
		info: { title: 'Things', description: 'Prose.', version: '2025.16' },
		paths,
		components: { schemas },
	};
}

/** A folder that is removed when the test is over. */
export async function temporaryFolder(): Promise<string> {
	const folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
	onTestFinished(async () => await rm(folder, { recursive: true, force: true }));
	return folder;
}

export async function writeDocument(content: unknown): Promise<string> {
	const file = path.join(await temporaryFolder(), 'document.json');
	await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
	return file;
}

export async function buildFrom(document: unknown): Promise<Catalogue> {
	return buildCatalogue(await readDocument(await writeDocument(document)));
}

/** Of a catalogue made from one operation. */
export function onlyOperation({ chunks, index }: Catalogue): {
	row: OperationRow;
	summary: SummaryRow;
	chunk: ChunkFile;
} {
	const [chunk] = chunks;
	const [row] = chunk?.operations ?? [];
	const [summary] = index.operations;
	if (!chunk || !row || !summary) throw new Error('The catalogue has no operation');
	return { row, summary, chunk };
}
