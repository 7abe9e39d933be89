import { keyOf } from '../records/registry.mts';
import { bundleRequests } from './bundles.mts';
import {
	countRecords,
	createOne,
	createSeveral,
	deleteOne,
	listRecords,
	patchOne,
	readRecord,
	replaceOne,
} from '../lists/crud.mts';
import { runAction, runBulk } from './actions.mts';
import { fileReply } from './files.mts';
import { readReport } from './reports.mts';
import { searchTickets } from './search.mts';
import { SPECIAL_HANDLERS } from './special.mts';
import type { Reply } from '../server/reply.mts';
import type { ApiRequest } from '../server/world.mts';

/** POSTs that add to a list and answer 200 where the others answer 201. */
const CREATED_WITH_200 = new Set(['sales/orders', 'sales/orders/statuses']);

/** Orders and opportunities become other records, which is 201 but for one of them. */
const CONVERSION = /^sales\/\w+\/\{\}\/convertto\w+$/i;
const CONVERTED_WITH_200 = 'sales/orders/{}/converttoserviceticket';

const isCollection = ({ match }: ApiRequest): boolean =>
	match.operations.get('GET')?.response.kind === 'array';

/** Answers 201 behind a path that is no list, although nothing there is a record of a list. */
const createsOutsideOfLists = ({ match, operation }: ApiRequest): boolean =>
	operation.body.schema === operation.response.schema && match.operations.has('GET');

function get(request: ApiRequest): Reply {
	switch (request.operation.response.kind) {
		case 'array':
			return listRecords(request);
		case 'count':
			return countRecords(request);
		case 'report':
			return readReport(request);
		case 'binary':
		case 'text':
			return fileReply(request);
		default:
			return readRecord(request);
	}
}

function post(request: ApiRequest): Reply | Promise<Reply> {
	const { match, operation } = request;
	const path = keyOf(match.template);
	if (/\/search$/i.test(match.path)) return searchTickets(request);
	if (operation.response.kind === 'bulk') return runBulk(request);
	if (path === 'system/bundles') return bundleRequests(request, dispatch);
	const status = CREATED_WITH_200.has(path) ? 200 : 201;
	if (isCollection(request) && operation.body.kind === 'object') {
		return operation.response.kind === 'object'
			? createOne(request, status)
			: runAction(request, 200);
	}
	if (isCollection(request) && operation.body.kind === 'array') return createSeveral(request);
	const isCreated =
		createsOutsideOfLists(request) ||
		operation.response.kind === 'primitive' ||
		(CONVERSION.test(path) && path.toLowerCase() !== CONVERTED_WITH_200);
	return runAction(request, isCreated ? 201 : 200);
}

/** Answers an authenticated request for an operation that exists. */
export function dispatch(request: ApiRequest): Reply | Promise<Reply> {
	const { operation, match, world } = request;
	world.stores.checkParents(match.template, match.path);
	const special = SPECIAL_HANDLERS.get(`${operation.method} ${keyOf(match.template)}`);
	if (special) return special(request);
	const isBulk = operation.response.kind === 'bulk';
	switch (operation.method) {
		case 'GET':
			return get(request);
		case 'POST':
			return post(request);
		case 'PUT':
			return isBulk ? runBulk(request) : replaceOne(request);
		case 'PATCH':
			return isBulk ? runBulk(request) : patchOne(request);
		case 'DELETE':
			return isBulk ? runBulk(request) : deleteOne(request);
	}
}
