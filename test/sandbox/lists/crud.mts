import { ApiError, invalidObject } from '../errors.mts';
import type { Json } from '../json.mts';
import { expectArray, expectObject, parseBody } from '../writes/body.mts';
import {
	createChecked,
	createRecord,
	deleteRecord,
	patchRecord,
	replaceRecord,
} from '../writes/write.mts';
import { StrictBody } from '../writes/strict.mts';
import { itemOf, targetOfCreate, targetOfItem } from './collection.mts';
import { dependantOf } from './dependants.mts';
import { fieldSelector, listReply } from './list.mts';
import { selectionOf, textsOf } from './listing.mts';
import { jsonReply, noContent } from '../server/reply.mts';
import type { Reply } from '../server/reply.mts';
import type { ApiRequest } from '../server/world.mts';

export function listRecords(request: ApiRequest): Reply {
	const { world, match, operation } = request;
	return listReply(request, world.stores.get(match.path, operation.response.schema));
}

/** `{ count }` of the collection whose path the request extends by `/count`. */
export function countRecords(request: ApiRequest): Reply {
	const { world, match, operation } = request;
	const store = world.stores.get(match.path.replace(/\/count$/i, ''), operation.response.schema);
	const selection = selectionOf(world, store.schema, { ...textsOf(request.query), orderBy: '' });
	return jsonReply(200, { count: store.count(selection) });
}

export function readRecord(request: ApiRequest): Reply {
	const { store, id, record, schema } = itemOf(request);
	const select = fieldSelector(request, schema);
	if (select) return jsonReply(200, select(record));
	return { status: 200, body: store.textOf(id) };
}

export function createOne(request: ApiRequest, status = 201): Reply {
	const target = targetOfCreate(request);
	const body = expectObject(parseBody(request.rawBody), target.schema);
	const record = createRecord(target, body, request.rawBody);
	return jsonReply(status, fieldSelector(request, target.schema)?.(record) ?? record);
}

/** A few POSTs take an array and answer one. */
export function createSeveral(request: ApiRequest, status = 200): Reply {
	const target = targetOfCreate(request);
	const bodies = expectArray(parseBody(request.rawBody), target.schema);
	const strict = new StrictBody(request.world.catalogue, request.rawBody);
	const records = bodies.map((element, index): Json => {
		const body = expectObject(element, target.schema);
		strict.check(body, target.schema, [index]);
		return createChecked(target, body);
	});
	return jsonReply(status, records);
}

export function replaceOne(request: ApiRequest): Reply {
	const item = itemOf(request);
	const body = expectObject(parseBody(request.rawBody), item.schema);
	const target = targetOfItem(request, item);
	const record = replaceRecord(target, item.id, item.record, body, request.rawBody);
	return jsonReply(200, fieldSelector(request, item.schema)?.(record) ?? record);
}

export function patchOne(request: ApiRequest, status = 200): Reply {
	const item = itemOf(request);
	const target = targetOfItem(request, item);
	const body = parseBody(request.rawBody);
	const record = patchRecord(target, item.id, item.record, body, request.rawBody);
	return jsonReply(status, fieldSelector(request, item.schema)?.(record) ?? record);
}

export function deleteOne(request: ApiRequest): Reply {
	const item = itemOf(request);
	const dependant = dependantOf(request, item);
	if (dependant !== undefined) throw inUse(request, item.schema, dependant);
	deleteRecord(targetOfItem(request, item), item.id);
	const { response } = request.operation;
	return response.kind === 'none' ? noContent() : jsonReply(200, { success: true });
}

function inUse({ world }: ApiRequest, schema: string, dependant: string): ApiError {
	const message = `The record is in use by ${dependant} and cannot be deleted.`;
	const error = invalidObject(schema, [{ code: 'InUse', message, field: 'id' }]);
	return world.switches.get('deleteInUse') === 400 ? error : new ApiError(409, error.body);
}
