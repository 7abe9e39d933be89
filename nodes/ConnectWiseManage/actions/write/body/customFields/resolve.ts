import type { OperationTemplate } from '../../../../catalogue';
import { hasChoices } from '../../../../lookups/customFieldOptions';
import { unusableAnswer } from '../../../../request/outcome/outcome';
import type { RequestPlan } from '../../../../request/plan';
import { fetchAnswer } from '../../../run/answer';
import {
	areIdsOnly,
	mergeCustomFields,
	readCustomFields,
	toCustomFields,
	type CustomChange,
	type CustomField,
} from './customFields';
import { findDefinitions, toOption } from './definitions';
import { toThrown } from '../../../run/failure';
import { isPlainObject } from '../../../parameters/values/values';
import type { Runtime } from '../../../run/runtime';

const NONE_TO_LEARN_FROM =
	'ConnectWise has no record of this kind yet that would show the captions. Enter the ID of the custom field, e.g. { "12": "A-17" }';

/** Custom fields of new records in an execution, by path, as far as they were looked up. */
const captionsOf = new WeakMap<Runtime, Map<string, readonly CustomField[]>>();

/**
 * The `customFields` to send for these changes. An update reads the record's own first; a new record
 * takes the captions from any record of its kind, read once in a run.
 */
export async function resolveCustomFields(
	runtime: Runtime,
	template: OperationTemplate,
	path: string,
	changes: readonly CustomChange[],
	itemIndex: number,
): Promise<CustomField[]> {
	if (template.method !== 'POST') {
		const own = await readOwn(runtime, template, path, itemIndex);
		return await changeCustomFields(runtime, changes, own);
	}
	if (areIdsOnly(changes)) return await byIds(runtime, changes);
	const known = await knownCustomFields(runtime, template, path, itemIndex);
	const merged = mergeCustomFields(changes, known, runtime.timezone, NONE_TO_LEARN_FROM).filter(
		(field) => 'value' in field,
	);
	const fields = await withOptions(runtime, merged, known);
	return fields.map(({ id, caption, value }) => ({ id, caption, value }));
}

/** All custom fields of a record, as they were read, with these changes. */
export async function changeCustomFields(
	runtime: Runtime,
	changes: readonly CustomChange[],
	own: readonly CustomField[],
): Promise<CustomField[]> {
	return await withOptions(runtime, mergeCustomFields(changes, own, runtime.timezone), own);
}

/** The custom fields that records of a list have, without values; none where it has no record yet. */
export async function knownCustomFields(
	runtime: Runtime,
	template: OperationTemplate,
	path: string,
	itemIndex: number,
): Promise<readonly CustomField[]> {
	return await runtime.inTurn(
		path,
		async () => await findCaptions(runtime, template, path, itemIndex),
	);
}

/** Ids and values are enough to write; the definitions give the types, where they may be read. */
async function byIds(runtime: Runtime, changes: readonly CustomChange[]): Promise<CustomField[]> {
	const { timezone } = runtime;
	const fields = toCustomFields(changes, timezone);
	const definitions = await findDefinitions(
		runtime,
		fields.map(({ id }) => id),
	);
	const known = fields.flatMap(({ id }) => {
		const definition = definitions.get(id);
		return definition ? [{ id, type: definition.type as string }] : [];
	});
	if (known.length < fields.length) return fields;
	return mergeCustomFields(changes, known, timezone).map(({ id, value }) => {
		const definition = definitions.get(id);
		return { id, value: definition ? toOption(value, definition) : value };
	});
}

/** Fields that take a choice, with the option that the new value names. */
async function withOptions(
	runtime: Runtime,
	fields: CustomField[],
	before: readonly CustomField[],
): Promise<CustomField[]> {
	const held = new Map(before.map(({ id, value }) => [id, value]));
	const chosen = fields.filter(
		(field) =>
			hasChoices(field.entryMethod) &&
			field.value !== undefined &&
			field.value !== held.get(field.id),
	);
	if (chosen.length === 0) return fields;
	const definitions = await findDefinitions(
		runtime,
		chosen.map(({ id }) => id),
	);
	return fields.map((field) => {
		const definition = chosen.includes(field) ? definitions.get(field.id) : undefined;
		return definition ? { ...field, value: toOption(field.value, definition) } : field;
	});
}

/** The first create of a kind may be the one that shows its captions: only what was found is kept. */
async function findCaptions(
	runtime: Runtime,
	template: OperationTemplate,
	path: string,
	itemIndex: number,
): Promise<readonly CustomField[]> {
	const captions = captionsOf.get(runtime) ?? new Map<string, readonly CustomField[]>();
	captionsOf.set(runtime, captions);
	const known = captions.get(path);
	if (known) return known;
	const found = await readCaptions(runtime, template, path, itemIndex);
	if (found.length > 0) captions.set(path, found);
	return found;
}

async function readOwn(
	runtime: Runtime,
	template: OperationTemplate,
	path: string,
	itemIndex: number,
): Promise<CustomField[]> {
	return readCustomFields(await read(runtime, template, { path }, isPlainObject, itemIndex));
}

async function readCaptions(
	runtime: Runtime,
	template: OperationTemplate,
	path: string,
	itemIndex: number,
): Promise<CustomField[]> {
	const lookUp = { path, pageSize: '1' };
	const [record] = await read(runtime, template, lookUp, Array.isArray, itemIndex);
	// Values of the record that was looked at are not the new one's.
	return readCustomFields(record).map(({ id, caption, type, entryMethod }) => ({
		id,
		caption,
		type,
		entryMethod,
	}));
}

async function read<T>(
	runtime: Runtime,
	template: OperationTemplate,
	{ path, ...paging }: { readonly path: string; readonly pageSize?: string },
	isExpected: (value: unknown) => value is T,
	itemIndex: number,
): Promise<T> {
	const plan: RequestPlan = {
		method: 'GET',
		path,
		query: { fields: 'customFields', ...paging },
		isRepeatable: true,
		label: `the custom fields for ${template.label}`,
	};
	const { decoded } = await fetchAnswer(runtime, plan, itemIndex);
	if (decoded.kind === 'json' && isExpected(decoded.value)) return decoded.value;
	throw toThrown(runtime, unusableAnswer('it shows no custom fields'), plan, itemIndex);
}
