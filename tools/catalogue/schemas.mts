import type { FieldTemplate, ValueType } from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import { marksOf } from './marks.mts';
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
	/** What has been read of the document so far. */
	counts(): SchemaCounts;
}

export interface SchemaCounts {
	readonly schemas: number;
	readonly fields: number;
	/** Schemas that the document only names: their fields are unknown. */
	readonly open: readonly string[];
	/** Marks that only the description of a field tells, by name. */
	readonly marksFromText: ReadonlyMap<string, number>;
}

/** Reads component schemas by name; a component without properties is left open (`object`). */
export function createSchemaReader(
	resolve: ResolveReference,
	extraSchemas: Readonly<Record<string, readonly FieldTemplate[]>> = {},
): SchemaReader {
	const cache = new Map(Object.entries(extraSchemas));
	const open = new Set<string>();
	const marksFromText = new Map<string, number>();

	function countMarks(schema: Schema): void {
		for (const mark of marksOf(schema).fromText) {
			marksFromText.set(mark, (marksFromText.get(mark) ?? 0) + 1);
		}
	}

	function describe(given: Schema | undefined): TypedValue {
		const schema = unwrap(given ?? {});
		const target = resolve(schema);
		if (schema.$ref !== undefined && target.properties) {
			const name = nameOf(schema.$ref);
			return isReferenceSchema(name, target)
				? { type: 'object', schema: name, isReference: true }
				: { type: 'object', schema: name };
		}
		if (schema.$ref !== undefined && plainType(target) === 'object') open.add(nameOf(schema.$ref));
		if (plainType(target) === 'array') {
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
		const properties = Object.entries(schema.properties ?? {});
		for (const [, value] of properties) countMarks(value);
		if (properties.length === 0) open.add(name);
		const fields = properties.map(([property, value]) =>
			toField(property, value, schema, describe(value)),
		);
		cache.set(name, fields);
		return fields;
	}

	function closureOf(names: Iterable<string>): readonly string[] {
		const found = new Set<string>();
		const waiting = [...names];
		for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
			if (found.has(name)) continue;
			found.add(name);
			for (const field of fieldsOf(name)) if (field.schema) waiting.push(field.schema);
		}
		return [...found].sort(compareText);
	}

	function counts(): SchemaCounts {
		const read = [...cache].filter(([name]) => !(name in extraSchemas));
		const fields = read.reduce((sum, [, { length }]) => sum + length, 0);
		return { schemas: read.length, fields, open: [...open].sort(compareText), marksFromText };
	}

	return { describe, fieldsOf, closureOf, counts };
}

function toField(name: string, schema: Schema, owner: Schema, value: TypedValue): FieldTemplate {
	const { maxLength, isRequiredOnUpdate, isWriteOnly } = marksOf(schema);
	return {
		name,
		...value,
		...(owner.required?.includes(name) ? { requiredOnCreate: true } : {}),
		...(isRequiredOnUpdate ? { requiredOnUpdate: true } : {}),
		...(maxLength === undefined ? {} : { maxLength }),
		...(schema.readOnly || name === '_info' ? { readOnly: true } : {}),
		...(isWriteOnly ? { writeOnly: true } : {}),
	};
}

/** Generators write a nullable reference as an `allOf` of one, or as one beside `null`. */
function unwrap(schema: Schema): Schema {
	const choices = schema.allOf ?? schema.anyOf ?? schema.oneOf ?? [];
	const [only, ...others] = choices.filter(({ type }) => type !== 'null');
	return only !== undefined && others.length === 0 ? only : schema;
}

/** The one type that is not `null`; none where there are several. */
function plainType({ type }: Schema): string | undefined {
	const [only, ...others] = [type ?? []].flat().filter((each) => each !== 'null');
	return others.length === 0 ? only : undefined;
}

function typeOf(schema: Schema): ValueType {
	const type = plainType(schema) ?? '';
	if (type === 'string') return FORMATS[schema.format ?? ''] ?? 'string';
	return PLAIN_TYPES.includes(type) ? (type as ValueType) : 'any';
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
