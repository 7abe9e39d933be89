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
const LABEL_COLLATOR = new Intl.Collator('en', { numeric: true });

/** Position in the list above of the record that a path belongs to; undefined for other records. */
export function commonnessOf(path: string): number | undefined {
	const behindModule = path.indexOf('/', 1) + 1;
	const end = path.indexOf('/', behindModule);
	return POSITIONS.get(end < 0 ? path : path.slice(0, end));
}

/** What to show before anything is typed: the main operations of the common records, then the rest by label. */
export function inBrowsingOrder(summaries: readonly OperationSummary[]): OperationSummary[] {
	const ranks = ranksOf(summaries);
	const keyed = summaries.map((summary) => ({
		summary,
		ranks: partsOf(summary).map((part) => ranks.get(part) ?? 0),
		group: groupOf(summary),
	}));
	keyed.sort((left, right) => left.group - right.group || compareRanks(left.ranks, right.ranks));
	return keyed.map(({ summary }) => summary);
}

const partsOf = ({ label }: OperationSummary): string[] => label.split(' › ');

/** Labels are made of some hundred parts; only these are compared as text, which takes long. */
function ranksOf(summaries: readonly OperationSummary[]): ReadonlyMap<string, number> {
	const parts = [...new Set(summaries.flatMap(partsOf))].sort(LABEL_COLLATOR.compare);
	return new Map(parts.map((part, index) => [part, index]));
}

function compareRanks(left: readonly number[], right: readonly number[]): number {
	const end = Math.min(left.length, right.length);
	for (let index = 0; index < end; index++) {
		const difference = (left[index] ?? 0) - (right[index] ?? 0);
		if (difference !== 0) return difference;
	}
	return left.length - right.length;
}

/** Lists and creations of the common records, then single records and updates, then everything else. */
function groupOf({ method, path }: OperationSummary): number {
	const collection = path.endsWith(ONE_OF) ? path.slice(0, -ONE_OF.length) : path;
	const position = POSITIONS.get(collection) ?? Infinity;
	if (position >= SHOWN_FIRST_COUNT) return 3 * SHOWN_FIRST_COUNT;
	const isCollection = path === collection;
	const isMain = isCollection || method === 'DELETE';
	if (method === 'PUT') return 2 * SHOWN_FIRST_COUNT + position;
	return position + (isMain ? 0 : SHOWN_FIRST_COUNT);
}
