import type { FieldTemplate, SchemaTable } from '../../../catalogue/types';
import { isSame } from '../body/changes/isSame';

type AnyRecord = Readonly<Record<string, unknown>>;

interface Model {
	readonly schema?: string;
	readonly schemas: SchemaTable;
}

/** Set when a record is made, or kept by the server. */
const NOT_COMPARED = new Set(['id', '_info', 'customFields']);

/**
 * The given fields that a record does not hold, each with the value to send. What a create takes and no
 * record shows (a ticket's first note) is left alone, and so is what gives nothing (undefined).
 *
 * @param kept Lists whose entries stay when others are given; any other list is replaced.
 */
export function differences(
	given: AnyRecord,
	present: AnyRecord,
	{ schema, schemas }: Model,
	kept: ReadonlySet<string> = new Set(),
): Record<string, unknown> {
	const fields = schemas.get(schema ?? '') ?? [];
	const found: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(given)) {
		const field = fields.find((one) => one.name === name);
		if (value === undefined || NOT_COMPARED.has(name) || field?.writeOnly) continue;
		const before = present[name];
		const wanted = kept.has(name) ? withEntries(before, value, field, schemas) : value;
		if (!isSame(wanted, before, field, schemas)) found[name] = wanted;
	}
	return found;
}

/** The entries that are there, and those given that are not. */
function withEntries(
	present: unknown,
	given: unknown,
	field: FieldTemplate | undefined,
	schemas: SchemaTable,
): unknown {
	if (!Array.isArray(present) || !Array.isArray(given)) return given;
	const entries: unknown[] = present;
	const missing = given.filter(
		(one) => !entries.some((entry) => isSame(one, entry, field, schemas)),
	);
	return missing.length === 0 ? present : [...entries, ...missing];
}
