import { API_MEMBER } from '../auth/members.mts';
import type { JsonObject } from '../json.mts';
import { isJsonObject } from '../json.mts';
import { randomSequence } from '../random.mts';
import type { RecordStore } from '../records/store.mts';
import { EVERYTHING } from '../records/store.mts';
import { timestamp } from '../timestamp.mts';
import type { World } from '../server/world.mts';
import type { DriftStep } from './faults.mts';

export interface DriftResult {
	readonly inserted: number[];
	readonly closed: number[];
	readonly deleted: number[];
}

/** Changes records behind the backs of those who are reading them. */
export class Drift {
	readonly #world: World;
	#draw: () => number;

	constructor(world: World) {
		this.#world = world;
		this.#draw = randomSequence(world.options.seed ^ 0x5eed);
	}

	/** Inserts, closes and deletes records of one collection, and says which. */
	step({
		path = 'service/tickets',
		insert = 0,
		close = 0,
		delete: remove = 0,
		from = 'start',
	}: DriftStep): DriftResult {
		const store = this.#world.stores.get(path);
		const result: DriftResult = { inserted: [], closed: [], deleted: [] };
		for (let count = 0; count < insert; count++) result.inserted.push(this.#insert(store));
		for (let count = 0; count < close; count++) {
			const id = this.#choose(store, from, (record) => record['closedFlag'] !== true);
			if (id !== undefined) result.closed.push(this.#close(store, id));
		}
		for (let count = 0; count < remove; count++) {
			const id = this.#choose(store, from, () => true);
			if (id !== undefined) result.deleted.push(this.#delete(store, id));
		}
		return result;
	}

	/** A copy of some record under the next id: the youngest, as new records are. */
	#insert(store: RecordStore): number {
		const [id] = store.select(EVERYTHING, Math.floor(this.#draw() * store.size), 1);
		const { id: _id, ...copy } = (id === undefined ? undefined : store.get(id)) ?? {};
		const record = store.insert({ ...copy, ...this.#touched(copy), closedFlag: false });
		this.#announce(store, 'added', Number(record['id']), undefined, record);
		return Number(record['id']);
	}

	#close(store: RecordStore, id: number): number {
		const before = store.get(id) ?? {};
		const now = timestamp(this.#world.clock());
		store.replace(id, { ...before, ...this.#touched(before), closedFlag: true, closedDate: now });
		this.#announce(store, 'updated', id, before, store.get(id));
		return id;
	}

	#delete(store: RecordStore, id: number): number {
		const before = store.get(id);
		store.remove(id);
		this.#announce(store, 'deleted', id, before);
		return id;
	}

	#touched(record: JsonObject): JsonObject {
		const lastUpdated = timestamp(this.#world.clock());
		const info = isJsonObject(record['_info']) ? record['_info'] : {};
		return { _info: { ...info, lastUpdated, updatedBy: API_MEMBER.identifier } };
	}

	#choose(
		store: RecordStore,
		from: 'start' | 'end' | 'random',
		isWanted: (record: JsonObject) => boolean,
	): number | undefined {
		const { size } = store;
		const start = from === 'random' ? Math.floor(this.#draw() * size) : 0;
		for (let step = 0; step < size; step++) {
			const place = from === 'end' ? size - 1 - step : (start + step) % size;
			const [id] = store.select(EVERYTHING, place, 1);
			if (id !== undefined && isWanted(store.get(id) ?? {})) return id;
		}
		return undefined;
	}

	#announce(
		store: RecordStore,
		action: 'added' | 'updated' | 'deleted',
		id: number,
		before?: JsonObject,
		after?: JsonObject,
	): void {
		for (const listener of this.#world.listeners) {
			listener({ store, action, id, ...(before && { before }), ...(after && { after }) });
		}
	}
}
