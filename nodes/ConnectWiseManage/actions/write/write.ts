import { readIfExists } from '../parameters/handling/ifExists';
import { readCall, type Call } from '../parameters/operation/operation';
import type { Job, Runtime } from '../run/runtime';
import { readBodies } from './body/bodies';
import { planBody, type Planned } from './planned';
import { previewBody } from './preview/preview';
import { sendBody } from './request';
import { planMatch } from './upsert/key/match';
import { planUpsert } from './upsert/upsert';

const NOTHING_TO_SEND =
	'Items was an empty list for at least one input item: nothing was sent for it, and it has no output';
const RUNS_AGAIN =
	'Retry On Fail is on in the settings of this node: after an error n8n runs all items again, including those already done, and may write them twice. Turn it off, or use If It Exists Already when creating records';

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
	return bodies.map((body) => {
		if (match) {
			const given = body.kind === 'record' ? body.record : {};
			return planUpsert(runtime, call, given, match, itemIndex);
		}
		return toJob(runtime, call, planBody(runtime, template, body, itemIndex), itemIndex);
	});
}

function toJob(runtime: Runtime, call: Call, planned: Planned, itemIndex: number): Job {
	const deliver = runtime.settings.preview ? previewBody : sendBody;
	return { itemIndex, run: async () => await deliver(runtime, call, planned, itemIndex) };
}

function warnOfRetries({ context, client }: Runtime): void {
	if (context.getNode().retryOnFail === true) client.notify(RUNS_AGAIN);
}
