import type { Catalogue } from '../catalogue/load.mts';
import type { ErrorEntry } from '../errors.mts';
import { titleOf } from '../errors.mts';
import { isJsonObject, memberOf, valueAtPath } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { Target } from '../records/references.mts';
import { referenceTo } from '../records/references.mts';
import { collectionsBySchema } from '../records/registry.mts';
import type { StoreRegistry } from '../records/registry.mts';
import { EVERYTHING } from '../records/store.mts';
import type { RecordStore } from '../records/store.mts';

/** Record types whose references are named differently. */
const RECORD_NAMES: Readonly<Record<string, string>> = {
	SystemLocation: 'Location',
	SystemDepartment: 'Department',
	ServiceSource: 'Source',
	ServiceTicket: 'Ticket',
	OwnerLevel: 'Location',
	BillingUnit: 'Department',
	OpportunitySalesRole: 'Role',
	ConfigurationType: 'ConfigurationType',
	ProductItem: 'ProductItem',
	IvItem: 'CatalogItem',
};

/** Collections inside a record that another member of the body names. */
const DEPENDENT: Readonly<Record<string, { owner: string; path: (id: number) => string }>> = {
	ServiceStatus: { owner: 'board', path: (id) => `service/boards/${id}/statuses` },
	ServiceType: { owner: 'board', path: (id) => `service/boards/${id}/types` },
	ServiceSubType: { owner: 'board', path: (id) => `service/boards/${id}/subtypes` },
	ServiceItem: { owner: 'board', path: (id) => `service/boards/${id}/items` },
	ServiceTeam: { owner: 'board', path: (id) => `service/boards/${id}/teams` },
	Site: { owner: 'company', path: (id) => `company/companies/${id}/sites` },
	ProjectPhase: { owner: 'project', path: (id) => `project/projects/${id}/phases` },
};

const OWNER_TITLES: Readonly<Record<string, string>> = {
	board: 'Service Board',
	company: 'Company',
	project: 'Project',
};

const MAX_NAME_SEARCH = 5_000;

const bareName = (schema: string): string => schema.replace(/^.*\./, '').replace(/Reference$/, '');

const sameText = (left: Json | undefined, right: string): boolean =>
	typeof left === 'string' && left.toLowerCase() === right.toLowerCase();

export function targetOf(store: RecordStore, id: number): Target | undefined {
	const record = store.get(id);
	if (!record) return undefined;
	const text = (name: string) => {
		const value = record[name];
		return typeof value === 'string' ? value : undefined;
	};
	const fullName = [text('firstName'), text('lastName')].filter(Boolean).join(' ');
	const name = text('name') ?? text('summary') ?? (fullName || text('description'));
	const identifier = text('identifier');
	return {
		id,
		path: store.path,
		...(name !== undefined && { name }),
		...(identifier !== undefined && { identifier }),
	};
}

/** Finds the records that references in bodies name, by id, identifier or name. */
export class ReferenceResolver {
	readonly #catalogue: Catalogue;
	readonly #stores: StoreRegistry;
	readonly #rootUrl: string;
	readonly #collections: ReadonlyMap<string, string>;

	constructor(catalogue: Catalogue, stores: StoreRegistry, rootUrl: string) {
		this.#catalogue = catalogue;
		this.#stores = stores;
		this.#rootUrl = rootUrl;
		this.#collections = collectionsBySchema(catalogue);
	}

	/** An existing record of a reference's type, for generated records. */
	pick(schema: string, draw: number): Target | undefined {
		const store = this.#storeFor(schema, {});
		if (!store || store.size === 0) return undefined;
		const [id] = store.select(EVERYTHING, draw % store.size, 1);
		return id === undefined ? undefined : { id, path: store.path };
	}

	/**
	 * Replaces the references of `record` by complete ones. `given` names the members to look at.
	 * @returns what is wrong with them
	 */
	resolveAll(record: JsonObject, schema: string, given: ReadonlySet<string>): ErrorEntry[] {
		const entries: ErrorEntry[] = [];
		for (const field of this.#catalogue.fieldsOf(schema)) {
			const value = record[field.name];
			if (!field.isReference || !field.schema || !given.has(field.name)) continue;
			if (!isJsonObject(value)) continue;
			const found = this.resolve(value, field.schema, field.name, record);
			if ('code' in found) entries.push(found);
			else record[field.name] = found.reference;
		}
		return entries;
	}

	resolve(
		value: JsonObject,
		schema: string,
		fieldName: string,
		record: JsonObject,
	): { reference: JsonObject } | ErrorEntry {
		const store = this.#storeFor(schema, record);
		if (!store) return { reference: value };
		const id = this.#idOf(store, value);
		const target = id === undefined ? undefined : targetOf(store, id);
		if (target) {
			const fields = this.#catalogue.fieldsOf(schema);
			return { reference: referenceTo(this.#rootUrl, schema, fields, target) };
		}
		const [key, shown] = Object.entries(value).find(([name]) => name !== '_info') ?? [];
		if (key === undefined) {
			return {
				code: 'MissingRequiredField',
				message: `The ${fieldName}/id field is required.`,
				field: `${fieldName}/id`,
			};
		}
		return {
			code: 'NotFound',
			message: this.#notFoundText(schema, String(shown), record),
			field: `${fieldName}/${key}`,
		};
	}

	#notFoundText(schema: string, shown: string, record: JsonObject): string {
		const title = titleOf(bareName(schema));
		const owner = DEPENDENT[bareName(schema)]?.owner;
		const ownerId = owner === undefined ? undefined : valueAtPath(record, [owner, 'id']);
		if (owner === undefined || ownerId === undefined) return `${title} ${shown} not found`;
		return `${title} ${shown} not found for ${OWNER_TITLES[owner]} ${String(ownerId)}`;
	}

	#idOf(store: RecordStore, value: JsonObject): number | undefined {
		const id = memberOf(value, 'id');
		if (id !== undefined && id !== null && id !== 0) {
			return store.has(Number(id)) ? Number(id) : undefined;
		}
		for (const key of ['identifier', 'name']) {
			const text = memberOf(value, key);
			if (typeof text !== 'string') continue;
			return store
				.select(EVERYTHING, 0, MAX_NAME_SEARCH)
				.find((candidate) => this.#isNamed(store, candidate, key, text));
		}
		return undefined;
	}

	#isNamed(store: RecordStore, id: number, key: string, text: string): boolean {
		const record = store.get(id);
		return sameText(record?.[key], text) || (key === 'name' && targetOf(store, id)?.name === text);
	}

	#storeFor(schema: string, record: JsonObject): RecordStore | undefined {
		const name = bareName(schema);
		const dependent = DEPENDENT[name];
		if (dependent) {
			const ownerId = valueAtPath(record, [dependent.owner, 'id']);
			return typeof ownerId === 'number' ? this.#stores.get(dependent.path(ownerId)) : undefined;
		}
		const path = this.#collections.get(RECORD_NAMES[name] ?? name);
		return path === undefined ? undefined : this.#stores.get(path);
	}
}
