import type { RequestPlan } from '../../request/plan';
import type { Runtime } from '../run/runtime';

const REPEATED =
	'The same list is read once for each input item. If once is enough, turn on Execute Once in the settings of this node';

/** What the item before asked for, by execution. */
const lastOf = new WeakMap<Runtime, string>();

/** Tells that items ask for the same list, which is seldom meant. */
export function tellRepeats(runtime: Runtime, { path, query, body }: RequestPlan): void {
	const asked = JSON.stringify([path, query, body?.kind === 'json' ? body.value : undefined]);
	if (lastOf.get(runtime) === asked) runtime.client.notify(REPEATED);
	lastOf.set(runtime, asked);
}
