import type {
	BodyTemplate,
	ParameterTemplate,
	ResponseTemplate,
} from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import type { Content, Parameter, ResolveReference, Schema } from './openapi.mts';
import { OVERRIDES, type OperationOverride } from './overrides.mts';
import { labelOfParameter } from './parameterLabels.mts';
import { placeholdersOf } from './paths.mts';
import type { SchemaReader } from './schemas.mts';
import type { WalkedOperation } from './walk.mts';

/** The node pages by itself, and the Client ID comes from the credential. */
const PAGING_NAMES: readonly string[] = ['page', 'pageSize', 'pageId'];
const BINARY_TYPE = /^(?:application\/(?:octet-stream|pdf|zip)|image\/)/;

export interface CollectedOperation {
	readonly walked: WalkedOperation;
	readonly override: OperationOverride | undefined;
	readonly isReadOnly: boolean;
	readonly parameters: readonly ParameterTemplate[];
	readonly body: BodyTemplate;
	readonly response: ResponseTemplate;
	readonly isPaged: boolean;
	/** Names of parameters left out, and why. */
	readonly dropped: readonly { readonly name: string; readonly reason: string }[];
}

export interface CollectContext {
	readonly resolve: ResolveReference;
	readonly reader: SchemaReader;
	/** All operations by method and path, to look up a sibling's body or answer. */
	readonly byRoute: ReadonlyMap<string, WalkedOperation>;
}

/** Turns one operation of the document into facts: parameters, body and answer. */
export function collectOperation(
	walked: WalkedOperation,
	context: CollectContext,
): CollectedOperation {
	const override = OVERRIDES[`${walked.method} ${walked.path}`];
	const given = walked.parameters.map((parameter) => context.resolve(parameter));
	const response = readResponse(walked, context, override);
	const body = readBody(walked, context, override, response);
	const isReadOnly = walked.method === 'GET' || override?.isReadOnly === true;
	const isBodyOptions = isReadOnly && body.schema !== undefined;
	const offersPages = given.some(({ name }) => name === 'page' || name === 'pageId');
	const isListLike = response.kind === 'array' || response.kind === 'report';
	return {
		walked,
		override,
		isReadOnly,
		parameters: [
			...readParameters(walked, given, context),
			...(override?.extraQuery ?? []).map(toQueryText),
			...(isBodyOptions ? bodyParameters(body.schema ?? '', context.reader) : []),
		].map((parameter) => withLabel(walked.path, parameter)),
		body,
		response,
		isPaged: isListLike && (offersPages || override?.isPaged === true),
		dropped: given.flatMap(({ name, in: place }) => {
			if (place === 'header') return [{ name, reason: 'header parameter' }];
			return PAGING_NAMES.includes(name) ? [{ name, reason: 'paging parameter' }] : [];
		}),
	};
}

function withLabel(path: string, parameter: ParameterTemplate): ParameterTemplate {
	const label = parameter.in === 'body' ? undefined : labelOfParameter(path, parameter.name);
	return label === undefined ? parameter : { ...parameter, label };
}

function readParameters(
	{ path }: WalkedOperation,
	given: readonly Parameter[],
	{ reader }: CollectContext,
): ParameterTemplate[] {
	const placeholders = placeholdersOf(path);
	const pathParameters = placeholders.map((name): ParameterTemplate => {
		const found = given.find((parameter) => parameter.name === name && parameter.in === 'path');
		const { type } = reader.describe(found?.schema ?? { type: 'string' });
		return { name, in: 'path', type, required: true };
	});
	const query = given
		.filter(
			({ name, in: place }) =>
				place !== 'header' && place !== 'cookie' && !PAGING_NAMES.includes(name),
		)
		// Some are declared for the path, which has no place for them; the server reads the query then.
		.filter(({ name, in: place }) => place !== 'path' || !placeholders.includes(name))
		.flatMap((parameter) => toQuery(parameter, reader));
	const names = new Set<string>();
	return [...pathParameters, ...query.filter(({ name }) => !names.has(name) && names.add(name))];
}

/** An object in the query travels as its members (style `form`, exploded: OpenAPI's default). */
function toQuery({ name, in: place, required, schema }: Parameter, reader: SchemaReader) {
	const value = reader.describe(schema);
	const isRequired = required === true && place === 'query';
	if (!value.schema || value.type !== 'object')
		return [toParameter(name, 'query', value, isRequired)];
	return reader
		.fieldsOf(value.schema)
		.map((field) => toParameter(field.name, 'query', field, false));
}

