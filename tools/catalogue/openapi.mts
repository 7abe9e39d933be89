/** The parts of an OpenAPI 3 document that the generator reads; everything else is ignored. */
export interface Schema {
	readonly $ref?: string;
	/** OpenAPI 3.1 adds `null` to a list of types where 3.0 says `nullable`. */
	readonly type?: string | readonly string[];
	readonly format?: string;
	readonly description?: string;
	readonly enum?: readonly unknown[];
	readonly maxLength?: number;
	readonly readOnly?: boolean;
	readonly writeOnly?: boolean;
	readonly required?: readonly string[];
	readonly properties?: Readonly<Record<string, Schema>>;
	readonly items?: Schema;
	readonly allOf?: readonly Schema[];
	readonly anyOf?: readonly Schema[];
	readonly oneOf?: readonly Schema[];
	readonly 'x-post-only'?: boolean;
	readonly 'x-required-on-update'?: boolean;
}

export interface Parameter {
	readonly $ref?: string;
	readonly name: string;
	readonly in: string;
	readonly required?: boolean;
	readonly schema?: Schema;
}

export interface Content {
	readonly [mediaType: string]: { readonly schema?: Schema };
}

interface RequestBody {
	readonly $ref?: string;
	readonly content?: Content;
	readonly required?: boolean;
}

interface Response {
	readonly $ref?: string;
	readonly content?: Content;
}

export interface Operation {
	readonly operationId?: string;
	readonly parameters?: readonly Parameter[];
	readonly requestBody?: RequestBody;
	readonly responses?: Readonly<Record<string, Response>>;
	readonly 'x-suspect-path'?: string;
}

export interface PathItem {
	readonly parameters?: readonly Parameter[];
	readonly get?: Operation;
	readonly post?: Operation;
	readonly put?: Operation;
	readonly patch?: Operation;
	readonly delete?: Operation;
}

export interface OpenApiDocument {
	readonly openapi: string;
	readonly info: { readonly title?: string; readonly version: string };
	readonly paths: Readonly<Record<string, PathItem>>;
}

export type ResolveReference = <T extends { readonly $ref?: string }>(node: T) => T;
