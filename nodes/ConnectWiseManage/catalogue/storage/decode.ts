import {
	CONDITION_PARAMETERS,
	type ChunkFile,
	type FieldRow,
	type OperationRow,
	type ParameterRow,
	type SummaryRow,
} from './rows';
import type {
	BodyKind,
	BodyTemplate,
	FieldTemplate,
	HttpMethod,
	OperationKind,
	OperationSummary,
	OperationTemplate,
	ParameterTemplate,
	ResponseKind,
	ResponseTemplate,
	SchemaTable,
	ValueType,
} from '../types';

const PLACES: Readonly<Record<string, ParameterTemplate['in']>> = {
	p: 'path',
	q: 'query',
	b: 'body',
};

export function decodeSummary([id, method, path, label, flags]: SummaryRow): OperationSummary {
	const isReadOnly = flags?.includes('q') ?? false;
	const module = path.split('/', 2)[1] ?? '';
	return { id, kind: kindOf(method, isReadOnly), method, path, module, label };
}

function kindOf(method: HttpMethod, isReadOnly: boolean): OperationKind {
	if (method === 'GET' || isReadOnly) return 'query';
	return method === 'DELETE' ? 'delete' : 'mutate';
}

export function decodeSchemas(chunk: ChunkFile): SchemaTable {
	return new Map(chunk.schemas.map(([name, fields]) => [name, fields.map(decodeField)]));
}

export function decodeTemplate(
	summary: OperationSummary,
	[, parameters, body, response, flags = '']: OperationRow,
	schemas: SchemaTable,
): OperationTemplate {
	const decodedResponse = decodeResponse(response);
	const record = schemas.get(decodedResponse.schema ?? '');
	const decoded = parameters.map(decodeParameter);
	return {
		...summary,
		parameters: flags.includes('c') ? withConditions(decoded) : decoded,
		body: decodeBody(body),
		response: decodedResponse,
		isPaged: flags.includes('p'),
		hasIntegerId:
			decodedResponse.kind === 'array' &&
			record?.some(({ name, type }) => name === 'id' && type === 'integer') === true,
		schemas,
	};
}

function withConditions(parameters: readonly ParameterTemplate[]): ParameterTemplate[] {
	const conditions = CONDITION_PARAMETERS.map(
		(name): ParameterTemplate => ({ name, in: 'query', type: 'string', required: false }),
	);
	return [
		...parameters.filter((parameter) => parameter.in === 'path'),
		...conditions,
		...parameters.filter((parameter) => parameter.in !== 'path'),
	];
}

function decodeParameter([name, place, type, labelOrValues]: ParameterRow): ParameterTemplate {
	return {
		name,
		in: PLACES[place.toLowerCase()] ?? 'query',
		...decodeType(type),
		required: place === place.toUpperCase(),
		...decodeLabelOrValues(labelOrValues),
	};
}

function decodeLabelOrValues(given: ParameterRow[3]): Pick<ParameterTemplate, 'enum' | 'label'> {
	if (given === undefined) return {};
	return typeof given === 'string' ? { label: given } : { enum: given };
}

function decodeField([name, type, flags = '', limit]: FieldRow): FieldTemplate {
	return {
		name,
		...decodeType(type),
		...(flags.includes('c') ? { requiredOnCreate: true } : {}),
		...(flags.includes('u') ? { requiredOnUpdate: true } : {}),
		...(flags.includes('r') ? { readOnly: true } : {}),
		...(flags.includes('w') ? { writeOnly: true } : {}),
		...decodeLimit(limit),
	};
}

function decodeLimit(limit: FieldRow[3]): Pick<FieldTemplate, 'enum' | 'maxLength'> {
	if (limit === undefined) return {};
	return typeof limit === 'number' ? { maxLength: limit } : { enum: limit };
}

function decodeType(
	text: string,
): Pick<FieldTemplate, 'type' | 'itemType' | 'schema' | 'isReference'> {
	const [type, rest] = splitOnce(text);
	if (type === 'ref') return { type: 'object', schema: rest, isReference: true };
	if (type === 'array') {
		const [itemType, schema] = splitOnce(rest ?? 'any');
		return { type, itemType: itemType as ValueType, ...(schema ? { schema } : {}) };
	}
	return { type: type as ValueType, ...(rest ? { schema: rest } : {}) };
}

function decodeBody(text: string): BodyTemplate {
	const [head, rest] = splitOnce(text);
	const kind = head.replace('?', '') as BodyKind;
	const required = kind !== 'none' && !head.endsWith('?');
	if (kind !== 'array' || !rest) return { kind, required, ...(rest ? { schema: rest } : {}) };
	const { type, schema } = decodeType(rest);
	return { kind, required, ...(schema ? { schema } : { itemType: type }) };
}

function decodeResponse(text: string): ResponseTemplate {
	const [kind, schema] = splitOnce(text);
	return { kind: kind as ResponseKind, ...(schema ? { schema } : {}) };
}

function splitOnce(text: string): [string, string | undefined] {
	const colon = text.indexOf(':');
	return colon < 0 ? [text, undefined] : [text.slice(0, colon), text.slice(colon + 1)];
}
