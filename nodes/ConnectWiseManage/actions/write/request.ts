import type { INodeExecutionData } from 'n8n-workflow';
import { unusableAnswer, type Failure } from '../../request/outcome/outcome';
import type { RequestBody, RequestPlan } from '../../request/plan';
import type { Call } from '../parameters/operation/operation';
import { fetchAnswer, toItems } from '../run/answer';
import { messageOf, toThrown } from '../run/failure';
import type { Runtime } from '../run/runtime';
import { resolveCustomFields } from './body/customFields/resolve';
import { toMultipart } from './body/upload/upload';
import { describeChoices } from './choicesOf';
import type { Planned } from './planned';

/** Sends one body of a call, once, and gives the items of the answer. */
export async function sendBody(
	runtime: Runtime,
	call: Call,
	planned: Planned,
	itemIndex: number,
): Promise<INodeExecutionData[]> {
	const { template, options, path } = call;
	const send = async () => {
		const plan: RequestPlan = {
			method: template.method,
			path,
			query: options.query,
			body: await toRequestBody(runtime, call, planned, itemIndex),
			isRepeatable: false,
			isPageDue: template.response.kind === 'text',
			isFile: template.response.kind === 'binary',
			label: template.label,
		};
		const advise = async (failure: Failure) =>
			await describeChoices(runtime, call, givenIn(planned), failure);
		const answer = await fetchAnswer(runtime, plan, itemIndex, { advise });
		try {
			return await toItems(runtime, template, answer, options.path, itemIndex);
		} catch (error) {
			// The write itself is done, and must not be taken for a failed one.
			throw toThrown(runtime, unusableAnswer(messageOf(error)), plan, itemIndex);
		}
	};
	// Custom fields of a record are read and written as one list, which another write between would undo.
	const isMerged = template.method !== 'POST' && hasCustomFields(planned);
	return isMerged ? await runtime.inTurnWithOthers(path, send) : await send();
}

async function toRequestBody(
	runtime: Runtime,
	call: Call,
	planned: Planned,
	itemIndex: number,
): Promise<RequestBody | undefined> {
	if (planned.kind === 'upload') return await toMultipart(runtime, planned.upload, itemIndex);
	const value = await toJsonBody(runtime, call, planned, itemIndex);
	return value === undefined ? undefined : { kind: 'json', value };
}

/** What goes out as JSON, with the custom fields in it; `undefined` without such a body. */
export async function toJsonBody(
	runtime: Runtime,
	{ template, path }: Call,
	planned: Planned,
	itemIndex: number,
): Promise<unknown> {
	if (planned.kind === 'none' || planned.kind === 'upload') return undefined;
	if (planned.kind === 'array') return planned.elements;
	const { customFields } = planned;
	const resolved =
		customFields && (await resolveCustomFields(runtime, template, path, customFields, itemIndex));
	if (planned.kind === 'record') {
		return resolved ? { ...planned.record, customFields: resolved } : planned.record;
	}
	return resolved
		? [...planned.operations, { op: 'replace', path: 'customFields', value: resolved }]
		: planned.operations;
}

function hasCustomFields(planned: Planned): boolean {
	return 'customFields' in planned && planned.customFields !== undefined;
}

function givenIn(planned: Planned): Readonly<Record<string, unknown>> {
	if (planned.kind === 'record') return planned.record;
	return planned.kind === 'patch' ? planned.given : {};
}
