import type { OperationTemplate } from '../../catalogue';
import { readIfExists } from '../parameters/ifExists';
import { readCall, type Call } from '../parameters/operation';
import { ParameterError } from '../parameters/ParameterError';
import type { Job, Runtime } from '../run/runtime';
import { readBodies, type Body } from './bodies';
import { assertCustomFields } from './body/customFields';
import { toPatch } from './body/patch';
import { previewBody } from './preview/preview';
import { customFieldsIn, recordOf, sendBody } from './request';
import { planUpload } from './upload';
import { planMatch } from './upsert/match';
import { planUpsert } from './upsert/upsert';

const NOTHING_TO_SEND =
	'Items was an empty list for at least one input item: nothing was sent for it, and it gives no output';
const RUNS_AGAIN =
	'Retry On Fail is on in the settings of this node: after an error n8n runs all items again, those that were done included, and so may write twice. Turn it off, or, to create records, choose what to do If It Exists Already';

/** Jobs of one input item for Mutate and Delete: one for each body, in order. */
export async function planWrite(runtime: Runtime, itemIndex: number): Promise<Job[]> {
	const { context, kind, timezone, settings } = runtime;
	const call = await readCall(context, kind, itemIndex, timezone);
	const { template } = call;
	const ifExists = readIfExists(context, template, itemIndex);
	const match = ifExists && (await planMatch(ifExists, template));
	if (!match && !settings.preview) warnOfRetries(runtime);
	const bodies = await readBodies(runtime, template, itemIndex, match !== undefined);
	if (bodies.length === 0) runtime.client.notify(NOTHING_TO_SEND);
	for (const body of bodies) assertSendable(runtime, template, body, itemIndex);
	if (match) {
		return bodies.map((body) => planUpsert(runtime, call, recordOf(body), match, itemIndex));
	}
	const deliver = settings.preview ? previewBody : sendBody;
	return bodies.map((body) => toJob(deliver, runtime, call, body, itemIndex));
}

function toJob(
	deliver: typeof sendBody,
	runtime: Runtime,
	call: Call,
	body: Body,
	itemIndex: number,
): Job {
	return { itemIndex, run: async () => await deliver(runtime, call, body, itemIndex) };
}

function warnOfRetries({ context, client }: Runtime): void {
	if (context.getNode().retryOnFail === true) client.notify(RUNS_AGAIN);
}

/** Whatever can be told without asking the server, so that it ends a run before its first write. */
function assertSendable(
	runtime: Runtime,
	template: OperationTemplate,
	body: Body,
	itemIndex: number,
): void {
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
