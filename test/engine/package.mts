import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ICredentialType, INodeType } from 'n8n-workflow';
import { requireCommonJs } from './engine.mts';

const ROOT = new URL('../../', import.meta.url);

interface Manifest {
	readonly name: string;
	readonly n8n: { readonly nodes: readonly string[]; readonly credentials: readonly string[] };
}

const manifest = JSON.parse(readFileSync(new URL('package.json', ROOT), 'utf8')) as Manifest;

const PACKAGE_NAME = manifest.name;
/** Type name of a shipped node in a workflow, e.g. `n8n-nodes-connectwise-manage.connectWiseManage`. */
export const nodeTypeName = (name: string): string => `${PACKAGE_NAME}.${name}`;

function loadClass<T>(path: string): T {
	const file = fileURLToPath(new URL(path, ROOT));
	if (!existsSync(file)) throw new Error(`${path} is missing; run "npm run build" first`);
	const className = basename(path).split('.')[0];
	const exported = requireCommonJs(file) as Record<string, new () => T>;
	return new exported[className]();
}

/** Nodes that package.json lists and that are built, by their type name. */
export function shippedNodes(): Array<[string, INodeType]> {
	return manifest.n8n.nodes
		.filter((path) => existsSync(new URL(path, ROOT)))
		.map((path) => loadClass<INodeType>(path))
		.map((node) => [nodeTypeName(node.description.name), node]);
}

/** Credential types that package.json lists, by name. */
export function shippedCredentials(): Array<[string, ICredentialType]> {
	return manifest.n8n.credentials
		.filter((path) => existsSync(new URL(path, ROOT)))
		.map((path) => loadClass<ICredentialType>(path))
		.map((type) => [type.name, type]);
}
