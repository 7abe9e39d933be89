export type Json = null | boolean | number | string | Json[] | JsonObject;

export interface JsonObject {
	[name: string]: Json;
}

export const isJsonObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member by its name; undefined where it is absent, inherited or `value` is no object. */
export const memberOf = (value: Json | undefined, name: string): Json | undefined =>
	isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/** Walks nested objects by a path already split at its slashes. */
export function valueAtPath(record: Json | undefined, path: readonly string[]): Json | undefined {
	let value = record;
	for (const name of path) value = memberOf(value, name);
	return value;
}

/** The API leaves null members out of its records altogether. */
export function withoutNulls(record: JsonObject): JsonObject {
	const kept: JsonObject = {};
	for (const [name, value] of Object.entries(record)) {
		if (value !== null && value !== undefined) kept[name] = value;
	}
	return kept;
}
