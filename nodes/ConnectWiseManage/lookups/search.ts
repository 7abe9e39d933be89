import type { LookupList } from '../catalogue';
import { quoteText } from '../conditions/quote';
import { andConditions } from '../request/paging/page/conditions';
import { fieldsOf, toEntries, type Entry } from './entries';
import { pathOf } from './lists';
import type { Tenant, Trouble } from './tenant';

export type SearchResult =
	| { readonly isOk: true; readonly entries: readonly Entry[]; readonly nextPage?: number }
	| { readonly isOk: false; readonly trouble: Trouble };

const PAGE_SIZE = 50;
/** Longer searches narrow nothing more. */
const WORD_COUNT = 6;
const SEARCH_LENGTH = 200;

/** Records of a list whose name, identifier or id has what was typed; pages count from 1. */
export async function searchList(
	tenant: Tenant,
	list: LookupList,
	{
		typed,
		page,
		parentId,
	}: { readonly typed: string; readonly page: number; readonly parentId?: number | string },
): Promise<SearchResult> {
	const conditions = andConditions(searchConditions(typed, list), list.conditions);
	const answer = await tenant.read(pathOf(list, parentId), {
		fields: fieldsOf(list),
		orderBy: `${list.names[0] ?? 'id'} asc`,
		page: String(page),
		pageSize: String(PAGE_SIZE),
		...(conditions === '' ? {} : { conditions }),
	});
	if (!answer.isOk) return answer;
	const isLast = answer.rows.length < PAGE_SIZE;
	const entries = toEntries(answer.rows, list);
	return { isOk: true, entries, ...(isLast ? {} : { nextPage: page + 1 }) };
}

/** Each word must be part of a field that names the record; digits alone may be its id. */
export function searchConditions(
	typed: string,
	{ names, hasIdentifier }: Pick<LookupList, 'names' | 'hasIdentifier'>,
): string {
	const text = typed
		.slice(0, SEARCH_LENGTH)
		.replace(/\p{Cc}/gu, ' ')
		.trim();
	if (text === '') return '';
	const fields = [...names, ...(hasIdentifier ? ['identifier'] : [])];
	const isId = /^\d{1,9}$/.test(text);
	const words = text.split(/\s+/).slice(0, WORD_COUNT);
	const perWord = words.map((word) => {
		const literal = quoteText(word, 'The search');
		const parts = fields.map((field) => `${field} contains ${literal}`);
		return [...(isId ? [`id = ${Number(text)}`] : []), ...parts].join(' or ');
	});
	return perWord.map((condition) => `(${condition})`).join(' and ');
}
