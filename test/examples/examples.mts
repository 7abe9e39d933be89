import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY_FOLDER } from '../../tools/hosts/paths.mts';
import type { WorkflowDocument, WorkflowNode } from '../../tools/hosts/n8nCli.mts';

export const EXAMPLES_FOLDER = join(REPOSITORY_FOLDER, 'examples');

const OUR_NODE = /^n8n-nodes-connectwise-manage\.connectWiseManage(Tool)?$/;

/** All example workflows by file name. */
export async function readExamples(): Promise<ReadonlyMap<string, WorkflowDocument>> {
	const names = (await readdir(EXAMPLES_FOLDER)).filter((name) => name.endsWith('.json')).sort();
	const texts = await Promise.all(
		names.map((name) => readFile(join(EXAMPLES_FOLDER, name), 'utf8')),
	);
	return new Map(names.map((name, i) => [name, JSON.parse(texts[i] ?? '') as WorkflowDocument]));
}

export function isOurNode(node: WorkflowNode): boolean {
	return OUR_NODE.test(node.type);
}
