import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { unusableAnswer, type Failure } from '../../request/outcome/outcome';
import type { RequestBody, RequestPlan } from '../../request/plan';
import type { Call } from '../parameters/operation';
import { fetchAnswer, toItems } from '../run/answer';
import { messageOf, toThrown } from '../run/failure';
import type { Runtime } from '../run/runtime';
import type { Body } from './bodies';
import { toPatch } from './body/patch';
import { describeChoices } from './choicesOf';
import { resolveCustomFields } from './customFieldsOf';
import { planUpload, toMultipart } from './upload';

/** Sends one body of a call, once, and gives the items of the answer. */
export async function sendBody(
	runtime: Runtime,
	call: Call,
	body: Body,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const { template, options, path } = call;
	const send = async () => {
		const plan: RequestPlan = {
			method: template.method,
			path,
			query: options.query,
			body: await toRequestBody(runtime, call, body, itemIndex),
			isRepeatable: false,
			isPageDue: template.response.kind === 'text',
			isFile: template.response.kind === 'binary',
			label: template.label,
		};
		const advise = async (failure: Failure) =>
			await describeChoices(runtime, call, recordOf(body), failure);
		const answer = await fetchAnswer(runtime, plan, itemIndex, { advise });
		try {
			return await toItems(runtime, template, answer, options.path, itemIndex);
		} catch (error) {
			// The write itself is done, and must not be taken for a failed one.
			throw toThrown(runtime, unusableAnswer(messageOf(error)), plan, itemIndex);
		}
	};
	const isMerged = template.method !== 'POST' && customFieldsIn(body, template) !== undefined;
	return isMerged ? await runtime.inTurn(path, send) : await send();
}

async function toRequestBody(
	runtime: Runtime,
	call: Call,
	body: Body,
	itemIndex: number,
): Promise<RequestBody | undefined> {
	const { template } = call;
	if (template.body.kind === 'multipart') {
		const upload = planUpload(runtime, template, recordOf(body), itemIndex);
		return await toMultipart(runtime, upload, itemIndex);
	}
	const value = await toJsonBody(runtime, call, body, itemIndex);
	return value === undefined ? undefined : { kind: 'json', value };
}

/** What goes out as JSON, with the custom fields in it; `undefined` without a body. */
export async function toJsonBody(
	runtime: Runtime,
	{ template, path }: Call,
	body: Body,
	itemIndex: number,
): Promise<unknown> {
	if (body.kind === 'none') return undefined;
	if (body.kind === 'array') return body.elements;
	const given = customFieldsIn(body, template);
	const record =
		given === undefined
			? body.record
			: {
					...body.record,
					customFields: await resolveCustomFields(runtime, template, path, given, itemIndex),
				};
	return template.body.kind === 'patch' ? toPatch(record) : record;
}

export function recordOf(body: Body): Readonly<Record<string, unknown>> {
	return body.kind === 'record' ? body.record : {};
}

/** The custom fields to write, where the record has such and any are given. */
export function customFieldsIn(body: Body, { body: wanted, schemas }: OperationTemplate): unknown {
	const { customFields } = recordOf(body);
	const hasThem = schemas.get(wanted.schema ?? '')?.some(({ name }) => name === 'customFields');
	return hasThem ? (customFields ?? undefined) : undefined;
}
