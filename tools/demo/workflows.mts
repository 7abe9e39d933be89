import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { WorkflowDocument, WorkflowNode } from '../hosts/n8nCli.mts';
import { REPOSITORY_FOLDER } from '../hosts/paths.mts';

export const CREDENTIAL_TYPE = 'connectWiseManagePsaApi';

/** n8n's own credential with which webhooks ask for a header, and requests send it. */
export const HEADER_AUTH_TYPE = 'httpHeaderAuth';

const EXAMPLES_FOLDER = join(REPOSITORY_FOLDER, 'examples');
const OUR_NODE = /^n8n-nodes-connectwise-manage\.connectWiseManage(Tool|Trigger|PollingTrigger)?$/;

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

interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

const wantsHeader = ({ parameters }: WorkflowNode): boolean =>
	parameters.authentication === 'headerAuth' || parameters.genericAuthType === HEADER_AUTH_TYPE;

function withChosen(
	workflow: WorkflowDocument,
	type: string,
	{ id, name }: CredentialReference,
	isWanted: (node: WorkflowNode) => boolean,
): WorkflowDocument {
	const nodes = workflow.nodes.map((node) =>
		isWanted(node) ? { ...node, credentials: { ...node.credentials, [type]: { id, name } } } : node,
	);
	return { ...workflow, nodes };
}

/** The same workflow with that credential chosen in each of our nodes. */
export const withCredential = (
	workflow: WorkflowDocument,
	credential: CredentialReference,
): WorkflowDocument => withChosen(workflow, CREDENTIAL_TYPE, credential, isOurNode);

/** The same workflow with that credential chosen wherever a header is asked for or sent. */
export const withHeaderAuth = (
	workflow: WorkflowDocument,
	credential: CredentialReference,
): WorkflowDocument => withChosen(workflow, HEADER_AUTH_TYPE, credential, wantsHeader);
