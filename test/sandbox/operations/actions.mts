import { segmentsOf } from '../catalogue/routes.mts';
import { isJsonObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import { expectArray, expectObject, parseBody } from '../writes/body.mts';
import { StrictBody } from '../writes/strict.mts';
import { createChecked, deleteRecord } from '../writes/write.mts';
import type { WriteTarget } from '../writes/write.mts';
import { ApiError } from '../errors.mts';
import { jsonReply, noContent } from '../server/reply.mts';
import type { Reply } from '../server/reply.mts';
import type { ApiRequest } from '../server/world.mts';

/** Checks the body against the operation's schema without storing anything. */
function checkBody({ world, operation, rawBody }: ApiRequest): Json | undefined {
	const { kind, schema = '', required } = operation.body;
	if (kind === 'none' || (rawBody === '' && (!required || kind === 'object'))) return undefined;
	const body = parseBody(rawBody);
	const strict = new StrictBody(world.catalogue, rawBody);
	if (kind === 'object') strict.check(expectObject(body, schema), schema);
	if (kind === 'array') {
		for (const [index, element] of expectArray(body, schema).entries()) {
			if (isJsonObject(element)) strict.check(element, schema, [index]);
		}
	}
	return body;
}

/** The nearest record of the answer's type in the path, such as the ticket of `/tickets/{id}/merge`. */
function recordInPath({ world, match, operation }: ApiRequest): JsonObject | undefined {
	const values = segmentsOf(match.path);
	for (let at = values.length - 1; at > 0; at--) {
		if (!/^\d+$/.test(values[at] ?? '')) continue;
		const path = values.slice(0, at).join('/');
		const record = world.stores.get(path).get(Number(values[at]));
		if (record && world.stores.get(path).schema === operation.response.schema) return record;
	}
	return undefined;
}

/** POSTs that do something with a record: merge, copy, submit, approve and the like. */
export function runAction(request: ApiRequest, status: number): Reply {
	const { world, match, operation } = request;
	const body = checkBody(request);
	const { kind, schema = '' } = operation.response;
	if (kind === 'none') return noContent();
	if (kind === 'primitive') return jsonReply(status, 1);
	if (kind === 'count') return jsonReply(status, { count: 0 });
	const known = recordInPath(request);
	const record = known ?? world.generic.object(schema, match.path);
	const isCopy = /\/copy$/i.test(match.path);
	const answer: JsonObject = isCopy && isJsonObject(body) ? { ...record, ...body } : record;
	return jsonReply(status, kind === 'array' ? [answer] : answer);
}

interface BulkResult {
	readonly status: number;
	readonly record?: JsonObject;
	readonly error?: Json;
}

const bulkReply = (results: readonly BulkResult[]): Reply =>
	jsonReply(207, {
		payload: results.map(
			({ status, record, error }): Json => ({
				...(record && { id: record['id'] ?? 0, data: record }),
				statusCode: status,
				success: status < 400,
				...(error !== undefined && { error }),
			}),
		),
	});

function bulkStep(run: () => BulkResult): BulkResult {
	try {
		return run();
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		return { status: error.status, error: error.body };
	}
}

/** The bulk endpoints: 207 with a result for each element. */
export function runBulk(request: ApiRequest): Reply {
	const { world, match, operation, rawBody } = request;
	const isDelete = operation.method === 'DELETE';
	const path = match.path.replace(/\/bulk$/i, '');
	const collection = match.template.replace(/\/bulk$/i, '');
	const bodySchema = isDelete ? undefined : operation.body.schema;
	const schema = bodySchema ?? world.stores.get(path).schema;
	const target: WriteTarget = {
		request,
		store: world.stores.get(path, schema),
		schema,
		collection,
		parents: match.values.map(Number),
	};
	const given = rawBody === '' ? [] : parseBody(rawBody);
	const elements = expectArray(isDelete && isJsonObject(given) ? given['ids'] : given, schema);
	const strict = new StrictBody(world.catalogue, rawBody);
	return bulkReply(
		elements.map((element, index) =>
			bulkStep(() =>
				bulkElement(request.operation.method, target, element, () => {
					strict.check(expectObject(element, schema), schema, [index]);
				}),
			),
		),
	);
}

function bulkElement(
	method: string,
	target: WriteTarget,
	element: Json,
	check: () => void,
): BulkResult {
	const id = Number(isJsonObject(element) ? element['id'] : element);
	if (method === 'DELETE') {
		if (!target.store.has(id))
			return { status: 404, error: { code: 'NotFound', message: `${id} not found` } };
		deleteRecord(target, id);
		return { status: 204, record: { id } };
	}
	check();
	const body = expectObject(element, target.schema);
	if (method === 'POST') return { status: 201, record: createChecked(target, body) };
	const before = target.store.get(id);
	if (!before) return { status: 404, error: { code: 'NotFound', message: `${id} not found` } };
	target.store.replace(id, { ...before, ...body });
	return { status: 200, record: target.store.get(id) ?? {} };
}
