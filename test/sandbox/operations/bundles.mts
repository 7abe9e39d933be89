import { ApiError } from '../errors.mts';
import { isJsonObject, memberOf } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import { expectObject, parseBody } from '../writes/body.mts';
import { StrictBody } from '../writes/strict.mts';
import { jsonReply } from '../server/reply.mts';
import type { Reply } from '../server/reply.mts';
import type { ApiRequest, Handler } from '../server/world.mts';

/** Collections by the resource types that bundles name. */
const RESOURCES: Readonly<Record<string, string>> = {
	ticket: 'service/tickets',
	company: 'company/companies',
	contact: 'company/contacts',
	configuration: 'company/configurations',
	timeentry: 'time/entries',
	project: 'project/projects',
	activity: 'sales/activities',
	member: 'system/members',
};

/** The request that an element stands for: one record by its id, or a list. */
function pathOf(element: JsonObject): string | undefined {
	const collection = RESOURCES[String(element['resourceType'] ?? '').toLowerCase()];
	const api = element['apiRequest'];
	const id = memberOf(api, 'id') ?? memberOf(memberOf(api, 'parameters'), 'id');
	return collection && (id ? `${collection}/${String(id)}` : collection);
}

function queryOf(element: JsonObject): URLSearchParams {
	const api = element['apiRequest'];
	const source = memberOf(api, 'filters') ?? memberOf(api, 'parameters') ?? api;
	const query = new URLSearchParams();
	if (!isJsonObject(source)) return query;
	for (const [name, value] of Object.entries(source)) {
		if (value !== null && typeof value !== 'object') query.set(name, String(value));
	}
	return query;
}

const failure = (element: JsonObject, status: number, error: Json): Json => ({
	sequenceNumber: element['sequenceNumber'] ?? 0,
	success: false,
	statusCode: status,
	error,
});

async function runElement(
	request: ApiRequest,
	element: JsonObject,
	dispatch: Handler,
): Promise<Json> {
	const path = pathOf(element);
	const match = path === undefined ? undefined : request.world.routes.match(path);
	const operation = match?.operations.get('GET');
	if (!match || !operation) {
		return failure(element, 400, { code: 'InvalidObject', message: 'Unknown resourceType' });
	}
	try {
		const { status, body } = await dispatch({
			...request,
			operation,
			match,
			query: queryOf(element),
			rawBody: '',
		});
		const entities: Json = JSON.parse(String(body ?? 'null')) as Json;
		return {
			sequenceNumber: element['sequenceNumber'] ?? 0,
			resourceType: element['resourceType'] ?? '',
			success: true,
			statusCode: status,
			entities: Array.isArray(entities) ? entities : [entities],
		};
	} catch (error) {
		if (error instanceof ApiError) return failure(element, error.status, error.body);
		throw error;
	}
}

/**
 * `POST /system/bundles`: several reads in one call, each with its own outcome.
 *
 * @param dispatch answers each of them
 */
export async function bundleRequests(request: ApiRequest, dispatch: Handler): Promise<Reply> {
	const schema = request.operation.body.schema ?? '';
	const body = expectObject(parseBody(request.rawBody), schema);
	new StrictBody(request.world.catalogue, request.rawBody).check(body, schema);
	const elements = Array.isArray(body['requests']) ? body['requests'] : [];
	const results: Json[] = [];
	for (const element of elements) {
		if (isJsonObject(element)) results.push(await runElement(request, element, dispatch));
	}
	return jsonReply(200, { results });
}
