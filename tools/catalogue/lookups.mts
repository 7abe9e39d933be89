import type { LookupRow } from '../../nodes/ConnectWiseManage/catalogue/storage/rows.ts';
import type { FieldTemplate } from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import { BIG_COLLECTIONS, LOOKUP_OVERRIDES } from './lookupOverrides.mts';
import type { CollectedOperation } from './operations.mts';
import { compareText, type SchemaReader } from './schemas.mts';

/** Fields that name a record, the best first. */
const NAMES: readonly (readonly string[])[] = [
	['name'],
	['summary'],
	['description'],
	['question'],
	['identifier'],
];

/** A list of the API: its path, and what its records hold. */
interface List {
	readonly path: string;
	readonly schema: string;
	readonly fields: readonly FieldTemplate[];
}

interface Found {
	readonly collection: List;
	readonly list: List;
	readonly names: readonly string[];
	readonly condition: string;
}

/** Which list holds the records of each reference type that some record has. */
export function buildLookups(
	operations: readonly CollectedOperation[],
	reader: SchemaReader,
): LookupRow[] {
	const lists = listsOf(operations, reader);
	const references = [
		...new Set([...usedReferences(operations, reader), ...namedByHand(lists)]),
	].sort(compareText);
	const found = new Map(
		references.flatMap((name): Array<[string, Found]> => {
			const list = findList(name, lists);
			return list ? [[name, list]] : [];
		}),
	);
	const byCollection = new Map(
		[...found].reverse().map(([name, { collection }]) => [collection.path, name]),
	);
	return [...found].flatMap(([name, lookup]) => toRow(name, lookup, byCollection));
}

function listsOf(operations: readonly CollectedOperation[], reader: SchemaReader): List[] {
	return operations
		.filter(({ walked, response }) => walked.method === 'GET' && response.kind === 'array')
		.flatMap(({ walked, response: { schema } }) =>
			schema ? [{ path: walked.path, schema, fields: reader.fieldsOf(schema) }] : [],
		)
		.filter(({ fields }) => fields.some(({ name }) => name === 'id'))
		.sort((left, right) => compareText(left.path, right.path));
}

function usedReferences(operations: readonly CollectedOperation[], reader: SchemaReader): string[] {
	const roots = operations.flatMap(({ body, response }) => [body.schema, response.schema]);
	return reader
		.closureOf(roots.filter((name) => name !== undefined))
		.flatMap((name) => reader.fieldsOf(name))
		.flatMap(({ isReference, schema }) => (isReference && schema ? [schema] : []));
}

/** Other documents than the vendor's may have none of them. */
function namedByHand(lists: readonly List[]): string[] {
	return Object.keys(LOOKUP_OVERRIDES).filter((name) =>
		lists.some(({ path }) => path === LOOKUP_OVERRIDES[name]?.collection),
	);
}

function findList(reference: string, lists: readonly List[]): Found | undefined {
	const override = LOOKUP_OVERRIDES[reference];
	const base = reference.replace(/Reference$/, '');
	const at = (path: string | undefined) => lists.find((list) => list.path === path);
	const collection = override ? at(override.collection) : nearest(base, lists);
	if (!collection) return undefined;
	const light = override ? at(override.list) : nearest(`${base}Info`, lists);
	const list = light && haveSameParent(light, collection) ? light : collection;
	const known = [override?.names, ...NAMES].find((names) =>
		names?.every((name) => has(list, name)),
	);
	if (known) return { collection, list, names: known, condition: override?.condition ?? '' };
	const full = NAMES.find((names) => names.every((name) => has(collection, name)));
	return full && { collection, list: collection, names: full, condition: '' };
}

/** Below as few other records as possible, then the shortest. */
function nearest(schema: string, lists: readonly List[]): List | undefined {
	const [first] = lists
		.filter((list) => list.schema === schema)
		.sort(
			(left, right) =>
				depthOf(left.path) - depthOf(right.path) || left.path.length - right.path.length,
		);
	return first;
}

function depthOf(path: string): number {
	return path.split('{').length;
}

function haveSameParent(left: List, right: List): boolean {
	return depthOf(left.path) === depthOf(right.path);
}

function has({ fields }: List, name: string): boolean {
	return fields.some((field) => field.name === name && field.type !== 'array');
}

function toRow(
	reference: string,
	{ collection, list, names, condition }: Found,
	byCollection: ReadonlyMap<string, string>,
): LookupRow[] {
	const [above] = collection.path.split(/\/\{\w+\}/);
	const isBelow = collection.path.includes('{');
	const parent = isBelow ? byCollection.get(above ?? '') : '';
	// Records below others that no field can name cannot be chosen.
	if (parent === undefined || depthOf(collection.path) > 2) return [];
	const flags = [
		BIG_COLLECTIONS.has(collection.path) ? 'b' : '',
		has(list, 'inactiveFlag') ? 'a' : '',
		has(list, 'identifier') && !names.includes('identifier') ? 'i' : '',
	].join('');
	const short = list.path === collection.path ? '' : list.path;
	return [[reference, collection.path, short, names.join(' '), parent, flags, condition]];
}
