import type { LookupList } from '../catalogue';
import { createCache } from './cache';
import { fieldsOf, toEntries, type Entry } from './entries';
import type { Tenant, Trouble } from './tenant';

export type ListResult =
	| { readonly isOk: true; readonly entries: readonly Entry[] }
	| { readonly isOk: false; readonly trouble: Trouble | 'tooLong' };

/** n8n saves the choices of a form in the workflow; with more they are better searched. */
const ENTRY_COUNT = 200;

const cache = createCache<ListResult>((result) => !result.isOk && result.trouble !== 'tooLong');

/** All entries of a small list that are in use; `parentId` where the list belongs to a record. */
export async function readList(
	tenant: Tenant,
	list: LookupList,
	parentId?: number | string,
): Promise<ListResult> {
	const path = pathOf(list, parentId);
	const key = `${tenant.cacheKey} ${path} ${list.conditions}`;
	return await cache.get(key, async () => await readListAt(tenant, list, path));
}

export function pathOf({ path }: LookupList, parentId?: number | string): string {
	return path.replace(/\{\w+\}/, encodeURIComponent(String(parentId ?? '')));
}

/** The same, asked of the server each time; `path` with the parent's id filled in. */
export async function readListAt(
	tenant: Pick<Tenant, 'read'>,
	list: LookupList,
	path: string,
): Promise<ListResult> {
	const { conditions } = list;
	const answer = await tenant.read(path, {
		fields: fieldsOf(list),
		pageSize: String(ENTRY_COUNT + 1),
		...(conditions === '' ? {} : { conditions }),
	});
	if (!answer.isOk) return answer;
	if (answer.rows.length > ENTRY_COUNT) return { isOk: false, trouble: 'tooLong' };
	return { isOk: true, entries: toEntries(answer.rows, list) };
}
