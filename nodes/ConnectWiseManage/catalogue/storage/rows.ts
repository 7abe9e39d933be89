import type { HttpMethod } from '../types';

/*
 * Shapes of the generated files. Rows are tuples, and names of API fields are values in them:
 * as property names, some (`publicKey`) would look like secrets to the package scan.
 */

/** `q` in the flags: a POST that only reads, offered under Query. */
export type SummaryRow = readonly [
	id: string,
	method: HttpMethod,
	path: string,
	label: string,
	flags?: string,
];

export interface IndexFile {
	readonly apiVersion: string;
	/** Of the document that the files were made from. */
	readonly sha256: string;
	readonly modules: readonly string[];
	/** Replaced operation id, its successor. */
	readonly aliases: ReadonlyArray<readonly [from: string, to: string]>;
	readonly operations: readonly SummaryRow[];
}

/**
 * `type` is a `ValueType`, or `ref:Schema` for a reference to a record, `object:Schema` for a
 * nested record, `array:<type>` for a list. Flags: `c` required on create, `u` on update, `r` read
 * only, `w` write only. The limit is a maximum length or the allowed values.
 */
export type FieldRow = readonly [
	name: string,
	type: string,
	flags?: string,
	limit?: number | readonly string[],
];

export type SchemaRow = readonly [name: string, fields: readonly FieldRow[]];

/**
 * `place` is one letter: `p` path, `q` query, `b` body; in upper case if the value is required. At
 * the end, the label of an id or the allowed values.
 */
export type ParameterRow = readonly [
	name: string,
	place: string,
	type: string,
	labelOrValues?: string | readonly string[],
];

/**
 * `body` and `response` are a kind, then `:` and a schema or element type where there is one; `?`
 * behind the kind marks an optional body. Flags: `c` takes the conditions that every GET takes,
 * `p` paged.
 */
export type OperationRow = readonly [
	id: string,
	parameters: readonly ParameterRow[],
	body: string,
	response: string,
	flags?: string,
];

export interface ChunkFile {
	readonly module: string;
	readonly schemas: readonly SchemaRow[];
	readonly operations: readonly OperationRow[];
}

/**
 * `list` is a lighter list of the same records, or empty; `names` the fields that name a record, apart
 * by blanks; `parent` the reference type of the record that the path's `{parentId}` stands for, or
 * empty. Flags: `b` big (searched, never read whole), `a` has an inactiveFlag, `i` has an identifier
 * beside the name.
 */
export type LookupRow = readonly [
	reference: string,
	collection: string,
	list: string,
	names: string,
	parent: string,
	flags: string,
	condition: string,
];

export interface LookupFile {
	readonly lookups: readonly LookupRow[];
}

/** Query parameters behind the `c` flag of an operation, in the order of the document. */
export const CONDITION_PARAMETERS = [
	'conditions',
	'childConditions',
	'customFieldConditions',
	'orderBy',
	'fields',
] as const;
