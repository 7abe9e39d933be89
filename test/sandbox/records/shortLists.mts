import type { OperationTemplate } from '../catalogue/load.mts';
import type { RouteTable } from '../catalogue/routes.mts';
import type { JsonObject } from '../json.mts';
import { idListOf } from './source.mts';
import type { RecordSource } from './source.mts';
import type { RecordStore } from './store.mts';

/** Short lists whose path does not say which one they shorten. */
const SHORTENED: Readonly<Record<string, string>> = {
	'service/info/boards': 'service/boards',
	'service/priority/info': 'service/priorities',
	'system/info/members': 'system/members',
	'system/info/locations': 'system/locations',
	'system/info/departments': 'system/departments',
	'company/companies/info/types': 'company/companies/types',
	'configurations/types/info': 'company/configurations/types',
};

/** Fields that go by another name in the short list. */
const RENAMED: Readonly<Record<string, string>> = {
	inactiveFlag: 'inactive',
	closedFlag: 'closedStatus',
};

/** The list that a short one (`.../info`) shows a part of each record of. */
export function shortenedBy(path: string, routes: RouteTable): string | undefined {
	const full = SHORTENED[path] ?? /^(.+)\/info\/?$/.exec(path)?.[1];
	if (full === undefined) return undefined;
	const list = routes.match(full)?.operations.get('GET');
	return list?.response.kind === 'array' ? full : undefined;
}

/** The records of the full list as they are now, with the fields that the short one has. */
export function shortListSource(full: RecordStore, list: OperationTemplate): RecordSource {
	const fields = list.schemas.get(list.response.schema ?? '') ?? [];
	const records = full.all();
	return {
		...idListOf(records.map(({ id }) => Number(id))),
		make: (index) => {
			const record = records[index] ?? {};
			const short: JsonObject = {};
			for (const { name } of fields) {
				const value = record[name] ?? record[RENAMED[name] ?? ''];
				if (value !== undefined) short[name] = value;
			}
			return short;
		},
	};
}