function bodyParameters(schema: string, reader: SchemaReader): ParameterTemplate[] {
	return reader
		.fieldsOf(schema)
		.filter(({ readOnly }) => !readOnly)
		.map((field) => toParameter(field.name, 'body', field, field.requiredOnCreate === true));
}

function toQueryText(name: string): ParameterTemplate {
	return { name, in: 'query', type: 'string', required: false };
}

function toParameter(
	name: string,
	place: ParameterTemplate['in'],
	value: Pick<ParameterTemplate, 'type' | 'itemType' | 'enum'>,
	required: boolean,
): ParameterTemplate {
	const { type, itemType, enum: values } = value;
	return {
		name,
		in: place,
		type,
		...(itemType ? { itemType } : {}),
		required,
		...(values ? { enum: values } : {}),
	};
}

function readBody(
	walked: WalkedOperation,
	context: CollectContext,
	override: OperationOverride | undefined,
	response: ResponseTemplate,
): BodyTemplate {
	if (override?.body) return override.body;
	const { reader, resolve } = context;
	const requestBody = walked.operation.requestBody && resolve(walked.operation.requestBody);
	const [mediaType, media] = firstContent(requestBody?.content);
	if (!mediaType) return { kind: 'none', required: false };
	const required = requestBody?.required === true;
	if (walked.method === 'PATCH')
		return { kind: 'patch', required, ...patchedRecord(walked, context, response) };
	const value = reader.describe(media);
	const schema = value.schema ? { schema: value.schema } : {};
	if (mediaType.startsWith('multipart/')) return { kind: 'multipart', required, ...schema };
	if (value.type !== 'array') return { kind: 'object', required, ...schema };
	const items = value.schema || !value.itemType ? {} : { itemType: value.itemType };
	return { kind: 'array', required, ...schema, ...items };
}

/** The document types a PATCH body as operations only; its record is that of the answer or the PUT. */
function patchedRecord(
	walked: WalkedOperation,
	{ byRoute, reader, resolve }: CollectContext,
	response: ResponseTemplate,
): { schema?: string } {
	const put = byRoute.get(`PUT ${walked.path}`)?.operation.requestBody;
	const [, media] = firstContent(put && resolve(put).content);
	const schema = reader.describe(media).schema ?? response.schema;
	return schema ? { schema } : {};
}

function readResponse(
	{ operation }: WalkedOperation,
	{ reader, resolve }: CollectContext,
	override: OperationOverride | undefined,
): ResponseTemplate {
	const [status, given] = successOf(operation.responses ?? {});
	const [mediaType, media] = firstContent(given && resolve(given).content);
	if (override?.response) return { kind: override.response };
	if (!mediaType) return { kind: status === '207' ? 'bulk' : 'none' };
	if (BINARY_TYPE.test(mediaType)) return { kind: 'binary' };
	if (mediaType.startsWith('text/')) return { kind: 'text' };
	const { type, schema } = reader.describe(media);
	if (status === '207') return { kind: 'bulk', ...bulkEntry(schema, reader) };
	if (schema === 'Count') return { kind: 'count' };
	if (schema === 'ReportDataResponse') return { kind: 'report' };
	const named = schema ? { schema } : {};
	if (type === 'array') return { kind: 'array', ...named };
	return type === 'object' || type === 'any' ? { kind: 'object', ...named } : { kind: 'primitive' };
}

/** Bulk answers are `{ payload: [...] }`; some are documented as the entry itself. */
function bulkEntry(schema: string | undefined, reader: SchemaReader): { schema?: string } {
	if (!schema) return {};
	const payload = reader.fieldsOf(schema).find(({ name }) => name === 'payload');
	return { schema: payload?.schema ?? schema };
}

function successOf<T>(responses: Readonly<Record<string, T>>): [string, T | undefined] {
	const status = Object.keys(responses).find((code) => code.startsWith('2')) ?? 'default';
	return [status, responses[status]];
}

function firstContent(content: Content | undefined): [string, Schema | undefined] {
	const [first] = Object.entries(content ?? {});
	return first ? [first[0], first[1].schema] : ['', undefined];
}
