import type { FieldTemplate, ValueType } from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import type { ResolveReference, Schema } from './openapi.mts';

const FORMATS: Readonly<Record<string, ValueType>> = {
	'date-time': 'dateTime',
	date: 'date',
	uuid: 'uuid',
	binary: 'binary',
};
const PLAIN_TYPES: readonly string[] = ['string', 'integer', 'number', 'boolean', 'object'];

interface TypedValue {
	readonly type: ValueType;
	readonly itemType?: ValueType;
	readonly schema?: string;
	readonly isReference?: boolean;
	readonly enum?: readonly string[];
}

export interface SchemaReader {
	/** What a schema says about a value; a nested record is given by name. */
	describe(schema: Schema | undefined): TypedValue;
	/** Fields of a named schema, in the document's order. */
	fieldsOf(name: string): readonly FieldTemplate[];
	/** The names given and those of all schemas that they lead to, sorted. */
	closureOf(names: Iterable<string>): readonly string[];
}

/** Reads component schemas by name; a component without properties is left open (`object`). */
export function createSchemaReader(
	resolve: ResolveReference,
	extraSchemas: Readonly<Record<string, readonly FieldTemplate[]>> = {},
): SchemaReader {
	const cache = new Map(Object.entries(extraSchemas));

	function describe(given: Schema | undefined): TypedValue {
		const schema = unwrap(given ?? {});
		const target = resolve(schema);
		if (schema.$ref !== undefined && target.properties) {
			const name = nameOf(schema.$ref);
			return isReferenceSchema(name, target)
				? { type: 'object', schema: name, isReference: true }
				: { type: 'object', schema: name };
		}
		if (target.type === 'array') {
			const { type, schema: itemSchema } = describe(target.items);
			return { type: 'array', itemType: type, ...(itemSchema ? { schema: itemSchema } : {}) };
		}
		const type = typeOf(target);
		const values = target.enum?.filter((value) => typeof value === 'string');
		return values?.length ? { type, enum: values } : { type };
	}

	function fieldsOf(name: string): readonly FieldTemplate[] {
		const known = cache.get(name);
		if (known) return known;
		const schema = resolve<Schema>({ $ref: `#/components/schemas/${name}` });
		const fields = Object.entries(schema.properties ?? {}).map(([property, value]) =>
			toField(property, value, schema, describe(value)),
		);
		cache.set(name, fields);
		return fields;
	}

	function closureOf(names: Iterable<string>): readonly string[] {
		const found = new Set<string>();
		const open = [...names];
		for (let name = open.pop(); name !== undefined; name = open.pop()) {
			if (found.has(name)) continue;
			found.add(name);
			for (const field of fieldsOf(name)) if (field.schema) open.push(field.schema);
		}
		return [...found].sort(compareText);
	}

	return { describe, fieldsOf, closureOf };
}

function toField(name: string, schema: Schema, owner: Schema, value: TypedValue): FieldTemplate {
	return {
		name,
		...value,
		...(owner.required?.includes(name) ? { requiredOnCreate: true } : {}),
		...(schema['x-required-on-update'] ? { requiredOnUpdate: true } : {}),
		...(schema.maxLength === undefined ? {} : { maxLength: schema.maxLength }),
		...(schema.readOnly || name === '_info' ? { readOnly: true } : {}),
		...(schema.writeOnly || schema['x-post-only'] ? { writeOnly: true } : {}),
	};
}

/** Generators write a nullable reference as an `allOf` of one. */
function unwrap(schema: Schema): Schema {
	const only = schema.allOf?.length === 1 ? schema.allOf[0] : undefined;
	return only ?? schema;
}

function typeOf(schema: Schema): ValueType {
	if (schema.type === 'string') return FORMATS[schema.format ?? ''] ?? 'string';
	return PLAIN_TYPES.includes(schema.type ?? '') ? (schema.type as ValueType) : 'any';
}

function isReferenceSchema(name: string, schema: Schema): boolean {
	return name.endsWith('Reference') && 'id' in (schema.properties ?? {});
}

function nameOf(reference: string): string {
	return decodeURIComponent(reference.slice(reference.lastIndexOf('/') + 1));
}

/** Order by code unit: the same on every machine, whatever its locale. */
export function compareText(left: string, right: string): number {
	if (left === right) return 0;
	return left < right ? -1 : 1;
}
