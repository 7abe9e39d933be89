import type { Caller } from '../auth/members.mts';
import type { Catalogue, OperationTemplate } from '../catalogue/load.mts';
import { segmentsOf } from '../catalogue/routes.mts';
import type { RouteTable } from '../catalogue/routes.mts';
import { recordNotFound } from '../errors.mts';
import type { JsonObject } from '../json.mts';
import type { GenericRecords } from './generic.mts';
import { shortenedBy, shortListSource } from './shortLists.mts';
import { idListOf } from './source.mts';
import type { RecordSource } from './source.mts';
import { RecordStore } from './store.mts';

export interface RecordChange {
	readonly action: 'added' | 'updated' | 'deleted';
	readonly store: RecordStore;
	readonly id: number;
	readonly before?: JsonObject;
	readonly after?: JsonObject;
	readonly caller?: Caller;
}

export type ChangeListener = (change: RecordChange) => void;

/** Hand-made records of a collection, given the ids in its path; undefined: use generated ones. */
export type CoherentSource = (parents: readonly number[]) => RecordSource | undefined;

/** By collection, placeholders unnamed: `service/boards/{}/statuses`. */
export type CoherentData = ReadonlyMap<string, CoherentSource>;

/** `/service/boards/{parentId}/statuses/{id}` with its placeholders unnamed. */
export const keyOf = (template: string): string =>
	segmentsOf(template)
		.map((segment) => (segment.startsWith('{') ? '{}' : segment))
		.join('/');

function schemaOf(operations?: ReadonlyMap<string, OperationTemplate>): string | undefined {
	const get = operations?.get('GET');
	if (get?.response.kind === 'array') return get.response.schema;
	return operations?.get('POST')?.response.schema;
}

/** Gives every collection its store; it is made when it is first asked for. */
export class StoreRegistry {
	readonly #stores = new Map<string, RecordStore>();
	/** Version of the full list that a short one was made from. */
	readonly #shortVersions = new Map<string, number>();
	readonly #routes: RouteTable;
	readonly #data: CoherentData;
	readonly #generic: GenericRecords;

	constructor(routes: RouteTable, data: CoherentData, generic: GenericRecords) {
		this.#routes = routes;
		this.#data = data;
		this.#generic = generic;
	}

	/**
	 * Store of a concrete collection path below the API root (`service/boards/3/statuses`).
	 * `itemSchema` is the record type where the document does not list the collection itself.
	 */
	get(path: string, itemSchema = ''): RecordStore {
		const match = this.#routes.match(path);
		const concrete = match?.path ?? segmentsOf(path).join('/');
		const short = match && this.#shortList(concrete, match.operations.get('GET'));
		if (short) return short;
		const known = this.#stores.get(concrete);
		if (known) return known;
		const schema = schemaOf(match?.operations) ?? itemSchema;
		const parents = (match?.values ?? []).map(Number);
		const coherent = match && this.#data.get(keyOf(match.template));
		const isListed = match?.operations.get('GET')?.response.kind === 'array';
		const made = isListed
			? this.#generic.source(concrete, schema, parents)
			: this.#generic.unlisted(concrete, schema, parents);
		const source = coherent?.(parents) ?? made;
		const store = new RecordStore(concrete, schema, source);
		this.#stores.set(concrete, store);
		return store;
	}

	/** Made anew when its full list has changed. */
	#shortList(path: string, list: OperationTemplate | undefined): RecordStore | undefined {
		const fullPath = shortenedBy(path, this.#routes);
		if (fullPath === undefined || list?.response.kind !== 'array') return undefined;
		const full = this.get(fullPath);
		const known = this.#stores.get(path);
		if (known && this.#shortVersions.get(path) === full.version) return known;
		const source = shortListSource(full, list);
		const store = new RecordStore(path, list.response.schema ?? '', source);
		this.#stores.set(path, store);
		this.#shortVersions.set(path, full.version);
		return store;
	}

	/** Store of an object that no list holds; its only record has the id 1 there. */
	single(path: string, schema: string): RecordStore {
		const key = `${path}#`;
		const known = this.#stores.get(key);
		if (known) return known;
		const record = this.#generic.object(schema, path);
		const store = new RecordStore(path, schema, {
			...idListOf([1]),
			make: () => record,
		});
		this.#stores.set(key, store);
		return store;
	}

	/** @throws the 404 of the first record in the path that does not exist */
	checkParents(template: string, path: string): void {
		const names = segmentsOf(template);
		const values = segmentsOf(path);
		for (let at = 1; at < names.length - 1; at++) {
			if (!names[at]?.startsWith('{') || !/^-?\d+$/.test(values[at] ?? '')) continue;
			const collection = values.slice(0, at).join('/');
			const item = this.#routes.match(`${collection}/${values[at]}`)?.operations.get('GET');
			if (item?.response.kind !== 'object') continue;
			const store = this.get(collection, item.response.schema);
			const id = Number(values[at]);
			if (!store.has(id)) throw recordNotFound(item.response.schema ?? store.schema, id);
		}
	}

	/** Stores that were used so far. */
	opened(): readonly RecordStore[] {
		return [...this.#stores.values()];
	}

	/** Forgets everything that was written. */
	reset(): void {
		this.#stores.clear();
	}
}

/** Top-level collections by the name of their record type, to point references at. */
export function collectionsBySchema(catalogue: Catalogue): ReadonlyMap<string, string> {
	const found = new Map<string, string>();
	for (const { method, path, response } of catalogue.operations) {
		if (method !== 'GET' || response.kind !== 'array' || path.includes('{')) continue;
		const name = (response.schema ?? '').replace(/^.*\./, '');
		if (name && !found.has(name)) found.set(name, segmentsOf(path).join('/'));
	}
	return found;
}
