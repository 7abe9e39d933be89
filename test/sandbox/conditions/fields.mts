import { conditionError } from '../errors.mts';
import { isJsonObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { RecordModel } from './model.mts';

/** The members that `fields` selects; an empty tree means all of a member. */
export interface FieldTree {
	readonly members: Map<string, FieldTree>;
}

const emptyTree = (): FieldTree => ({ members: new Map() });

/**
 * Parses `fields=id,status/name` against the model. Unknown names are dropped, as most sources
 * saw, or refused with a 400.
 */
export function parseFields(text: string, model: RecordModel, refuseUnknown: boolean): FieldTree {
	const tree = emptyTree();
	for (const name of text.split(',').map((part) => part.trim())) {
		if (name === '') continue;
		if (!addPath(tree, name.split('/'), model) && refuseUnknown) {
			throw conditionError(`${name} is not a recognized name.`);
		}
	}
	return tree;
}

function addPath(tree: FieldTree, path: readonly string[], model: RecordModel): boolean {
	const [head = '', ...rest] = path;
	const field = model.fields.find(({ name }) => name.toLowerCase() === head.toLowerCase());
	if (!field) return false;
	const known = tree.members.get(field.name);
	if (rest.length === 0 || field.name === '_info') {
		tree.members.set(field.name, emptyTree());
		return true;
	}
	if (known?.members.size === 0) return true;
	const inner = known ?? emptyTree();
	const isKnown = addPath(inner, rest, model.nested(field));
	if (isKnown) tree.members.set(field.name, inner);
	return isKnown;
}

export function selectFields(record: JsonObject, tree: FieldTree): JsonObject {
	const selected: JsonObject = {};
	for (const [name, inner] of tree.members) {
		const value = record[name];
		if (value !== undefined) selected[name] = narrow(value, inner);
	}
	return selected;
}

function narrow(value: Json, tree: FieldTree): Json {
	if (tree.members.size === 0) return value;
	if (Array.isArray(value)) return value.map((element) => narrow(element, tree));
	return isJsonObject(value) ? selectFields(value, tree) : value;
}
