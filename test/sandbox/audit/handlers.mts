import { parameter, readPageRequest } from '../paging/request.mts';
import { countRecords, listRecords } from '../lists/crud.mts';
import { jsonReply } from '../server/reply.mts';
import type { ApiRequest, Handler } from '../server/world.mts';

function entriesOf({ world, query }: ApiRequest) {
	const type = parameter(query, 'type');
	const id = parameter(query, 'id');
	return type === undefined || id === undefined ? undefined : world.audit.of(type, Number(id));
}

/** The trail of one record; without one, made-up entries as of any list. Pages by number only. */
export const listAudit: Handler = (request) => {
	const entries = entriesOf(request);
	if (!entries) return listRecords(request);
	const { world } = request;
	const { page, pageSize } = readPageRequest(request.query, request.headers, world.switches);
	return jsonReply(200, entries.slice((page - 1) * pageSize, page * pageSize));
};

export const countAudit: Handler = (request) => {
	const entries = entriesOf(request);
	return entries ? jsonReply(200, { count: entries.length }) : countRecords(request);
};
