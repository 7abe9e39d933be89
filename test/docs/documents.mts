import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY_FOLDER } from '../../tools/hosts/paths.mts';

const TOP = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md', 'examples/README.md'];

export const readDocument = (path: string): string =>
	readFileSync(join(REPOSITORY_FOLDER, path), 'utf8');

/** The pages below `docs/`, by path. */
export const pages = readdirSync(join(REPOSITORY_FOLDER, 'docs')).map((name) => `docs/${name}`);

/** All Markdown that people read, by path. */
export const documents: ReadonlyMap<string, string> = new Map(
	[...TOP, ...pages].map((path) => [path, readDocument(path)]),
);

/** What users read: the README and the pages that it links, as one text. */
export const userText = ['README.md', ...pages].map((path) => documents.get(path)).join('\n');

/** The nodes that a page offers for pasting into the editor. */
export function pastedNodes(text: string): readonly PastedNode[] {
	return [...text.matchAll(/```json\n([\s\S]*?)```/g)]
		.map(([, json = '']) => JSON.parse(json) as { readonly nodes?: readonly PastedNode[] })
		.flatMap(({ nodes = [] }) => nodes);
}

export interface PastedNode {
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
}
