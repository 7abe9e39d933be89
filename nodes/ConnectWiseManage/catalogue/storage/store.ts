import { CHUNKS } from '../data/chunks';
import { decodeSchemas, decodeSummary, decodeTemplate } from './decode';
import { createSearch, type SearchOperations } from '../search/search';
import type { HttpMethod, OperationSummary, OperationTemplate } from '../types';

export interface LoadedIndex {
	readonly search: SearchOperations;
	readonly byId: ReadonlyMap<string, OperationSummary>;
	/** Worked out at the first call: most executions look up by id only. */
	readonly byRoute: () => ReadonlyMap<string, OperationSummary>;
	readonly aliases: ReadonlyMap<string, string>;
}

let loadedIndex: Promise<LoadedIndex> | undefined;
const loadedModules = new Map<string, Promise<ReadonlyMap<string, OperationTemplate>>>();

/** Read once, on first use: n8n loads the node without it. */
export async function loadIndex(): Promise<LoadedIndex> {
	loadedIndex ??= readIndex();
	return await loadedIndex;
}

/** Templates of a module by id; empty for a module that the catalogue does not have. */
export async function loadModuleTemplates(
	module: string,
): Promise<ReadonlyMap<string, OperationTemplate>> {
	const known = loadedModules.get(module) ?? readModule(module);
	loadedModules.set(module, known);
	return await known;
}

/** Placeholders match whatever their names are: `/service/tickets/{id}` is `/service/tickets/{ticketId}`. */
export function routeOf(method: HttpMethod, path: string): string {
	return `${method} ${path.replace(/\{\w*\}/g, '{}')}`;
}

async function readIndex(): Promise<LoadedIndex> {
	const { default: file } = await import('../data/index.json');
	const summaries = file.operations.map(decodeSummary);
	let routes: ReadonlyMap<string, OperationSummary> | undefined;
	return {
		search: createSearch(summaries),
		byId: new Map(summaries.map((summary) => [summary.id, summary])),
		byRoute: () => (routes ??= mapByRoute(summaries)),
		aliases: new Map(file.aliases),
	};
}

function mapByRoute(summaries: readonly OperationSummary[]): ReadonlyMap<string, OperationSummary> {
	return new Map(summaries.map((summary) => [routeOf(summary.method, summary.path), summary]));
}

async function readModule(module: string): Promise<ReadonlyMap<string, OperationTemplate>> {
	const readChunk = CHUNKS.get(module);
	if (!readChunk) return new Map();
	const [{ byId }, { default: chunk }] = await Promise.all([loadIndex(), readChunk()]);
	const schemas = decodeSchemas(chunk);
	const templates = new Map<string, OperationTemplate>();
	for (const row of chunk.operations) {
		const summary = byId.get(row[0]);
		if (summary) templates.set(summary.id, decodeTemplate(summary, row, schemas));
	}
	return templates;
}
