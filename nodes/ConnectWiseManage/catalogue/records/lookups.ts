import type { LookupRow } from '../storage/rows';

/** The list that holds the records which a reference type can name. */
export interface LookupList {
	/** Schema of the reference, e.g. `BoardReference`. */
	readonly reference: string;
	/** Path of the records, with `{parentId}` where they belong to another one. */
	readonly collection: string;
	/** The list to read: a lighter one where the API has it. */
	readonly path: string;
	/** Fields that together name a record. */
	readonly names: readonly string[];
	readonly hasIdentifier: boolean;
	/** Reference type of the record that `{parentId}` stands for. */
	readonly parent?: string;
	/** Grows with the business: searched on the server, never read whole. */
	readonly isBig: boolean;
	/** Leaves out what is inactive or of another kind; may be empty. */
	readonly conditions: string;
}

export interface Lookups {
	readonly byReference: ReadonlyMap<string, LookupList>;
	/** By the path of the records, names of placeholders left out: `/service/boards/{}/statuses`. */
	readonly byCollection: ReadonlyMap<string, LookupList>;
}

let loaded: Promise<Lookups> | undefined;

/** Read once, on first use. */
export async function loadLookups(): Promise<Lookups> {
	loaded ??= readLookups();
	return await loaded;
}

export function shapeOfPath(path: string): string {
	return path.replace(/\{\w*\}/g, '{}').replace(/\/$/, '');
}

async function readLookups(): Promise<Lookups> {
	const { default: file } = await import('../data/lookups.json');
	const lists = file.lookups.map(decodeLookup);
	const byCollection = new Map<string, LookupList>();
	for (const list of lists) {
		const shape = shapeOfPath(list.collection);
		const known = byCollection.get(shape);
		// A list of part of the records would leave some out.
		if (!known || (known.conditions !== '' && list.conditions === ''))
			byCollection.set(shape, list);
	}
	return { byReference: new Map(lists.map((list) => [list.reference, list])), byCollection };
}

function decodeLookup([
	reference,
	collection,
	list,
	names,
	parent,
	flags,
	condition,
]: LookupRow): LookupList {
	const conditions = [flags.includes('a') ? 'inactiveFlag = false' : '', condition];
	return {
		reference,
		collection,
		path: list === '' ? collection : list,
		names: names.split(' '),
		hasIdentifier: flags.includes('i'),
		...(parent === '' ? {} : { parent }),
		isBig: flags.includes('b'),
		conditions: conditions.filter(Boolean).join(' and '),
	};
}
