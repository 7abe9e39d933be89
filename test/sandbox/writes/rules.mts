import type { ErrorEntry } from '../errors.mts';
import type { JsonObject } from '../json.mts';
import type { ApiRequest } from '../server/world.mts';

export interface WriteContext {
	readonly request: ApiRequest;
	/** The record before an update; undefined on create. */
	readonly before?: JsonObject;
	/** Members that the body gives, write-only ones included. */
	readonly given: JsonObject;
	/** Ids in the path of the collection. */
	readonly parents: readonly number[];
}

/** What a record type demands beyond the document, and what the server fills in. */
export interface RecordRules {
	readonly required?: readonly string[];
	/** Required by the document, and still not demanded by the server. */
	readonly optional?: readonly string[];
	/** Runs before references are resolved: may set members that others depend on. */
	readonly prepare?: (record: JsonObject, context: WriteContext) => void;
	readonly check?: (record: JsonObject, context: WriteContext) => ErrorEntry[];
	/** Runs last before the record is stored: fills in defaults and what is computed. */
	readonly complete?: (record: JsonObject, context: WriteContext) => void;
	readonly afterCreate?: (record: JsonObject, context: WriteContext) => void;
}

export const missingField = (field: string): ErrorEntry => ({
	code: 'MissingRequiredField',
	message: `The ${field} field is required.`,
	field,
});
