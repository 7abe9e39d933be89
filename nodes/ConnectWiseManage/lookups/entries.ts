import type { LookupList } from '../catalogue';

/** A record that a field can name. */
export interface Entry {
	readonly id: number | string;
	readonly name: string;
	/** In lower case: what people may have typed for it. */
	readonly aliases: readonly string[];
	/** As conditions compare them; empty for what the record does not have. */
	readonly members?: Readonly<Record<'name' | 'identifier', string>>;
}

const LABEL_COLLATOR = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
const NAME_LENGTH = 120;

/** Names of the fields that a list is read with. */
export function fieldsOf({ names, hasIdentifier }: LookupList): string {
	return ['id', ...names, ...(hasIdentifier ? ['identifier'] : [])].join(',');
}

/** The rows of a list as entries, by name; a name that stands for several gets its id behind it. */
export function toEntries(
	rows: ReadonlyArray<Readonly<Record<string, unknown>>>,
	list: LookupList,
): Entry[] {
	const entries = rows.flatMap((row) => toEntry(row, list));
	entries.sort((left, right) => LABEL_COLLATOR.compare(left.name, right.name));
	const counts = new Map<string, number>();
	for (const { name } of entries) counts.set(name, (counts.get(name) ?? 0) + 1);
	return entries.map((entry) =>
		counts.get(entry.name) === 1 ? entry : { ...entry, name: `${entry.name} (${entry.id})` },
	);
}

function toEntry(
	row: Readonly<Record<string, unknown>>,
	{ names, hasIdentifier }: LookupList,
): Entry[] {
	const { id } = row;
	if (typeof id !== 'number' && typeof id !== 'string') return [];
	const name = names
		.map((field) => textOf(row[field]))
		.filter(Boolean)
		.join(' ');
	const identifier = hasIdentifier ? textOf(row.identifier) : '';
	const note = identifier !== '' && identifier !== name ? `${identifier}` : '';
	const shown = name === '' ? note || String(id) : name + (note === '' ? '' : ` (${note})`);
	const aliases = [name, identifier].filter(Boolean).map((alias) => alias.toLowerCase());
	const members = {
		name: names
			.map((field) => plainTextOf(row[field]))
			.filter(Boolean)
			.join(' '),
		identifier: hasIdentifier ? plainTextOf(row.identifier) : '',
	};
	return [{ id, name: shown.slice(0, NAME_LENGTH), aliases, members }];
}

function textOf(value: unknown): string {
	return plainTextOf(value).replace(/\s+/g, ' ');
}

/** Spaces within are part of a name that is compared. */
function plainTextOf(value: unknown): string {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' ? value.trim() : '';
}

/** The entry that a value of the form names, by id, identifier or name. */
export function findEntry(value: unknown, entries: readonly Entry[]): Entry | undefined {
	if (typeof value !== 'string' && typeof value !== 'number') return undefined;
	const wanted = String(value).trim().toLowerCase();
	return (
		entries.find(({ id }) => String(id).toLowerCase() === wanted) ??
		entries.find(({ aliases }) => aliases.includes(wanted))
	);
}
