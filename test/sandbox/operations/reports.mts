import type { Json, JsonObject } from '../json.mts';
import { parameter, readPageRequest } from '../paging/request.mts';
import { EVERYTHING } from '../records/store.mts';
import { jsonReply } from '../server/reply.mts';
import type { Reply } from '../server/reply.mts';
import type { ApiRequest } from '../server/world.mts';

/** The report that `/system/reports/{name}` gives: columns of flat values, out of real records. */
const REPORT_SOURCES: ReadonlyMap<string, string> = new Map([
	['service', 'service/tickets'],
	['company', 'company/companies'],
	['time', 'time/entries'],
	['projectheader', 'project/projects'],
	['member', 'system/members'],
]);

const typeOf = (value: Json | undefined): string => {
	if (typeof value === 'number') return 'Numeric';
	return typeof value === 'boolean' ? 'Boolean' : 'Text';
};

const flat = (record: JsonObject): JsonObject =>
	Object.fromEntries(
		Object.entries(record).filter(([, value]) => value !== null && typeof value !== 'object'),
	);

export function readReport(request: ApiRequest): Reply {
	const { world, match, query } = request;
	const name = (match.values[0] ?? '').toLowerCase();
	const store = world.stores.get(REPORT_SOURCES.get(name) ?? 'service/tickets');
	const { page, pageSize } = readPageRequest(query, request.headers, world.switches);
	const rows = store
		.select(EVERYTHING, (page - 1) * pageSize, pageSize)
		.map((id) => flat(store.get(id) ?? {}));
	const wanted = parameter(query, 'columns')
		?.split(',')
		.map((column) => column.trim())
		.filter(Boolean);
	const [sample = {}] = rows;
	const columns = wanted?.length ? wanted : Object.keys(sample).slice(0, 12);
	return jsonReply(200, {
		column_definitions: columns.map(
			(column): Json => ({
				[column]: { type: typeOf(sample[column]), isNullable: column !== 'id' },
			}),
		),
		row_values: rows.map((row): Json => columns.map((column) => row[column] ?? null)),
	});
}
