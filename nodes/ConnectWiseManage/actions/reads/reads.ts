import type { OperationTemplate, ResponseKind } from '../../catalogue';
import type { RequestPlan } from '../../request/plan';
import type { Call } from '../parameters/operation/operation';
import { fetchWhole, type Fetched } from '../run/answer';
import type { Runtime } from '../run/runtime';
import { createCombined } from './combined';
import { createShared, type Shared } from './shared';

/** What an item reads with one request, or shares with others. */
interface Read {
	take(): Promise<Fetched>;
	/** What other reads wait for as well, once all are planned. */
	together(): object;
}

/** Reads of one run, found to be the same while its items are planned. */
export interface Reads {
	add(call: Call, plan: RequestPlan): Promise<Read>;
}

/** Files and long texts may be large, and go to n8n's store for each item. */
const TOO_LARGE: ReadonlySet<ResponseKind> = new Set(['binary', 'text']);

export function createReads(runtime: Runtime): Reads {
	const { shareReads } = runtime.settings;
	const combined = createCombined(runtime);
	const known = new Map<string, SharedRead>();
	return {
		async add(call, plan) {
			const member = await combined.add(call, plan);
			const isShared = member !== undefined || (shareReads && isShareable(call.template));
			const key = keyOf(plan);
			const read = known.get(key) ?? {
				shared: createShared(
					async () => (await member?.read()) ?? (await fetchWhole(runtime, plan)),
					copyOf,
				),
				batch: () => member?.batch(),
			};
			if (isShared) known.set(key, read);
			read.shared.join();
			return {
				take: async () => await read.shared.take(),
				together: () => read.batch() ?? read,
			};
		},
	};
}

interface SharedRead {
	readonly shared: Shared<Fetched>;
	/** The list that it is read from. */
	batch(): object | undefined;
}

function isShareable({ response }: OperationTemplate): boolean {
	return !TOO_LARGE.has(response.kind);
}

/** A search by POST has its filters in the body. */
function keyOf({ method, path, query, body }: RequestPlan): string {
	return JSON.stringify([method, path, Object.entries(query).sort(), body]);
}

function copyOf(fetched: Fetched): Fetched {
	if (!fetched.isOk || fetched.answer.decoded.kind !== 'json') return fetched;
	const { response, decoded } = fetched.answer;
	const value: unknown = JSON.parse(JSON.stringify(decoded.value));
	return { isOk: true, answer: { response, decoded: { kind: 'json', value } } };
}
