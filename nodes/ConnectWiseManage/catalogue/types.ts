/** The three operations of the node; every API operation belongs to exactly one of them. */
export type OperationKind = 'query' | 'mutate' | 'delete';

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/**
 * Type of a value as the API document states it. `object` with a schema has known fields;
 * `any` is left open by the document (custom field values, loosely typed properties);
 * `binary` is the content of a file and occurs in multipart bodies only.
 */
export type ValueType =
	| 'string'
	| 'integer'
	| 'number'
	| 'boolean'
	| 'dateTime'
	| 'date'
	| 'uuid'
	| 'object'
	| 'array'
	| 'binary'
	| 'any';

/** One property of a record or of a request body. */
export interface FieldTemplate {
	readonly name: string;
	readonly type: ValueType;
	/** Type of an array's elements. */
	readonly itemType?: ValueType;
	/** Name of the schema of a nested object, or of an array's elements; see `SchemaTable`. */
	readonly schema?: string;
	/** The nested object is a reference to another record (`{ id }`, `{ identifier }`, `{ name }`). */
	readonly isReference?: boolean;
	readonly requiredOnCreate?: boolean;
	readonly requiredOnUpdate?: boolean;
	readonly enum?: readonly string[];
	readonly maxLength?: number;
	/** Set by the server only (`_info`, hrefs); never offered in a form. */
	readonly readOnly?: boolean;
	/** Accepted on create and never returned. */
	readonly writeOnly?: boolean;
}

/** Schema name to its fields, for one module. Field order is that of the document. */
export type SchemaTable = ReadonlyMap<string, readonly FieldTemplate[]>;

/**
 * One option of an operation. `body` occurs on queries sent by POST (searches) only, whose
 * filter values are options to the user although they travel in the body.
 */
export interface ParameterTemplate {
	readonly name: string;
	readonly in: 'path' | 'query' | 'body';
	readonly type: ValueType;
	readonly itemType?: ValueType;
	readonly required: boolean;
	readonly enum?: readonly string[];
	/** Whose id it is (`Ticket ID`), where the name alone (`id`, `parentId`) does not say. */
	readonly label?: string;
}

export type BodyKind = 'none' | 'object' | 'array' | 'patch' | 'multipart';

/** `schema` names the fields of one body element; for `patch` those of the record that is patched. */
export interface BodyTemplate {
	readonly kind: BodyKind;
	readonly required: boolean;
	readonly schema?: string;
	/** Type of an array body's elements where they are not objects. */
	readonly itemType?: ValueType;
}

export type ResponseKind =
	| 'array'
	| 'object'
	| 'count'
	| 'primitive'
	| 'bulk'
	| 'report'
	| 'binary'
	| 'text'
	| 'none';

export interface ResponseTemplate {
	readonly kind: ResponseKind;
	/** Schema of the object, or of one element of the array. */
	readonly schema?: string;
}

/** What the index holds of every operation: enough to list, search and route to a module's chunk. */
export interface OperationSummary {
	readonly id: string;
	readonly kind: OperationKind;
	readonly method: HttpMethod;
	/** Path below the API root with `{placeholders}`, e.g. `/service/tickets/{id}`. */
	readonly path: string;
	readonly module: string;
	/** Made by us from path and method, e.g. `Service › Tickets › Get Many`. */
	readonly label: string;
}

export interface OperationTemplate extends OperationSummary {
	/** Path parameters first; the paging parameters and the Client ID header are left out. */
	readonly parameters: readonly ParameterTemplate[];
	readonly body: BodyTemplate;
	readonly response: ResponseTemplate;
	/** Lists and reports only: the document offers `page`/`pageSize`. */
	readonly isPaged: boolean;
	/** Lists only: the records have an integer `id`. */
	readonly hasIntegerId: boolean;
	readonly schemas: SchemaTable;
}
