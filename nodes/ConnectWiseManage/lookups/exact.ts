import type { LookupList } from '../catalogue';
import { quoteText } from '../conditions/quote';
import { andConditions } from '../request/paging/page/conditions';
import { fieldsOf, toEntries, type Entry } from './entries';
import { pathOf } from './lists';
import type { Tenant, Trouble } from './tenant';

export type FoundRecords =
	| { readonly isOk: true; readonly records: readonly Entry[] }
	| { readonly isOk: false; readonly trouble: Trouble };

/** Enough to tell that a name stands for several records, and for which. */
const MOST_COUNT = 10;
/** ConnectWise keeps no longer names; more would only make the address too long. */
const NAME_LENGTH = 250;
/** No name holds any, and no condition can. */
const CONTROL_CHARACTER = /\p{Cc}/u;
/** A full name may be written with any of its spaces between first and last name. */
const MOST_SPLITS_COUNT = 4;

/**
 * Records of a list whose identifier or name is exactly this, in any case; at most ten. Inactive ones
 * are left out where the list leaves them out.
 */
export async function findRecords(
	tenant: Pick<Tenant, 'read'>,
	list: LookupList,
	text: string,
	parentId?: number | string,
): Promise<FoundRecords> {
	const wanted = exactConditions(text, list);
	if (wanted === '') return { isOk: true, records: [] };
	const answer = await tenant.read(pathOf(list, parentId), {
		fields: fieldsOf(list),
		conditions: andConditions(wanted, list.conditions),
		pageSize: String(MOST_COUNT),
	});
	return answer.isOk ? { isOk: true, records: toEntries(answer.rows, list) } : answer;
}

/** Empty for a text that names nothing. */
export function exactConditions(
	text: string,
	{ names, hasIdentifier }: Pick<LookupList, 'names' | 'hasIdentifier'>,
): string {
	const name = text.trim();
	if (name === '' || name.length > NAME_LENGTH || CONTROL_CHARACTER.test(name)) return '';
	const byIdentifier = hasIdentifier ? [`identifier = ${quoteText(name, 'The name')}`] : [];
	return [...byIdentifier, ...byName(name, names)].join(' or ');
}

function byName(name: string, fields: readonly string[]): string[] {
	const [first = 'name', last] = fields;
	if (last === undefined) return [`${first} = ${quoteText(name, 'The name')}`];
	const words = name.split(/\s+/);
	return words.slice(1, MOST_SPLITS_COUNT + 1).map((_, index) => {
		const given = words.slice(0, index + 1).join(' ');
		const family = words.slice(index + 1).join(' ');
		return `(${first} = ${quoteText(given, 'The name')} and ${last} = ${quoteText(family, 'The name')})`;
	});
}
