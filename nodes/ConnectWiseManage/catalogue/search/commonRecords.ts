import type { OperationSummary } from '../types';

/** Collections that people work with most, the most common first. */
const COMMON_RECORDS: readonly string[] = [
	'/service/tickets',
	'/company/companies',
	'/company/contacts',
	'/company/configurations',
	'/time/entries',
	'/project/projects',
	'/finance/agreements',
	'/finance/invoices',
	'/system/members',
	'/service/boards',
	'/sales/opportunities',
	'/procurement/purchaseorders',
	'/procurement/catalog',
	'/procurement/products',
	'/schedule/entries',
	'/sales/activities',
	'/expense/entries',
	'/project/tickets',
	'/system/documents',
	'/system/callbacks',
];

const POSITIONS = new Map(COMMON_RECORDS.map((record, position) => [record, position]));

const ONE_OF = '/{id}';
const SHOWN_FIRST_COUNT = 10;
/** The group behind those of the records shown first: lists, single records, replacements. */
const REST = 3 * SHOWN_FIRST_COUNT;

/** Position in the list above of the record that a path belongs to; undefined for other records. */
export function commonnessOf(path: string): number | undefined {
	const behindModule = path.indexOf('/', 1) + 1;
	const end = path.indexOf('/', behindModule);
	return POSITIONS.get(end < 0 ? path : path.slice(0, end));
}

/**
 * What to show before anything is typed: the main operations of the common records, then the rest.
 *
 * @param summaries in order of label, as the catalogue has them; those of a group stay in it.
 */
export function inBrowsingOrder(summaries: readonly OperationSummary[]): OperationSummary[] {
	const groups: OperationSummary[][] = Array.from({ length: REST + 1 }, () => []);
	for (const summary of summaries) groups[groupOf(summary)]?.push(summary);
	return groups.flat();
}

/** Lists and creations of the common records, then single records and updates, then everything else. */
function groupOf({ method, path }: OperationSummary): number {
	const collection = path.endsWith(ONE_OF) ? path.slice(0, -ONE_OF.length) : path;
	const position = POSITIONS.get(collection) ?? Infinity;
	if (position >= SHOWN_FIRST_COUNT) return REST;
	const isCollection = path === collection;
	const isMain = isCollection || method === 'DELETE';
	if (method === 'PUT') return 2 * SHOWN_FIRST_COUNT + position;
	return position + (isMain ? 0 : SHOWN_FIRST_COUNT);
}
