import { CHUNKS } from './data/chunks';
import type { SearchScope } from './search/search';
import { loadIndex, loadModuleTemplates, routeOf } from './storage/store';
import type { HttpMethod, OperationSummary, OperationTemplate } from './types';

export { catalogueInfo } from './data/info';
export { loadLookups, shapeOfPath, type LookupList, type Lookups } from './records/lookups';
export { hasSharedIds, isList, isListOfRecords } from './records/lists';
export { toItemFields, toOptionFields } from './form/mapperFields';
export { titleOfName, withUniqueLabels } from './form/labels';
export { orderFields, responseFields, type ResponseField } from './records/responseFields';
export { listNameOf, shortLabelOf } from './form/shortLabel';
export { tellingFields } from './records/tellingFields';
export type { SearchScope } from './search/search';
export type * from './types';

/** Reads the index only. An alias of a renamed operation gives its successor. */
export async function findOperation(idOrAlias: string): Promise<OperationSummary | undefined> {
	const { byId, aliases } = await loadIndex();
	return byId.get(idOrAlias) ?? byId.get(aliases.get(idOrAlias) ?? '');
}

/** `path` as a template (`/service/tickets/{id}`); the names of placeholders do not matter. */
export async function findByRoute(
	method: HttpMethod,
	path: string,
): Promise<OperationSummary | undefined> {
	const { byRoute } = await loadIndex();
	return byRoute().get(routeOf(method, path));
}

/** Reads the index and the file of the operation's module. */
export async function loadTemplate(idOrAlias: string): Promise<OperationTemplate | undefined> {
	const summary = await findOperation(idOrAlias);
	if (!summary) return undefined;
	const templates = await loadModuleTemplates(summary.module);
	return templates.get(summary.id);
}

/** All matches, best first; without words, common records first and the rest by label. */
export async function searchOperations(
	scope: SearchScope,
	query: string,
): Promise<readonly OperationSummary[]> {
	const { search } = await loadIndex();
	return search(scope, query);
}

export function listModules(): readonly string[] {
	return [...CHUNKS.keys()];
}

export async function loadModule(module: string): Promise<readonly OperationTemplate[]> {
	const templates = await loadModuleTemplates(module);
	return [...templates.values()];
}
