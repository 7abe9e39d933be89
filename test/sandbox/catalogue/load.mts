import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import type {
	FieldTemplate,
	OperationTemplate,
} from '../../../nodes/ConnectWiseManage/catalogue/types.ts';

export type { FieldTemplate, OperationTemplate };

interface CatalogueModule {
	readonly listModules: () => readonly string[];
	readonly loadModule: (module: string) => Promise<readonly OperationTemplate[]>;
	readonly catalogueInfo: { readonly apiVersion: string };
}

/** Everything the sandbox knows of the API: the bundled catalogue, all modules in one. */
export interface Catalogue {
	readonly apiVersion: string;
	readonly operations: readonly OperationTemplate[];
	readonly fieldsOf: (schema: string | undefined) => readonly FieldTemplate[];
}

export class MissingBuildError extends Error {
	override readonly name = 'MissingBuildError';
}

const BUILT_CATALOGUE = fileURLToPath(
	new URL('../../../dist/nodes/ConnectWiseManage/catalogue/index.js', import.meta.url),
);

async function readCatalogue(): Promise<Catalogue> {
	if (!existsSync(BUILT_CATALOGUE)) {
		throw new MissingBuildError(
			'The sandbox reads the built catalogue, and dist/ has none: run `npm run build` first.',
		);
	}
	const require = createRequire(import.meta.url);
	const built = require(BUILT_CATALOGUE) as CatalogueModule;
	const operations: OperationTemplate[] = [];
	const schemas = new Map<string, readonly FieldTemplate[]>();
	for (const module of built.listModules()) {
		for (const operation of await built.loadModule(module)) {
			operations.push(operation);
		}
		const table = operations.at(-1)?.schemas;
		for (const [name, fields] of table ?? []) schemas.set(name, fields);
	}
	return {
		apiVersion: built.catalogueInfo.apiVersion,
		operations,
		fieldsOf: (schema) => schemas.get(schema ?? '') ?? [],
	};
}

let loaded: Promise<Catalogue> | undefined;

/** Loads once per process. @throws MissingBuildError without a build */
export function loadCatalogue(): Promise<Catalogue> {
	loaded ??= readCatalogue();
	return loaded;
}
