import type {
	FieldTemplate,
	OperationTemplate,
	SchemaTable,
	ValueType,
} from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import type { Job } from '../../nodes/ConnectWiseManage/everyday/types.ts';

/** The part of JSON Schema that n8n shows of a node which has not run yet. */
export type Preview =
	| { readonly type: 'string' | 'integer' | 'number' | 'boolean' }
	| { readonly type: 'array'; readonly items: Preview }
	| { readonly type: 'object'; readonly properties: Readonly<Record<string, Preview>> };

const TYPES: Readonly<Partial<Record<ValueType, 'integer' | 'number' | 'boolean'>>> = {
	integer: 'integer',
	number: 'number',
	boolean: 'boolean',
};

/** A record, what it refers to, and what that holds: deeper, nobody maps fields. */
const DEEPEST = 2;

const TEXT: Preview = { type: 'string' };
const NUMBER: Preview = { type: 'integer' };
const FLAG: Preview = { type: 'boolean' };

/**
 * What an item of a job's output holds, as the API document has it: without the server's bookkeeping
 * (`_info`), in the order of the document.
 */
export function previewOf(job: Job, template: OperationTemplate): Preview {
	return { type: 'object', properties: propertiesOf(job, template) };
}

function propertiesOf(
	job: Job,
	{ kind, method, response, parameters, schemas }: OperationTemplate,
): Readonly<Record<string, Preview>> {
	const ids = Object.fromEntries(
		parameters.filter((one) => one.in === 'path').map(({ name }) => [name, NUMBER]),
	);
	switch (response.kind) {
		case 'count':
			return { count: NUMBER };
		case 'binary':
			return { ...ids, fileName: TEXT, fileSize: NUMBER };
		case 'none':
			return kind === 'delete' && method === 'DELETE'
				? { deleted: FLAG, ...ids }
				: { success: FLAG, ...ids };
		default: {
			const record = fieldsOf(response.schema, schemas, 0);
			if (!job.updatesExisting) return record;
			return { ...record, outcome: TEXT, changed: { type: 'array', items: TEXT } };
		}
	}
}

function fieldsOf(
	schema: string | undefined,
	schemas: SchemaTable,
	depth: number,
): Readonly<Record<string, Preview>> {
	const fields = (schemas.get(schema ?? '') ?? []).filter(
		({ name, writeOnly }) => name !== '_info' && writeOnly !== true,
	);
	return Object.fromEntries(
		fields.flatMap((field): Array<[string, Preview]> => {
			const preview = previewOfField(field, schemas, depth);
			return preview ? [[field.name, preview]] : [];
		}),
	);
}

function previewOfField(
	{ type, itemType, schema }: FieldTemplate,
	schemas: SchemaTable,
	depth: number,
): Preview | undefined {
	if (type === 'array') {
		const items = itemType === 'object' ? nested(schema, schemas, depth) : plain(itemType);
		return items && { type: 'array', items };
	}
	return type === 'object' ? nested(schema, schemas, depth) : plain(type);
}

function nested(
	schema: string | undefined,
	schemas: SchemaTable,
	depth: number,
): Preview | undefined {
	if (depth >= DEEPEST) return undefined;
	const properties = fieldsOf(schema, schemas, depth + 1);
	return { type: 'object', properties };
}

/** Dates and whatever the document leaves open are text. */
function plain(type: ValueType | undefined): Preview {
	return { type: TYPES[type ?? 'string'] ?? 'string' };
}
