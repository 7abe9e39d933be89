import type { FieldTemplate } from '../catalogue/load.mts';
import type { JsonObject } from '../json.mts';

/** A record that others can point at. */
export interface Target {
	readonly id: number;
	readonly name?: string;
	readonly identifier?: string;
	/** Path of its collection below the API root. */
	readonly path: string;
}

/** Absolute URL of a path below the API root, with the doubled slash that real answers have. */
export const apiUrl = (rootUrl: string, path: string): string =>
	`${rootUrl}/v4_6_release/apis/3.0//${path}`;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** `{ board_href }` and the like. */
function hrefInfo(rootUrl: string, schema: string, path: string): JsonObject {
	const name = lowerFirst(schema.replace(/^.*\./, '').replace(/Reference$/, ''));
	return { [`${name}_href`]: apiUrl(rootUrl, path) };
}

/** A reference to a record, with those members that its schema has. */
export function referenceTo(
	rootUrl: string,
	schema: string,
	fields: readonly FieldTemplate[],
	{ id, name, identifier, path }: Target,
): JsonObject {
	const names = new Set(fields.map((field) => field.name));
	const reference: JsonObject = { id };
	const shortName = identifier ?? name;
	if (names.has('identifier') && shortName !== undefined) reference['identifier'] = shortName;
	if (names.has('name') && name !== undefined) reference['name'] = name;
	if (names.has('_info')) reference['_info'] = hrefInfo(rootUrl, schema, `${path}/${id}`);
	return reference;
}
