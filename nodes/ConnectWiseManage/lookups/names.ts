import type { LookupList } from '../catalogue';
import type { Entry } from './entries';
import { readList } from './lists';
import { searchList } from './search';
import type { Tenant, Trouble } from './tenant';

/** What a condition compares a record by. */
export type NameMember = 'name' | 'identifier';

interface NameChoice {
	readonly label: string;
	readonly value: string;
}

export type NamesResult =
	| { readonly isOk: true; readonly choices: readonly NameChoice[]; readonly nextPage?: number }
	| { readonly isOk: false; readonly trouble: Trouble | 'tooLong' };

export interface NameSearch {
	readonly member: NameMember;
	readonly typed: string;
	/** Counts from 1. */
	readonly page: number;
	/** Ids of the records that the list belongs to; their names go together. */
	readonly parents?: ReadonlyArray<string | number>;
}

/**
 * Names of the records of a list, each once, though the statuses of ten boards have it. Short lists are
 * read whole, once for some minutes; long ones are searched on the server.
 */
export async function searchNames(
	tenant: Tenant,
	list: LookupList,
	{ member, typed, page, parents }: NameSearch,
): Promise<NamesResult> {
	if (!list.isBig) {
		const found = await readNames(tenant, list, member, parents);
		if (found.isOk) return { isOk: true, choices: fitting(found.choices, typed) };
		if (found.trouble !== 'tooLong' || (parents && parents.length > 1)) return found;
	}
	const found = await searchList(tenant, list, { typed, page, parentId: parents?.[0] });
	if (!found.isOk) return found;
	return { ...found, choices: toChoices(found.entries, member) };
}

/** All names of a short list. */
export async function readNames(
	tenant: Tenant,
	list: LookupList,
	member: NameMember,
	parents: ReadonlyArray<string | number> = [],
): Promise<NamesResult> {
	const ids = parents.length === 0 ? [undefined] : parents;
	const lists = await Promise.all(ids.map(async (id) => await readList(tenant, list, id)));
	const entries: Entry[] = [];
	for (const one of lists) {
		if (!one.isOk) return one;
		entries.push(...one.entries);
	}
	return { isOk: true, choices: toChoices(entries, member) };
}

function toChoices(entries: readonly Entry[], member: NameMember): NameChoice[] {
	const choices = new Map<string, NameChoice>();
	for (const { members } of entries) {
		const value = members?.[member] ?? '';
		const key = value.toLowerCase();
		if (!members || value === '' || choices.has(key)) continue;
		const { name, identifier } = members;
		const isNoted = identifier !== '' && name !== '' && identifier !== name;
		choices.set(key, { label: isNoted ? `${name} (${identifier})` : value, value });
	}
	return [...choices.values()];
}

function fitting(choices: readonly NameChoice[], typed: string): readonly NameChoice[] {
	const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
	return choices.filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)));
}
