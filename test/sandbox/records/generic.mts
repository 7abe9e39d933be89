import type { Catalogue, FieldTemplate } from '../catalogue/load.mts';
import type { Json, JsonObject } from '../json.mts';
import { fraction, hash, hashText, uuidOf } from '../random.mts';
import { booleanFor, dateAt, labelFor, numberFor, textFor } from './genericValues.mts';
import { referenceTo } from './references.mts';
import type { Target } from './references.mts';
import { idListOf } from './source.mts';
import type { RecordSource } from './source.mts';
import { sparseIds } from './sparseIds.mts';

/** Picks an existing record of the type that a reference names, or nothing. */
export type ReferencePicker = (schema: string, draw: number) => Target | undefined;

const MAX_DEPTH = 3;
const UNLISTED_COUNT = 20;
const PARENT_NAMES = ['parentId', 'ticketId', 'companyId', 'contactId'];

/** Makes records from the types of their fields, the same for the same seed and place. */
export class GenericRecords {
	readonly #catalogue: Catalogue;
	readonly #seed: number;
	readonly #rootUrl: string;
	/** Set once the stores exist; references made before are free-standing. */
	pickTarget: ReferencePicker = () => undefined;

	constructor(catalogue: Catalogue, seed: number, rootUrl: string) {
		this.#catalogue = catalogue;
		this.#seed = seed;
		this.#rootUrl = rootUrl;
	}

	/** Top-level collections hold more records than a page; those of one parent a few. */
	source(path: string, schema: string, parents: readonly number[]): RecordSource {
		const place = hash(this.#seed, hashText(path));
		const length = parents.length === 0 ? 28 + (place % 20) : 2 + (place % 4);
		const ids = sparseIds(place, length, 1 + (place % 40));
		return {
			...ids,
			make: (index) => this.record(schema, ids.idAt(index), hash(place, index), parents),
		};
	}

	/** Records that no list names: ids from 1, so that one can be found at all. */
	unlisted(path: string, schema: string, parents: readonly number[]): RecordSource {
		const place = hash(this.#seed, hashText(path));
		const ids = Array.from({ length: UNLISTED_COUNT }, (_, index) => index + 1);
		return {
			...idListOf(ids),
			make: (index) => this.record(schema, index + 1, hash(place, index), parents),
		};
	}

	record(schema: string, id: number, draw: number, parents: readonly number[] = []): JsonObject {
		const record: JsonObject = {};
		const fields = this.#catalogue.fieldsOf(schema);
		const label = labelFor(schema, draw);
		for (const field of fields) {
			if (field.writeOnly) continue;
			const value = this.#value(field, label, hash(draw, hashText(field.name)), 0);
			if (value !== undefined) record[field.name] = value;
		}
		const idType = fields.find(({ name }) => name === 'id')?.type ?? 'integer';
		if (idType === 'integer' || idType === 'number') record['id'] = id;
		const parent = parents.at(-1);
		for (const name of PARENT_NAMES) {
			if (parent !== undefined && typeof record[name] === 'number') record[name] = parent;
		}
		if ('_info' in record) {
			record['_info'] = { lastUpdated: dateAt(hash(draw, 1)), updatedBy: 'apimember' };
		}
		return record;
	}

	/** An object that is not part of a list. */
	object(schema: string, path: string): JsonObject {
		const draw = hash(this.#seed, hashText(path));
		return this.record(schema, 1 + (draw % 90), draw);
	}

	#value(field: FieldTemplate, label: string, draw: number, depth: number): Json | undefined {
		const isAlways = field.requiredOnCreate || /^(?:id|name|identifier|_info)$/.test(field.name);
		if (!isAlways && fraction(draw, 1) < 0.2) return undefined;
		switch (field.type) {
			case 'integer':
			case 'number':
				return numberFor(field, draw);
			case 'boolean':
				return booleanFor(field, draw);
			case 'dateTime':
			case 'date':
				return dateAt(draw);
			case 'uuid':
				return uuidOf(draw);
			case 'string':
				return textFor(field, label, draw);
			case 'array':
				return this.#array(field, label, draw, depth);
			case 'object':
				return this.#object(field, draw, depth);
			default:
				return undefined;
		}
	}

	#array(field: FieldTemplate, label: string, draw: number, depth: number): Json | undefined {
		if (field.name === 'customFields' || depth >= MAX_DEPTH) return undefined;
		const element = field.schema
			? this.#nested(field.schema, draw, depth)
			: this.#value(
					{ ...field, type: field.itemType ?? 'string', requiredOnCreate: true },
					label,
					draw,
					depth + 1,
				);
		return element === undefined ? [] : [element];
	}

	#object(field: FieldTemplate, draw: number, depth: number): Json | undefined {
		if (field.name === '_info') return {};
		return field.schema && depth < MAX_DEPTH ? this.#nested(field.schema, draw, depth) : undefined;
	}

	#nested(schema: string, draw: number, depth: number): JsonObject | undefined {
		const fields = this.#catalogue.fieldsOf(schema);
		const target = this.pickTarget(schema, draw);
		if (target) return referenceTo(this.#rootUrl, schema, fields, target);
		if (fields.length === 0) return undefined;
		const label = labelFor(schema.replace(/Reference$/, ''), draw);
		const record: JsonObject = {};
		for (const field of fields) {
			if (field.name === '_info') continue;
			const value = this.#value(field, label, hash(draw, hashText(field.name)), depth + 1);
			if (value !== undefined) record[field.name] = value;
		}
		return record;
	}
}
