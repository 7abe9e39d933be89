import type { ErrorEntry } from '../errors.mts';
import { isJsonObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';

/**
 * Writes an array of custom fields into the record's own: matched by id, else by caption. Fields
 * that the array leaves out keep their value, or lose it.
 */
export function mergeCustomFields(
	current: Json | undefined,
	written: Json,
	omitted: 'kept' | 'cleared',
): { fields: Json[]; errors: ErrorEntry[] } {
	const own = Array.isArray(current) ? current.filter(isJsonObject) : [];
	const given = Array.isArray(written) ? written.filter(isJsonObject) : [];
	const matchFor = (field: JsonObject): JsonObject | undefined =>
		given.find(({ id, caption }) =>
			id === undefined ? caption === field['caption'] : id === field['id'],
		);
	const fields = own.map((field): Json => {
		const match = matchFor(field);
		if (match) return { ...field, value: match['value'] ?? null };
		return omitted === 'kept' || given.length === 0 ? field : { ...field, value: null };
	});
	const errors = given
		.filter((entry) => !own.some((field) => matchFor(field) === entry))
		.map((entry) => ({
			code: 'InvalidField',
			message: `Custom field ${String(entry['id'] ?? entry['caption'])} is not valid for this record.`,
			field: 'customFields',
		}));
	return { fields, errors };
}
