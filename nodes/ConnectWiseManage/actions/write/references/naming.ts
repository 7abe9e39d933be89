import type { FieldTemplate, Lookups, LookupList, SchemaTable } from '../../../catalogue';

/** A record that a body names by text: by identifier, name or e-mail address. */
export interface NamedRecord {
	readonly text: string;
	readonly list: LookupList;
	/** Of the reference's field, e.g. `company`. */
	readonly field: string;
	/** Whether the reference may go out by identifier, as the server takes it. */
	readonly hasIdentifier: boolean;
}

/** The reference to send for text; `undefined` where the server is to find the record itself. */
export type Naming = (text: string, field: FieldTemplate) => { readonly id: number } | undefined;

/**
 * Collects the texts that stand for records which the server does not find by all of their names: of
 * those with an identifier (companies, members) it takes nothing else, and names of records in long
 * lists (contacts) may stand for several.
 */
export function createCollector(lookups: Lookups, schemas: SchemaTable) {
	const collected = new Map<string, NamedRecord>();
	const collect: Naming = (text, field) => {
		const named = toNamedRecord(text, field, lookups, schemas);
		if (named) collected.set(keyOf(named), named);
		return undefined;
	};
	return { collect, collected: () => [...collected.values()] };
}

/** The same for texts that were looked up, by key. */
export function namingBy(
	ids: ReadonlyMap<string, number>,
	lookups: Lookups,
	schemas: SchemaTable,
): Naming {
	return (text, field) => {
		const named = toNamedRecord(text, field, lookups, schemas);
		const id = named && ids.get(keyOf(named));
		return id === undefined ? undefined : { id };
	};
}

/** Equal for texts that name the same record of a list: names are compared in any case. */
export function keyOf({ text, list }: Pick<NamedRecord, 'text' | 'list'>): string {
	return `${list.reference} ${text.toLowerCase()}`;
}

function toNamedRecord(
	text: string,
	{ name, schema }: FieldTemplate,
	lookups: Lookups,
	schemas: SchemaTable,
): NamedRecord | undefined {
	const list = lookups.byReference.get(schema ?? '');
	if (!list || list.parent !== undefined) return undefined;
	const members = schemas.get(schema ?? '') ?? [];
	const has = (wanted: string) => members.some((member) => member.name === wanted);
	const hasIdentifier = has('identifier');
	const isAmbiguous = hasIdentifier || (list.isBig && has('name'));
	return isAmbiguous ? { text, list, field: name, hasIdentifier } : undefined;
}
