import type { INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { unusableAnswer, type Failure } from '../../request/outcome';
import type { RequestBody, RequestPlan } from '../../request/plan';
import { fetchAnswer, toItems } from '../run/answer';
import { readBodies, type Body } from './bodies';
import { assertCustomFields } from './body/customFields';
import { toPatch } from './body/patch';
import { describeChoices } from './choicesOf';
import { resolveCustomFields } from './customFieldsOf';
import { messageOf, toThrown } from '../run/failure';
import { readCall, type Call } from '../parameters/operation';
import { ParameterError } from '../parameters/ParameterError';
import type { Job, Runtime } from '../run/runtime';
import { planUpload, toMultipart } from './upload';

const NOTHING_TO_SEND =
	'Items was an empty list for at least one input item: nothing was sent for it, and it gives no output';

/** Jobs of one input item for Mutate and Delete: one for each body, in order. */
export async function planWrite(runtime: Runtime, itemIndex: number): Promise<Job[]> {
	const { context, kind, timezone } = runtime;
	const call = await readCall(context, kind, itemIndex, timezone);
	const bodies = readBodies(context, call.template, itemIndex, timezone);
	if (bodies.length === 0) runtime.client.notify(NOTHING_TO_SEND);
	for (const body of bodies) assertSendable(runtime, call, body, itemIndex);
	return bodies.map((body) => ({
		itemIndex,
		run: async () => await write(runtime, call, body, itemIndex),
	}));
}

/** Whatever can be told without asking the server, so that it ends a run before its first write. */
function assertSendable(runtime: Runtime, { template }: Call, body: Body, itemIndex: number): void {
	if (template.body.kind === 'multipart') {
		planUpload(runtime, template, recordOf(body), itemIndex);
	} else if (body.kind === 'record') {
		if (template.body.kind === 'patch') assertChanges(body.record);
		const customFields = customFieldsIn(body, template);
		if (customFields !== undefined) assertCustomFields(customFields);
	}
}

function assertChanges(record: Readonly<Record<string, unknown>>): void {
	if (toPatch(record).length > 0) return;
	throw new ParameterError(
		'Items changes nothing: no field has a value',
		'Add the fields to change; to empty one, give it the expression {{ null }}',
	);
}

async function write(
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
	{ template, path }: Call,
	body: Body,
	itemIndex: number,
): Promise<RequestBody | undefined> {
	if (template.body.kind === 'multipart') {
		const upload = planUpload(runtime, template, recordOf(body), itemIndex);
		return await toMultipart(runtime, upload, itemIndex);
	}
	if (body.kind === 'none') return undefined;
	if (body.kind === 'array') return { kind: 'json', value: body.elements };
	const given = customFieldsIn(body, template);
	const record =
		given === undefined
			? body.record
			: {
					...body.record,
					customFields: await resolveCustomFields(runtime, template, path, given, itemIndex),
				};
	return { kind: 'json', value: template.body.kind === 'patch' ? toPatch(record) : record };
}

function recordOf(body: Body): Readonly<Record<string, unknown>> {
	return body.kind === 'record' ? body.record : {};
}

/** The custom fields to write, where the record has such and any are given. */
function customFieldsIn(body: Body, { body: wanted, schemas }: OperationTemplate): unknown {
	const { customFields } = recordOf(body);
	const hasThem = schemas.get(wanted.schema ?? '')?.some(({ name }) => name === 'customFields');
	return hasThem ? (customFields ?? undefined) : undefined;
}
