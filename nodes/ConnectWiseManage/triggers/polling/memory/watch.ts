import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../response/items/isRecord';
import { hashOf } from './hash';

/** Of how many records the last values of the watched fields are kept. */
export const MOST_WATCHED_COUNT = 4_000;

export interface WatchMemory {
	/** True as well for a record that nothing is known of: a change may not be missed. */
	differs(id: number, record: IDataObject): boolean;
	/** The last values, the latest at the end. `hasItems`: see `KeepRule`. */
	keep(hasItems: boolean): {
		readonly watched: string[];
		readonly watchedFresh: number;
		readonly watchedFor: string;
		readonly forgottenCount: number;
	};
}

interface Watched {
	readonly watched: readonly string[];
	readonly watchedFresh: number;
	readonly watchedFor: string;
}

/** @param fields names such as `status/name`; without any, every change counts and nothing is kept. */
export function createWatch(given: Watched, fields: readonly string[]): WatchMemory {
	const watchedFor = fields.length === 0 ? '' : hashOf(fields);
	// Values of other fields tell nothing.
	const entries = given.watchedFor === watchedFor ? given.watched : [];
	const known = new Map(entries.map((entry) => splitAt(entry)));
	const fresh = new Map<string, string>();
	return {
		differs(id, record) {
			if (fields.length === 0) return true;
			const hash = hashOf(fields.map((field) => valueAt(record, field) ?? null));
			const isSame = (fresh.get(String(id)) ?? known.get(String(id))) === hash;
			if (isSame) return false;
			known.delete(String(id));
			fresh.set(String(id), hash);
			return true;
		},
		keep(hasItems) {
			const all = [...known, ...fresh].map(([id, hash]) => `${id}:${hash}`);
			const earlier = hasItems ? 0 : given.watchedFresh;
			const watched = all.slice(-MOST_WATCHED_COUNT);
			return {
				watched,
				watchedFresh: Math.min(earlier + fresh.size, watched.length),
				watchedFor,
				forgottenCount: all.length - watched.length,
			};
		},
	};
}

function splitAt(entry: string): [string, string] {
	const at = entry.indexOf(':');
	return [entry.slice(0, at), entry.slice(at + 1)];
}

/** `status/name` and `status.name` both lead into a reference. */
export function valueAt(record: IDataObject, field: string): unknown {
	let value: unknown = record;
	for (const name of field.split(/[/.]/)) {
		if (!isRecord(value) || !Object.prototype.hasOwnProperty.call(value, name)) return undefined;
		value = value[name];
	}
	return value;
}
