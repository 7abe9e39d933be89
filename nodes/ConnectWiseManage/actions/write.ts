import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../catalogue';
import type { RequestBody, RequestPlan } from '../request/plan';
import { readBodies, type Body } from './bodies';
import { buildMultipart, type FilePart } from './body/multipart';
import { toPatch } from './body/patch';
import { resolveCustomFields } from './customFieldsOf';
import { readCall, type Call } from './operation';
import { ParameterError } from './parameters/ParameterError';
import { runRequest, type Job, type Runtime } from './runtime';

/** Jobs of one input item for Mutate and Delete: one for each body, in order. */
export async function planWrite(runtime: Runtime, itemIndex: number): Promise<Job[]> {
	const { context, kind, timezone } = runtime;
	const call = await readCall(context, kind, itemIndex, timezone);
	const bodies = readBodies(context, call.template, itemIndex, timezone);
	return bodies.map((body) => ({
		itemIndex,
		run: async () => await write(runtime, call, body, itemIndex),
	}));
}

async function write(
	runtime: Runtime,
	{ template, options, path }: Call,
	body: Body,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const plan: RequestPlan = {
		method: template.method,
		path,
		query: options.query,
		body: await toRequestBody(runtime, template, path, body, itemIndex),
		isRepeatable: false,
		label: template.label,
	};
	return await runRequest(runtime, template, plan, options.path, itemIndex);
}

async function toRequestBody(
	runtime: Runtime,
	template: OperationTemplate,
	path: string,
	body: Body,
	itemIndex: number,
): Promise<RequestBody | undefined> {
	if (template.body.kind === 'multipart') {
		const fields = body.kind === 'record' ? body.record : {};
		return await toMultipart(runtime, template, fields, itemIndex);
	}
	if (body.kind === 'none') return undefined;
	if (body.kind === 'array') return { kind: 'json', value: body.elements };
	const record = await withCustomFields(runtime, template, path, body.record, itemIndex);
	if (template.body.kind !== 'patch') return { kind: 'json', value: record };
	const operations = toPatch(record);
	if (operations.length > 0) return { kind: 'json', value: operations };
	throw new ParameterError(
		'Items changes nothing: no field has a value',
		'Add the fields to change; leave a field empty (null) to clear it',
	);
}

async function withCustomFields(
	runtime: Runtime,
	template: OperationTemplate,
	path: string,
	record: Record<string, unknown>,
	itemIndex: number,
): Promise<Record<string, unknown>> {
	const { customFields } = record;
	const hasThem = template.schemas
		.get(template.body.schema ?? '')
		?.some(({ name }) => name === 'customFields');
	if (!hasThem || customFields === undefined || customFields === null) return record;
	const resolved = await resolveCustomFields(runtime, template, path, customFields, itemIndex);
	return { ...record, customFields: resolved };
}

/** The file is the input item's binary data, named by the body's `file` or by the setting. */
async function toMultipart(
	{ context, settings }: Runtime,
	template: OperationTemplate,
	record: Readonly<Record<string, unknown>>,
	itemIndex: number,
): Promise<RequestBody> {
	const fileFields = (template.schemas.get(template.body.schema ?? '') ?? [])
		.filter(({ type }) => type === 'binary')
		.map(({ name }) => name);
	const files: FilePart[] = [];
	const fields = { ...record };
	for (const name of fileFields.length > 0 ? fileFields : ['file']) {
		const given = fields[name];
		delete fields[name];
		const binaryField = typeof given === 'string' && given !== '' ? given : settings.binaryField;
		const isLink = given === undefined && typeof fields.url === 'string';
		if (!isLink) files.push(await readFile(context, itemIndex, name, binaryField));
	}
	return buildMultipart(fields, files);
}

async function readFile(
	context: IExecuteFunctions,
	itemIndex: number,
	field: string,
	binaryField: string,
): Promise<FilePart> {
	const binary = context.getInputData()[itemIndex]?.binary ?? {};
	const stored = binary[binaryField];
	if (!stored) {
		const present = Object.keys(binary).join(', ');
		throw new ParameterError(
			`The input item has no binary data named "${binaryField}" to upload`,
			present === ''
				? 'Put a node before this one that gives a file, e.g. HTTP Request or Read Files'
				: `It has ${present}: give that name as Binary Field in Settings`,
		);
	}
	const data = await context.helpers.getBinaryDataBuffer(itemIndex, binaryField);
	return { field, fileName: stored.fileName ?? 'file', mimeType: stored.mimeType, data };
}
