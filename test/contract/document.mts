import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

const ROOT = resolve(import.meta.dirname, '../..');
const SHARED_DOCUMENT = resolve(ROOT, '../shared/api/connectwise-psa.openapi.json');
const MENDED_DOCUMENT = resolve(ROOT, '.dev/contract/document.json');

/** Says where the document of the API should have been. */
export const MISSING_DOCUMENT = `The API document is not beside this checkout (${SHARED_DOCUMENT}): nothing is run against it.`;

type Operation = Readonly<Record<string, unknown>>;
type PathItem = Readonly<Record<string, Operation>>;

const bodyOf = (mediaType: string, schema: object) => ({
	required: true,
	content: { [mediaType]: { schema } },
});
const schemaNamed = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const FILE_FORM = bodyOf('multipart/form-data', schemaNamed('DocumentFormData'));

/** Bodies that their siblings have and the official document forgot; the catalogue adds them alike. */
const FORGOTTEN_BODIES: Readonly<Record<string, object>> = {
	'DELETE /company/configurations/bulk': bodyOf('application/json', schemaNamed('IdCollection')),
	'PATCH /company/tracks/{parentId}/actions/{id}': bodyOf('application/json', {
		type: 'array',
		items: schemaNamed('PatchOperation'),
	}),
	'POST /system/documents/{id}': FILE_FORM,
	'POST /system/menuentries/{id}/image': FILE_FORM,
};

export interface MendedDocument {
	readonly file: string;
	/** `METHOD /path` of every operation. */
	readonly routes: readonly string[];
	/** What was changed, one sentence each. */
	readonly mended: readonly string[];
}

export const hasDocument = (): boolean => existsSync(SHARED_DOCUMENT);

/** A path without a slash before its placeholder cannot be called; the catalogue mends it alike. */
function probablePath(path: string, item: PathItem): string {
	const suspected = Object.values(item).map((operation) => operation['x-suspect-path']);
	return suspected.find((suspect) => typeof suspect === 'string') ?? path;
}

const routeOf = (method: string, path: string): string => `${method.toUpperCase()} ${path}`;

function withForgottenBodies(path: string, item: PathItem): PathItem {
	return Object.fromEntries(
		Object.entries(item).map(([method, operation]) => {
			const requestBody = FORGOTTEN_BODIES[routeOf(method, path)];
			return [method, requestBody ? { ...operation, requestBody } : operation];
		}),
	);
}

/** Writes a copy of the shared document in which every operation can be called. */
export async function mendDocument(): Promise<MendedDocument> {
	const document = JSON.parse(await readFile(SHARED_DOCUMENT, 'utf8')) as {
		readonly paths: Readonly<Record<string, PathItem>>;
	};
	const entries = Object.entries(document.paths).map(([from, item]) => {
		const to = probablePath(from, item);
		return { from, to, item: withForgottenBodies(to, item) };
	});
	const paths = Object.fromEntries(entries.map(({ to, item }) => [to, item]));
	await mkdir(dirname(MENDED_DOCUMENT), { recursive: true });
	await writeFile(MENDED_DOCUMENT, JSON.stringify({ ...document, paths }));
	const renamed = entries.filter(({ from, to }) => from !== to);
	return {
		file: MENDED_DOCUMENT,
		routes: entries.flatMap(({ to, item }) =>
			Object.keys(item).map((method) => routeOf(method, to)),
		),
		mended: [
			...renamed.map(({ from, to }) => `path ${from} is called ${to}`),
			...Object.keys(FORGOTTEN_BODIES).map((route) => `${route} takes a body`),
		],
	};
}
