import { titleOfName } from '../../catalogue';
import { findEntry } from '../entries';
import type { FormName, ParentField } from './fieldLists';
import { readList } from '../lists';
import type { Tenant } from '../tenant';

/** What is filled in, by form and field. */
export type FilledIn = Readonly<Record<FormName, Readonly<Record<string, unknown>>>>;

/** An id counts as it is; a name is looked up where the list of parents is small enough. */
export async function parentId(
	{ form, field, list }: ParentField,
	filledIn: FilledIn,
	tenant: Tenant,
): Promise<string | number | undefined> {
	const value = filledIn[form][field];
	if (isGivenByExpression(value)) return undefined;
	if (typeof value === 'number' || (typeof value === 'string' && /^\s*\d+\s*$/.test(value))) {
		return typeof value === 'string' ? value.trim() : value;
	}
	if (list.isBig || value === undefined || value === null || value === '') return undefined;
	const parents = await readList(tenant, list);
	return parents.isOk ? findEntry(value, parents.entries)?.id : undefined;
}

export function isGivenByExpression(value: unknown): boolean {
	return typeof value === 'string' && value.startsWith('=');
}

/** As the form calls it, and how it must be given for its records to be listed. */
export function titleOfParent({ field, list }: ParentField): string {
	const title = /id$/i.test(field) ? list.reference.replace(/Reference$/, '') : field;
	return titleOfName(title) + (list.isBig ? ' by ID' : '');
}
