import { segmentsOf } from '../catalogue/routes.mts';
import { recordNotFound } from '../errors.mts';
import type { JsonObject } from '../json.mts';
import type { RecordStore } from '../records/store.mts';
import type { WriteTarget } from '../writes/write.mts';
import type { ApiRequest } from '../server/world.mts';

/** Records that stand alone (no list holds them) live in a store of their own, under this id. */
const SINGLE_ID = 1;

const parentPath = (path: string): string => segmentsOf(path).slice(0, -1).join('/');

const endsInPlaceholder = (path: string): boolean =>
	segmentsOf(path).at(-1)?.startsWith('{') === true;

/** One record that a request is about. */
export interface Item {
	readonly store: RecordStore;
	readonly id: number;
	readonly record: JsonObject;
	readonly schema: string;
	/** Path template of the collection. */
	readonly collection: string;
}

const schemaOf = ({ operation, match }: ApiRequest): string =>
	match.operations.get('GET')?.response.schema ??
	operation.response.schema ??
	operation.body.schema ??
	'';

/** The record that the path names. @throws 404 where it does not exist */
export function itemOf(request: ApiRequest): Item {
	const { match, world } = request;
	const schema = schemaOf(request);
	if (!endsInPlaceholder(match.template)) return singleItem(request, schema);
	const store = world.stores.get(parentPath(match.path), schema);
	const given = match.values.at(-1) ?? '';
	const id = /^-?\d+$/.test(given) ? Number(given) : idByName(request, store, given);
	const twin = id === undefined || store.has(id) ? undefined : ticketTwin(request, store);
	if (twin && id !== undefined && twin.has(id)) {
		const collection = parentPath(match.template);
		return { store: twin, id, record: twin.get(id) ?? {}, schema, collection };
	}
	const record = id === undefined ? undefined : store.get(id);
	if (id === undefined || !record) throw recordNotFound(schema || store.schema, given);
	return { store, id, record, schema, collection: parentPath(match.template) };
}

/** The other ticket collection, where tickets are found through the wrong endpoint too. */
function ticketTwin({ world }: ApiRequest, { path }: RecordStore): RecordStore | undefined {
	const other = { 'service/tickets': 'project/tickets', 'project/tickets': 'service/tickets' }[
		path
	];
	const isOn = world.switches.get('wrongTicketEndpoint') === 'record';
	return isOn && other !== undefined ? world.stores.get(other) : undefined;
}

/** Members and a few others are read by their identifier too. */
function idByName({ world }: ApiRequest, store: RecordStore, name: string): number | undefined {
	const fields = world.catalogue.fieldsOf(store.schema);
	if (!fields.some((field) => field.name === 'identifier')) return undefined;
	const wanted = name.toLowerCase();
	const found = store
		.all()
		.find((record) => String(record['identifier'] ?? '').toLowerCase() === wanted);
	const id = found?.['id'];
	return typeof id === 'number' ? id : undefined;
}

/** An object at a path without an id of its own, such as a company's management summary. */
function singleItem({ world, match }: ApiRequest, schema: string): Item {
	const store = world.stores.single(match.path, schema);
	const record = store.get(SINGLE_ID) ?? {};
	return { store, id: SINGLE_ID, record, schema, collection: match.template };
}

/** The collection that a POST adds to. */
export function targetOfCreate(request: ApiRequest): WriteTarget {
	const { match, world, operation } = request;
	const schema = operation.body.schema ?? operation.response.schema ?? '';
	return {
		request,
		store: world.stores.get(match.path, schema),
		schema,
		collection: match.template,
		parents: match.values.map(Number),
	};
}

export function targetOfItem(request: ApiRequest, item: Item): WriteTarget {
	const parents = request.match.values.map(Number);
	return {
		request,
		store: item.store,
		schema: item.schema,
		collection: item.collection,
		parents: endsInPlaceholder(request.match.template) ? parents.slice(0, -1) : parents,
	};
}
