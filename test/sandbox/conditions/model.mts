import type { Catalogue, FieldTemplate } from '../catalogue/load.mts';
import { conditionError } from '../errors.mts';

/** What a name in a condition stands for in one record type. */
export interface ResolvedName {
	/** The path in the model's own spelling. */
	readonly path: readonly string[];
	readonly field?: FieldTemplate;
}

export interface NameRules {
	readonly isCaseStrict: boolean;
	readonly hasLastUpdated: boolean;
	readonly hasId: boolean;
}

/** Kept in `_info`, and still accepted as plain names by every list. */
const INFO_DATES = ['lastUpdated', 'dateEntered'];
const INFO_TEXTS = ['updatedBy', 'enteredBy'];

/** Returned, and still refused in conditions by the real server. */
const NOT_FILTERABLE: Readonly<Record<string, readonly string[]>> = {
	ServiceNote: ['notetype'],
	TicketNote: ['notetype'],
	'Company.CompanySite': ['defaultflag'],
	CompanySite: ['defaultflag'],
};

export class RecordModel {
	readonly schema: string;
	readonly #catalogue: Catalogue;
	readonly #byName: ReadonlyMap<string, FieldTemplate>;

	constructor(catalogue: Catalogue, schema: string) {
		this.schema = schema;
		this.#catalogue = catalogue;
		this.#byName = new Map(
			catalogue.fieldsOf(schema).map((field) => [field.name.toLowerCase(), field]),
		);
	}

	/** @throws the 400 that names what is not recognised */
	resolve(path: readonly string[], rules: NameRules): ResolvedName {
		const resolved = this.#find(path, rules);
		if (!resolved) throw conditionError(`${path.join('/')} is not a recognized name.`);
		return resolved;
	}

	#find(path: readonly string[], rules: NameRules): ResolvedName | undefined {
		const [head = '', ...rest] = path;
		const isSame = (known: string, given: string) =>
			rules.isCaseStrict ? known === given : known.toLowerCase() === given.toLowerCase();
		if (!rules.hasId && head.toLowerCase() === 'id' && rest.length === 0) return undefined;
		if (NOT_FILTERABLE[this.schema]?.includes(head.toLowerCase())) return undefined;
		const field = this.#byName.get(head.toLowerCase());
		if (!field || field.name === '_info') return this.#findInfo(path, rules, isSame);
		if (!isSame(field.name, head) || field.writeOnly) return undefined;
		if (rest.length === 0) return { path: [field.name], field };
		if (field.type !== 'object') return undefined;
		const inner = new RecordModel(this.#catalogue, field.schema ?? '').#find(rest, {
			...rules,
			hasId: true,
			hasLastUpdated: false,
		});
		return inner && { ...inner, path: [field.name, ...inner.path] };
	}

	#findInfo(
		path: readonly string[],
		rules: NameRules,
		isSame: (known: string, given: string) => boolean,
	): ResolvedName | undefined {
		const isInfo = path.length === 2 && isSame('_info', path[0] ?? '');
		const isPlain = path.length === 1 && rules.hasLastUpdated;
		if (!isInfo && !isPlain) return undefined;
		const name = path.at(-1) ?? '';
		const date = INFO_DATES.find((known) => known.toLowerCase() === name.toLowerCase());
		if (date) return { path: ['_info', date], field: { name: date, type: 'dateTime' } };
		const text = INFO_TEXTS.find((known) => isInfo && isSame(known, name));
		return text === undefined
			? undefined
			: { path: ['_info', text], field: { name: text, type: 'string' } };
	}

	/** Fields of an array's elements, for childConditions. */
	elementModel(name: string): { field: FieldTemplate; model: RecordModel } | undefined {
		const field = this.#byName.get(name.toLowerCase());
		if (field?.type !== 'array' || !field.schema) return undefined;
		return { field, model: new RecordModel(this.#catalogue, field.schema) };
	}

	get fields(): readonly FieldTemplate[] {
		return [...this.#byName.values()];
	}

	nested(field: FieldTemplate): RecordModel {
		return new RecordModel(this.#catalogue, field.schema ?? '');
	}
}
