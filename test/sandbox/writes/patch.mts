import type { FieldTemplate } from '../catalogue/load.mts';
import { apiError } from '../errors.mts';
import { isJsonObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { SwitchBoard } from '../switches.mts';

export interface PatchOperation {
	readonly op: 'add' | 'replace' | 'remove';
	readonly path: readonly string[];
	readonly value: Json;
}

const OPERATIONS = ['add', 'replace', 'remove'] as const;

const badPatch = (message: string) => apiError(400, 'ConnectWiseApi', message);

/** Reads the elements of a PATCH body; a leading slash of the path does not matter. */
export function readPatch(body: readonly Json[], switches: SwitchBoard): PatchOperation[] {
	return body.map((element) => {
		if (!isJsonObject(element)) throw badPatch('A patch operation must be an object.');
		const given = String(element['op'] ?? '');
		const lower = switches.get('patchUpperCaseOp') ? given.toLowerCase() : given;
		const op = OPERATIONS.find((known) => known === lower);
		if (!op) throw badPatch(`The patch operation '${given}' is not supported.`);
		const path = String(element['path'] ?? '')
			.split('/')
			.filter((part) => part !== '');
		if (path.length === 0) throw badPatch('The path of a patch operation is required.');
		return { op, path, value: element['value'] ?? null };
	});
}

/** The field at the head of the path, whatever its case if that is switched on. */
export function patchedField(
	{ path }: PatchOperation,
	fields: readonly FieldTemplate[],
	switches: SwitchBoard,
): FieldTemplate {
	const [head = ''] = path;
	const isStrict = switches.get('patchPathCase') === 'strict';
	const field = fields.find(({ name }) =>
		isStrict ? name === head : name.toLowerCase() === head.toLowerCase(),
	);
	if (!field) {
		throw badPatch(`For type the property at path '${path.join('/')}' could not be found.`);
	}
	return field;
}

const isIndex = (part: string): boolean => /^(?:\d+|-)$/.test(part);

/** Applies one operation inside a member that is an array or object. */
function applyInside(target: Json, path: readonly string[], operation: PatchOperation): Json {
	const [head = '', ...rest] = path;
	if (Array.isArray(target)) return applyToArray(target, head, rest, operation);
	const record: JsonObject = isJsonObject(target) ? { ...target } : {};
	if (rest.length > 0) record[head] = applyInside(record[head] ?? null, rest, operation);
	else if (operation.op === 'remove') delete record[head];
	else record[head] = operation.value;
	return record;
}

function applyToArray(
	list: readonly Json[],
	head: string,
	rest: readonly string[],
	operation: PatchOperation,
): Json[] {
	const index = head === '-' ? list.length : Number(head);
	const isInside = isIndex(head) && index < list.length + (operation.op === 'add' ? 1 : 0);
	if (!isInside) throw badPatch(`The index '${head}' is out of bounds of the array.`);
	if (rest.length > 0) {
		return list.map((element, at) =>
			at === index ? applyInside(element, rest, operation) : element,
		);
	}
	if (operation.op === 'remove') return list.toSpliced(index, 1);
	return list.toSpliced(index, operation.op === 'add' ? 0 : 1, operation.value);
}

function isApplied(subPath: readonly string[], switches: SwitchBoard): boolean {
	const mode = switches.get('patchSubPath');
	return mode === 'applied' || (mode === 'idOnly' && subPath.join('/') === 'id');
}

/**
 * Applies an operation to a copy of the record. Of the paths into a reference only `status/id` is
 * known to change it; others may change nothing, which is what the guide warns of.
 */
export function applyPatch(
	record: JsonObject,
	operation: PatchOperation,
	field: FieldTemplate,
	switches: SwitchBoard,
): JsonObject {
	const [, ...rest] = operation.path;
	if (rest.length === 0) {
		return { ...record, [field.name]: operation.op === 'remove' ? null : operation.value };
	}
	if (!field.isReference) {
		return { ...record, [field.name]: applyInside(record[field.name] ?? null, rest, operation) };
	}
	if (!isApplied(rest, switches)) return record;
	const value: Json = operation.op === 'remove' ? null : { [rest.join('/')]: operation.value };
	return { ...record, [field.name]: value };
}
