import type { Predicate, ValueReader } from '../conditions/evaluate.mts';
import { EVERY_ID } from '../conditions/idRange.mts';
import type { IdRange } from '../conditions/idRange.mts';
import { valueAtPath } from '../json.mts';
import type { JsonObject } from '../json.mts';
import { idListOf, lowerBoundOf } from './source.mts';
import type { IdList, RecordSource } from './source.mts';
import { IdView } from './view.mts';

/** What to list: an id range, a filter known by its key, an order other than by id. */
export interface Selection {
	readonly range: IdRange;
	readonly filter?: { readonly key: string; readonly test: Predicate };
	readonly isDescending?: boolean;
	readonly order?: {
		readonly key: string;
		readonly compare: (left: ValueReader, right: ValueReader) => number;
	};
}

export const EVERYTHING: Selection = { range: EVERY_ID };

const MAX_CACHED_FILTERS = 16;

function remember<K, V>(cache: Map<K, V>, key: K, value: V): V {
	const oldest = cache.keys().next();
	if (cache.size >= MAX_CACHED_FILTERS && !oldest.done) cache.delete(oldest.value);
	cache.set(key, value);
	return value;
}

function insertSorted(ids: number[], id: number): void {
	const at = lowerBoundOf(ids, id);
	if (ids[at] !== id) ids.splice(at, 0, id);
}

function removeSorted(ids: number[], id: number): void {
	const at = lowerBoundOf(ids, id);
	if (ids[at] === id) ids.splice(at, 1);
}

/** The records of one collection: a source that never changes, and what was written since. */
export class RecordStore {
	readonly path: string;
	readonly schema: string;
	readonly #source: RecordSource;
	readonly #written = new Map<number, JsonObject>();
	/** Ids of the source whose record was deleted or replaced. */
	readonly #stale: number[] = [];
	readonly #writtenIds: number[] = [];
	readonly #matches = new Map<string, IdList>();
	readonly #views = new Map<string, IdView>();
	readonly #sorted = new Map<string, readonly number[]>();
	#lastId: number;
	#version = 0;

	constructor(path: string, schema: string, source: RecordSource) {
		this.path = path;
		this.schema = schema;
		this.#source = source;
		this.#lastId = Math.max(0, source.length > 0 ? source.idAt(source.length - 1) : 0);
	}

	/** Grows with every change. */
	get version(): number {
		return this.#version;
	}

	get size(): number {
		return this.count(EVERYTHING);
	}

	has(id: number): boolean {
		return this.#written.has(id) || this.#sourceIndex(id) !== undefined;
	}

	/** The record itself, not a copy: callers must not change it. */
	get(id: number): JsonObject | undefined {
		const written = this.#written.get(id);
		if (written) return written;
		const index = this.#sourceIndex(id);
		return index === undefined ? undefined : this.#source.make(index);
	}

	textOf(id: number): string {
		const index = this.#written.has(id) ? undefined : this.#sourceIndex(id);
		if (index !== undefined && this.#source.textAt) return this.#source.textAt(index);
		return JSON.stringify(this.get(id) ?? null);
	}

	/** Takes the id of the record, or gives the next one. */
	insert(record: JsonObject): JsonObject {
		const given = record['id'];
		const id = typeof given === 'number' && given > 0 ? given : this.#lastId + 1;
		const { id: _given, ...members } = record;
		const stored = { id, ...members };
		this.#write(id, stored);
		return stored;
	}

	replace(id: number, record: JsonObject): void {
		const { id: _given, ...members } = record;
		this.#write(id, { id, ...members });
	}

	remove(id: number): boolean {
		const wasThere = this.has(id);
		this.#written.delete(id);
		removeSorted(this.#writtenIds, id);
		if (wasThere && this.#isInSource(id)) insertSorted(this.#stale, id);
		this.#touch();
		return wasThere;
	}

	count(selection: Selection): number {
		return this.#viewOf(selection).count(selection.range);
	}

	/** Ids in the order of the selection. */
	select(selection: Selection, offset: number, limit: number): number[] {
		const { range, order, isDescending } = selection;
		if (order) return this.#sort(selection).slice(offset, offset + limit);
		return this.#viewOf(selection).select(range, offset, limit, isDescending);
	}

	/** All records, for assertions in tests; not for a million. */
	all(): JsonObject[] {
		return this.select(EVERYTHING, 0, Infinity).map((id) => this.get(id) ?? {});
	}

	#write(id: number, record: JsonObject): void {
		this.#written.set(id, record);
		insertSorted(this.#writtenIds, id);
		if (this.#isInSource(id)) insertSorted(this.#stale, id);
		this.#lastId = Math.max(this.#lastId, id);
		this.#touch();
	}

	#touch(): void {
		this.#version++;
		this.#views.clear();
		this.#sorted.clear();
	}

	#isInSource(id: number): boolean {
		const index = this.#source.lowerBound(id);
		return index < this.#source.length && this.#source.idAt(index) === id;
	}

	#sourceIndex(id: number): number | undefined {
		const index = this.#source.lowerBound(id);
		if (index >= this.#source.length || this.#source.idAt(index) !== id) return undefined;
		return this.#stale[lowerBoundOf(this.#stale, id)] === id ? undefined : index;
	}

	#readerAt(index: number): ValueReader {
		if (this.#source.readerAt) return this.#source.readerAt(index);
		const record = this.#source.make(index);
		return (path) => valueAtPath(record, path);
	}

	#readerOf(id: number): ValueReader {
		const written = this.#written.get(id);
		if (written) return (path) => valueAtPath(written, path);
		return this.#readerAt(this.#source.lowerBound(id));
	}

	#viewOf({ filter }: Selection): IdView {
		const key = filter?.key ?? '';
		const known = this.#views.get(key);
		if (known) return known;
		return remember(
			this.#views,
			key,
			filter
				? this.#filteredView(key, filter.test)
				: new IdView(this.#source, this.#stale, this.#writtenIds),
		);
	}

	#filteredView(key: string, test: Predicate): IdView {
		const base = this.#matches.get(key) ?? remember(this.#matches, key, this.#scan(test));
		const stale = this.#stale.filter((id) => base.idAt(base.lowerBound(id)) === id);
		const plus = this.#writtenIds.filter((id) => test(this.#readerOf(id)));
		return new IdView(base, stale, plus);
	}

	/** Tests every record of the source, once for each filter: the source never changes. */
	#scan(test: Predicate): IdList {
		const ids: number[] = [];
		for (let index = 0; index < this.#source.length; index++) {
			if (test(this.#readerAt(index))) ids.push(this.#source.idAt(index));
		}
		return idListOf(Float64Array.from(ids));
	}

	#sort(selection: Selection): readonly number[] {
		const { range, filter, order } = selection;
		const key = JSON.stringify([filter?.key, order?.key, `${range.first}..${range.last}`]);
		const known = this.#sorted.get(key);
		if (known) return known;
		const ids = this.#viewOf(selection).select(range, 0, Infinity);
		const readers = new Map(ids.map((id) => [id, this.#readerOf(id)]));
		const nothing: ValueReader = () => undefined;
		ids.sort(
			(a, b) => order?.compare(readers.get(a) ?? nothing, readers.get(b) ?? nothing) || a - b,
		);
		return remember(this.#sorted, key, ids);
	}
}
