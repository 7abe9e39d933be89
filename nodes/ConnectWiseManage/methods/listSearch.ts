import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import {
	isListOfRecords,
	loadTemplate,
	searchOperations,
	type OperationKind,
	type OperationSummary,
} from '../catalogue';

/** The editor keeps every loaded row in the page, so pages stay small. */
const PAGE_COUNT = 100;

/** Operations of the chosen kind for the *Operation ID* list; the token is the next row's number. */
export async function searchOperationIds(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const kind = this.getCurrentNodeParameter('operation') as OperationKind;
	return toPage(await searchOperations(kind, filter ?? ''), paginationToken);
}

/** Lists that a trigger can follow, those that need the id of another record after all others. */
export async function searchLists(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const found = await searchOperations('query', filter ?? '');
	const templates = await Promise.all(found.map(async ({ id }) => await loadTemplate(id)));
	const lists = templates.filter((template) => template !== undefined).filter(isListOfRecords);
	const isNested = ({ path }: OperationSummary) => path.includes('{');
	const sorted = [...lists.filter((one) => !isNested(one)), ...lists.filter(isNested)];
	return toPage(sorted, paginationToken);
}

function toPage(
	found: readonly OperationSummary[],
	paginationToken: string | undefined,
): INodeListSearchResult {
	const start = Number(paginationToken ?? '0') || 0;
	const end = start + PAGE_COUNT;
	return {
		// The label comes first, because a narrow panel cuts the end off.
		results: found.slice(start, end).map(({ id, label, method, path }) => ({
			name: `${label} — ${method} ${path}`,
			value: id,
		})),
		paginationToken: end < found.length ? String(end) : undefined,
	};
}
