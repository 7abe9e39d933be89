import { isJsonObject } from '../json.mts';
import { expectObject, parseBody } from '../writes/body.mts';
import { StrictBody } from '../writes/strict.mts';
import { listReply } from '../lists/list.mts';
import type { Reply } from '../server/reply.mts';
import type { ApiRequest } from '../server/world.mts';

/** Searches of tickets: the filter is in the body, paging and fields stay in the query. */
export function searchTickets(request: ApiRequest): Reply {
	const { world, match, operation, rawBody } = request;
	const schema = operation.body.schema ?? 'FilterValues';
	const body = expectObject(parseBody(rawBody || '{}'), schema);
	new StrictBody(world.catalogue, rawBody || '{}').check(body, schema);
	const text = (wanted: string): string | undefined => {
		if (!isJsonObject(body)) return undefined;
		const found = Object.entries(body).find(([name]) => name.toLowerCase() === wanted);
		return typeof found?.[1] === 'string' ? found[1] : undefined;
	};
	const store = world.stores.get(match.path.replace(/\/search$/i, ''));
	return listReply(request, store, {
		conditions: text('conditions'),
		orderBy: text('orderby'),
		childConditions: text('childconditions'),
		customFieldConditions: text('customfieldconditions'),
	});
}
