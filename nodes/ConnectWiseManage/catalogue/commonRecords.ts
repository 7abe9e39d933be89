import type { OperationSummary } from './types';

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

const SHOWN_FIRST_COUNT = 10;
const LABEL_COLLATOR = new Intl.Collator('en', { numeric: true });

/** Position in the list above of the record that a path belongs to; undefined for other records. */
export function commonnessOf(path: string): number | undefined {
	const collection = path.split('/').slice(0, 3).join('/');
	const position = COMMON_RECORDS.indexOf(collection);
	return position < 0 ? undefined : position;
}

/** What to show before anything is typed: the main operations of the common records, then the rest by label. */
export function inBrowsingOrder(summaries: readonly OperationSummary[]): OperationSummary[] {
	const keyed = summaries.map((summary) => ({ summary, group: groupOf(summary) }));
	keyed.sort(
		(left, right) =>
			left.group - right.group || LABEL_COLLATOR.compare(left.summary.label, right.summary.label),
	);
	return keyed.map(({ summary }) => summary);
}

/** Lists and creations of the common records, then single records and updates, then everything else. */
function groupOf({ method, path }: OperationSummary): number {
	const position = COMMON_RECORDS.slice(0, SHOWN_FIRST_COUNT).findIndex(
		(record) => path === record || path === `${record}/{id}`,
	);
	if (position < 0) return 3 * SHOWN_FIRST_COUNT;
	const isCollection = path === COMMON_RECORDS[position];
	const isMain = isCollection || method === 'DELETE';
	if (method === 'PUT') return 2 * SHOWN_FIRST_COUNT + position;
	return position + (isMain ? 0 : SHOWN_FIRST_COUNT);
}
