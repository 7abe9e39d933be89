import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { searchOperations, type OperationKind } from '../catalogue';

/** The editor keeps every loaded row in the page, so pages stay small. */
const PAGE_COUNT = 100;

/** Operations of the chosen kind for the *Operation ID* list; the token is the next row's number. */
export async function searchOperationIds(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const kind = this.getCurrentNodeParameter('operation') as OperationKind;
	const found = await searchOperations(kind, filter ?? '');
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
