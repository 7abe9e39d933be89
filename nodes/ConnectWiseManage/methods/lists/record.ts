import { type ILoadOptionsFunctions, type INodeListSearchResult } from 'n8n-workflow';
import { loadLookups, shapeOfPath, type LookupList } from '../../catalogue';
import { findRecord, type EverydayRecord } from '../../everyday/records';
import { searchList } from '../../lookups/search';
import { openTenant } from '../../lookups/tenant';
import { LIST_TROUBLES, listError } from './listTroubles';

/** Records of the chosen Resource, searched on the server; the token is the next page. */
export async function searchResource(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const record = findRecord(this.getCurrentNodeParameter('resource'));
	const list = record && (await listOf(record));
	if (!list) throw listError(this, 'These records cannot be listed: enter the ID');
	const tenant = await openTenant(this);
	if (!tenant) throw listError(this, 'Choose a credential that works, then search again');
	const found = await searchList(tenant, list, {
		typed: filter ?? '',
		page: Number(paginationToken ?? '1') || 1,
	});
	if (!found.isOk) throw listError(this, LIST_TROUBLES[found.trouble]);
	const { entries, nextPage } = found;
	return {
		results: entries.map(({ id, name }) => ({ name, value: id })),
		paginationToken: nextPage === undefined ? undefined : String(nextPage),
	};
}

async function listOf({ collection, names }: EverydayRecord): Promise<LookupList | undefined> {
	if (!names) return (await loadLookups()).byCollection.get(shapeOfPath(collection));
	if (names.length === 0) return undefined;
	return {
		reference: '',
		collection,
		path: collection,
		names,
		hasIdentifier: false,
		isBig: true,
		conditions: '',
	};
}
