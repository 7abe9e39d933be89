import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowDocument, WorkflowNode } from '../hosts/n8nCli.mts';
import { REPOSITORY_FOLDER } from '../hosts/paths.mts';

export const CREDENTIAL_TYPE = 'connectWiseManagePsaApi';

const EXAMPLES_FOLDER = join(REPOSITORY_FOLDER, 'examples');
const OUR_NODE = /^n8n-nodes-connectwise-manage\.connectWiseManage(Tool)?$/;

export function isOurNode(node: WorkflowNode): boolean {
	return OUR_NODE.test(node.type);
}

/** All example workflows by file name, in the order of the names. */
export async function readExamples(): Promise<ReadonlyMap<string, WorkflowDocument>> {
	const names = (await readdir(EXAMPLES_FOLDER)).filter((name) => name.endsWith('.json')).sort();
	const read = async (name: string) => await readFile(join(EXAMPLES_FOLDER, name), 'utf8');
	const texts = await Promise.all(names.map(read));
	return new Map(names.map((name, i) => [name, JSON.parse(texts[i] ?? '') as WorkflowDocument]));
}

/** The same workflow with that credential chosen in each of our nodes. */
export function withCredential(
	workflow: WorkflowDocument,
	{ id, name }: { readonly id: string; readonly name: string },
): WorkflowDocument {
	const nodes = workflow.nodes.map((node) =>
		isOurNode(node) ? { ...node, credentials: { [CREDENTIAL_TYPE]: { id, name } } } : node,
	);
	return { ...workflow, nodes };
}
