import type { Schema } from './openapi.mts';

/** What a document says of a field beside its type. */
export interface Marks {
	readonly maxLength?: number;
	readonly isRequiredOnUpdate: boolean;
	/** Taken when a record is created, never returned. */
	readonly isWriteOnly: boolean;
	/** Names of those that only the description tells. */
	readonly fromText: readonly string[];
}

/**
 * Reads the marks of a field. The vendor's own documents of 2025 and 2026 have most of them in the
 * description alone: ` Max length: 50; Required On Updates;`. A mark of its own goes before text.
 */
export function marksOf(schema: Schema): Marks {
	const text = schema.description ?? '';
	const length = /\bmax length: (\d+)\s*;/i.exec(text)?.[1];
	const told = {
		maxLength: schema.maxLength === undefined && length !== undefined,
		requiredOnUpdate: !schema['x-required-on-update'] && /\brequired on updates;/i.test(text),
		writeOnly: !isMarkedWriteOnly(schema) && /\bonly available for POST\b/i.test(text),
	};
	const maxLength = schema.maxLength ?? (length === undefined ? undefined : Number(length));
	return {
		...(maxLength === undefined ? {} : { maxLength }),
		isRequiredOnUpdate: schema['x-required-on-update'] === true || told.requiredOnUpdate,
		isWriteOnly: isMarkedWriteOnly(schema) || told.writeOnly,
		fromText: Object.entries(told).flatMap(([name, isTold]) => (isTold ? [name] : [])),
	};
}

const isMarkedWriteOnly = (schema: Schema): boolean =>
	schema.writeOnly === true || schema['x-post-only'] === true;
