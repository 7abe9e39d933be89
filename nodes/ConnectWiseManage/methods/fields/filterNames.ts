import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { loadLookups, titleOfName, type LookupList, type Lookups } from '../../catalogue';
import type { FilterField } from '../../conditions/filterFields';
import { splitFieldValue, type NameControl } from '../../conditions/listFields';
import { findEntry } from '../../lookups/entries';
import { optionLists } from '../../lookups/form/fieldLists';
import { parentId } from '../../lookups/form/parents';
import { readList } from '../../lookups/lists';
import type { NameMember } from '../../lookups/names';
import { findRecords } from '../../lookups/exact';
import type { Tenant } from '../../lookups/tenant';
import { isRecord } from '../../response/items/isRecord';
import { chosenTemplate } from '../chosen';
import { readFilledIn } from './filledIn';

/** The list that holds the names which a field of a filter can be compared with. */
export interface NameList {
	readonly list: LookupList;
	readonly member: NameMember;
	/** The list of the records that it belongs to. */
	readonly parent?: LookupList;
}

const PARENTS_COUNT = 10;
/** Rows with these say which record it is. */
const TELLING_OPERATORS: ReadonlySet<unknown> = new Set([undefined, 'equals', 'in']);

/** `undefined` for a field whose values are no names of records, or of records that no list has. */
export function nameListOf(field: FilterField, lookups: Lookups): NameList | undefined {
	const member = field.path.split('/').pop();
	if (member !== 'name' && member !== 'identifier') return undefined;
	const list = lookups.byReference.get(field.reference ?? '');
	if (!list || (member === 'identifier' && !list.hasIdentifier)) return undefined;
	const parent = lookups.byReference.get(list.parent ?? '');
	return { list, member, ...(parent && { parent }) };
}

export function controlOf({ list }: NameList): NameControl {
	return list.isBig ? 'record' : 'name';
}

/**
 * Ids of the records that a list belongs to: the boards of statuses, which other rows of the filter
 * name or the operation's path does. Empty where nothing says which.
 */
export async function findParents(
	context: ILoadOptionsFunctions,
	fields: readonly FilterField[],
	parent: LookupList,
	tenant: Tenant,
): Promise<ReadonlyArray<string | number>> {
	const given = readRows(context).flatMap((row) => valuesOf(row, fields, parent));
	if (given.length === 0) return await parentsInPath(context, parent, tenant);
	const found = await Promise.all(
		given.slice(0, PARENTS_COUNT).map(async (one) => await toIds(one, parent, tenant)),
	);
	return [...new Set(found.flat())].slice(0, PARENTS_COUNT);
}

export function titleOf({ reference }: LookupList): string {
	return titleOfName(reference.replace(/Reference$/, ''));
}

interface Given {
	readonly member: string;
	readonly value: string | number;
}

function readRows(context: ILoadOptionsFunctions): Array<Readonly<Record<string, unknown>>> {
	const filters: unknown = context.getCurrentNodeParameter('filters');
	const rows: unknown[] = isRecord(filters) && Array.isArray(filters.rows) ? filters.rows : [];
	return rows.filter(isRecord);
}

function valuesOf(
	row: Readonly<Record<string, unknown>>,
	fields: readonly FilterField[],
	{ reference }: LookupList,
): Given[] {
	const [path] = splitFieldValue(row.recordField);
	const field = fields.find((one) => one.path === path);
	if (field?.reference !== reference) return [];
	if (!TELLING_OPERATORS.has(row[`${field.kind}Operator`])) return [];
	const record = isRecord(row.record) ? row.record.value : row.record;
	const chosen: unknown[] = Array.isArray(row.choices) ? row.choices : [];
	const member = path.split('/').pop() ?? '';
	return [record, row.value, ...chosen].flatMap((value) => {
		const isUsable = typeof value === 'number' || (typeof value === 'string' && value !== '');
		return isUsable && !String(value).startsWith('=') ? [{ member, value }] : [];
	});
}

async function toIds(
	{ member, value }: Given,
	parent: LookupList,
	tenant: Tenant,
): Promise<ReadonlyArray<string | number>> {
	if (member === 'id') return /^\d{1,9}$/.test(String(value).trim()) ? [String(value).trim()] : [];
	if (!parent.isBig) {
		const all = await readList(tenant, parent);
		const entry = all.isOk ? findEntry(value, all.entries) : undefined;
		return entry ? [entry.id] : [];
	}
	const found = await findRecords(tenant, parent, String(value));
	return found.isOk ? found.records.map(({ id }) => id) : [];
}

async function parentsInPath(
	context: ILoadOptionsFunctions,
	{ collection }: LookupList,
	tenant: Tenant,
): Promise<ReadonlyArray<string | number>> {
	const template = await chosenTemplate(context);
	if (typeof template === 'string') return [];
	const lists = [...optionLists(template, await loadLookups())];
	const [field, own] = lists.find(([, one]) => one.list.collection === collection) ?? [];
	if (field === undefined || !own) return [];
	const found = await parentId(
		{ form: 'options', field, list: own.list },
		readFilledIn(context),
		tenant,
	);
	return found === undefined ? [] : [found];
}
