import type { FieldTemplate } from '../catalogue/load.mts';
import { apiError, invalidObject } from '../errors.mts';
import type { ErrorEntry } from '../errors.mts';
import { isJsonObject, withoutNulls } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';
import type { RecordChange } from '../records/registry.mts';
import type { RecordStore } from '../records/store.mts';
import type { ApiRequest } from '../server/world.mts';
import { timestamp } from '../timestamp.mts';
import { expectArray } from './body.mts';
import { mergeCustomFields } from './customFields.mts';
import { applyPatch, patchedField, readPatch } from './patch.mts';
import { rulesFor } from './recordRules.mts';
import type { RecordRules, WriteContext } from './rules.mts';
import { StrictBody } from './strict.mts';
import { inModelSpelling, missingFields, tooLongFields } from './validate.mts';

interface Target {
	readonly request: ApiRequest;
	readonly store: RecordStore;
	readonly schema: string;
	/** Path of the collection's template: finds the rules. */
	readonly collection: string;
	readonly parents: readonly number[];
}

const fieldsOf = ({ request, schema }: Target): readonly FieldTemplate[] =>
	request.world.catalogue.fieldsOf(schema);

const updatedInfo = (before: JsonObject | undefined, { caller, world }: ApiRequest): JsonObject => {
	const by = caller.identifier;
	const now = timestamp(world.clock());
	const known = before?.['_info'];
	const entered: JsonObject = isJsonObject(known) ? known : { dateEntered: now, enteredBy: by };
	return { ...entered, lastUpdated: now, updatedBy: by };
};

function announce(
	{ request, store }: Target,
	change: Omit<RecordChange, 'store' | 'caller'>,
): void {
	for (const listener of request.world.listeners) {
		listener({ ...change, store, caller: request.caller });
	}
}

/** Checks a record that is about to be stored and completes it. @throws the 400 InvalidObject */
function settle(
	target: Target,
	record: JsonObject,
	context: WriteContext,
	rules: RecordRules,
): JsonObject {
	const fields = fieldsOf(target);
	const given = new Set(Object.keys(context.given));
	rules.prepare?.(record, context);
	const errors: ErrorEntry[] = [
		...missingFields(record, fields, rules),
		...tooLongFields(record, fields),
		...target.request.world.resolver.resolveAll(record, target.schema, given),
	];
	if ('customFields' in context.given) errors.push(...writeCustomFields(target, record, context));
	if (errors.length === 0) errors.push(...(rules.check?.(record, context) ?? []));
	if (errors.length > 0) throw invalidObject(target.schema, errors);
	for (const field of fields) if (field.writeOnly) delete record[field.name];
	rules.complete?.(record, context);
	return withoutNulls(record);
}

function writeCustomFields(
	target: Target,
	record: JsonObject,
	context: WriteContext,
): ErrorEntry[] {
	const { world } = target.request;
	const own = context.before?.['customFields'] ?? world.customFields.blank(target.collection);
	const written: Json = context.given['customFields'] ?? [];
	const merged = mergeCustomFields(own, written, world.switches.get('omittedCustomFields'));
	record['customFields'] = merged.fields;
	return merged.errors;
}

/** @returns the stored record */
export function createRecord(target: Target, body: JsonObject, text: string): JsonObject {
	const { request, schema } = target;
	new StrictBody(request.world.catalogue, text).check(body, schema);
	return createChecked(target, body);
}

/** Creates from a body whose names and types were checked. */
export function createChecked(target: Target, body: JsonObject): JsonObject {
	const { request, store } = target;
	const rules = rulesFor(target.collection);
	const given = inModelSpelling(body, fieldsOf(target));
	const record: JsonObject = { ...given };
	delete record['id'];
	delete record['_info'];
	const context: WriteContext = { request, given, parents: target.parents };
	const blank = request.world.customFields.blank(target.collection);
	const settled = settle(target, record, context, rules);
	if (blank && !('customFields' in settled)) settled['customFields'] = blank;
	const hasInfo = fieldsOf(target).some(({ name }) => name === '_info');
	if (hasInfo) settled['_info'] = updatedInfo(undefined, request);
	const stored = store.insert(settled);
	rules.afterCreate?.(stored, context);
	announce(target, { action: 'added', id: Number(stored['id']), after: stored });
	return stored;
}

function storeUpdate(
	target: Target,
	id: number,
	before: JsonObject,
	settled: JsonObject,
): JsonObject {
	const { request, store } = target;
	if ('_info' in before) settled['_info'] = updatedInfo(before, request);
	store.replace(id, settled);
	const after = store.get(id) ?? settled;
	announce(target, { action: 'updated', id, before, after });
	return after;
}

/** PUT: what the body leaves out is gone. */
export function replaceRecord(
	target: Target,
	id: number,
	before: JsonObject,
	body: JsonObject,
	text: string,
): JsonObject {
	const { request, schema } = target;
	new StrictBody(request.world.catalogue, text).check(body, schema);
	const given = inModelSpelling(body, fieldsOf(target));
	const record: JsonObject = { ...given, id };
	if (!('customFields' in given) && before['customFields'])
		record['customFields'] = before['customFields'];
	const context: WriteContext = { request, before, given, parents: target.parents };
	return storeUpdate(
		target,
		id,
		before,
		settle(target, record, context, rulesFor(target.collection)),
	);
}

/** PATCH: an array of operations. @throws 400 for an object, an unknown path or a bad value */
export function patchRecord(
	target: Target,
	id: number,
	before: JsonObject,
	body: Json,
	text: string,
): JsonObject {
	const { request } = target;
	const { switches, catalogue } = request.world;
	const operations = readPatch(expectArray(body, 'PatchOperation'), switches);
	const fields = fieldsOf(target);
	const strict = new StrictBody(catalogue, text);
	let record: JsonObject = { ...before };
	const given: JsonObject = {};
	for (const [index, operation] of operations.entries()) {
		const field = patchedField(operation, fields, switches);
		if (operation.path.length === 1 && operation.op !== 'remove') {
			strict.checkValue(operation.value, field, [index, 'value']);
		}
		record = applyPatch(record, operation, field, switches);
		given[field.name] =
			operation.path.length === 1 ? operation.value : (record[field.name] ?? null);
	}
	requireCustomFields(target, before, given);
	const context: WriteContext = { request, before, given, parents: target.parents };
	const spelled = inModelSpelling(record, fields);
	return storeUpdate(
		target,
		id,
		before,
		settle(target, { ...spelled, id }, context, rulesFor(target.collection)),
	);
}

function requireCustomFields({ request }: Target, before: JsonObject, given: JsonObject): void {
	if (!request.world.switches.get('patchNeedsCustomFields')) return;
	if (!('customFields' in before) || 'customFields' in given) return;
	throw apiError(400, 'InvalidObject', 'The customFields field is required.');
}

export function deleteRecord({ request, store }: Target, id: number): void {
	const before = store.get(id);
	store.remove(id);
	if (before) announce({ request, store } as Target, { action: 'deleted', id, before });
}

export type { Target as WriteTarget };
