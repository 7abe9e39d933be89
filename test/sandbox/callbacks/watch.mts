import { isJsonObject, valueAtPath } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';

/** Where a record holds the id that a level watches. */
const LEVEL_PATHS: Readonly<Record<string, readonly string[]>> = {
	board: ['board', 'id'],
	status: ['status', 'id'],
	statusid: ['status', 'id'],
	type: ['type', 'id'],
	company: ['company', 'id'],
	territory: ['territory', 'id'],
	project: ['project', 'id'],
	phase: ['phase', 'id'],
	location: ['location', 'id'],
	member: ['member', 'id'],
	vendor: ['vendorCompany', 'id'],
	securityrole: ['securityRole', 'id'],
};

function watchedIds(record: JsonObject, level: string, type: string): Json[] {
	if (level === type) return [record['id'] ?? 0];
	if (level === 'type' && Array.isArray(record['types'])) {
		return record['types'].filter(isJsonObject).map(({ id }) => id ?? 0);
	}
	return [valueAtPath(record, LEVEL_PATHS[level] ?? []) ?? 0];
}

/** Whether an entry of this level and object id is told of the record. */
export const isWatched = (
	record: JsonObject | undefined,
	level: string,
	objectId: Json | undefined,
	type: string,
): boolean =>
	record !== undefined &&
	(level === 'owner' || watchedIds(record, level, type).includes(objectId ?? 0));
