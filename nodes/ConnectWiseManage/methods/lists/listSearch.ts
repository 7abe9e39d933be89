import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';
import {
	isListOfRecords,
	listNameOf,
	loadTemplate,
	searchOperations,
	shortLabelOf,
	type OperationKind,
	type OperationSummary,
} from '../../catalogue';

/** The editor keeps every loaded row in the page, so pages stay small. */
const PAGE_COUNT = 100;

const KIND_TITLES: ReadonlyArray<readonly [OperationKind, string]> = [
	['mutate', 'Mutate'],
	['query', 'Query'],
	['delete', 'Delete'],
];

/**
 * Operations of the chosen kind for the *Operation ID* list; the token is the next row's number. Where
 * the words fit none of them, one row says under which Operation they fit.
 */
export async function searchOperationIds(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const kind = this.getCurrentNodeParameter('operation') as OperationKind;
	const words = filter ?? '';
	const found = await searchOperations(kind, words);
	if (found.length === 0) return { results: await findElsewhere(kind, words) };
	return toPage(found, paginationToken);
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
		results: found.slice(start, end).map(toRow),
		paginationToken: end < found.length ? String(end) : undefined,
	};
}

function toRow(summary: OperationSummary): INodeListSearchItems {
	const { id, method, path } = summary;
	return { name: listNameOf(summary), value: id, description: `${method} ${path}` };
}

async function findElsewhere(kind: OperationKind, words: string): Promise<INodeListSearchItems[]> {
	for (const [other, title] of KIND_TITLES) {
		const [best] = other === kind ? [] : await searchOperations(other, words);
		if (best) return [{ name: `Under ${title}: ${shortLabelOf(best.label)}`, value: best.id }];
	}
	return [];
}
