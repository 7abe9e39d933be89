import { buildConditions, type BuiltConditions } from '../../../../conditions/build';
import type { Comparison, Operand } from '../../../../conditions/comparison';
import { ConditionError } from '../../../../conditions/ConditionError';
import type { FilterField } from '../../../../conditions/filterFields';
import { customField } from '../../../../conditions/listFields';
import { findOperator, type FilterKind } from '../../../../conditions/operators';
import { unusableAnswer } from '../../../../request/outcome/outcome';
import type { RequestPlan } from '../../../../request/plan';
import { isRecord } from '../../../../response/items/isRecord';
import type { Call } from '../../../parameters/operation/operation';
import { ParameterError } from '../../../parameters/ParameterError';
import { fetchAnswer } from '../../../run/answer';
import { toThrown } from '../../../run/failure';
import type { Runtime } from '../../../run/runtime';
import {
	captionOf,
	type CustomChange,
	type CustomField,
} from '../../body/customFields/customFields';
import { coerceCustomValue } from '../../body/customFields/customFieldValue';
import { knownCustomFields } from '../../body/customFields/resolve';
import type { KeyPart } from './keyValues';

/** So many ids are named where several records match. */
const SHOWN_COUNT = 20;

const CUSTOM_KINDS: Readonly<Record<string, FilterKind>> = {
	checkbox: 'boolean',
	currency: 'number',
	date: 'date',
	number: 'number',
	percent: 'number',
};

/**
 * The conditions that records of the key meet.
 *
 * @throws ParameterError for values that ConnectWise cannot be asked for.
 */
export async function toConditions(
	runtime: Runtime,
	call: Call,
	parts: readonly KeyPart[],
	customFields: readonly CustomChange[],
	itemIndex: number,
): Promise<BuiltConditions> {
	const comparisons: Comparison[] = [];
	for (const part of parts) {
		const { field, value } =
			part.kind === 'field'
				? part
				: await resolveCustomField(runtime, call, part, customFields, itemIndex);
		comparisons.push(equals(field, value));
	}
	return build(comparisons, runtime.timezone);
}

/** @throws ParameterError for values that ConnectWise cannot be asked for. */
export function assertAskable(parts: readonly KeyPart[], timezone: string): void {
	const known = parts.flatMap((part) => {
		if (part.kind === 'field') return [equals(part.field, part.value)];
		return [equals(customField(part.name, 'text'), part.value ?? '')];
	});
	build(known, timezone);
}

function build(comparisons: readonly Comparison[], timezone: string): BuiltConditions {
	const rows = comparisons.map((comparison) => ({ comparison, group: 'A' }));
	let caught: unknown;
	try {
		return buildConditions(rows, 'all', { now: 0, timezone });
	} catch (error) {
		caught = error;
	}
	if (!(caught instanceof ConditionError)) throw caught;
	throw new ParameterError(
		`Match Fields: ${caught.message}`,
		'Choose other Match Fields, or correct the value',
	);
}

/** A moment has no "equals" of its own in the Filter: it lies between itself and itself. */
function equals(field: FilterField, value: unknown): Comparison {
	const isDate = field.kind === 'date';
	const operator = findOperator(field.kind, isDate ? 'between' : 'equals');
	if (!operator) throw new ParameterError(`Match Fields: ${field.label} cannot be compared`);
	return { field, operator, operand: toOperand(field.kind, value) };
}

function toOperand(kind: FilterKind, value: unknown): Operand {
	if (kind === 'boolean') return { kind: 'flag', value: value === true };
	if (kind !== 'date') return { kind: 'values', values: [String(value)] };
	const instant = Date.parse(String(value));
	if (Number.isNaN(instant))
		throw new ParameterError(`Match Fields: ${String(value).slice(0, 80)} is not a date`);
	return { kind: 'instants', instants: [instant] };
}

/** The caption and type of a custom field, as the list's records show them. */
async function resolveCustomField(
	runtime: Runtime,
	{ template, path }: Call,
	part: Extract<KeyPart, { kind: 'customField' }>,
	customFields: readonly CustomChange[],
	itemIndex: number,
): Promise<{ readonly field: FilterField; readonly value: unknown }> {
	const known = await knownCustomFields(runtime, template, path, itemIndex);
	const wanted = part.name.toLowerCase();
	const found = known.find(
		(field) => captionOf(field).toLowerCase() === wanted || String(field.id) === part.name,
	);
	if (!found && (known.length > 0 || part.value === undefined || /^\d+$/.test(part.name))) {
		throw noCustomField(part.name, known);
	}
	const caption = found ? captionOf(found) : part.name;
	const given = part.value ?? customFields.find(({ name }) => Number(name) === found?.id)?.value;
	const label = `customFields: ${caption}`;
	const value = coerceCustomValue(given, found?.type, label, runtime.timezone);
	if (value === null || value === '') throw noCustomField(part.name, known);
	const kind = CUSTOM_KINDS[String(found?.type).toLowerCase()] ?? kindOf(value);
	return { field: customField(caption, kind), value };
}

function kindOf(value: unknown): FilterKind {
	return typeof value === 'number' || typeof value === 'boolean'
		? (typeof value as FilterKind)
		: 'text';
}

function noCustomField(name: string, known: readonly CustomField[]): ParameterError {
	return new ParameterError(
		`Match Fields: Items has no value for the custom field "${name}"`,
		known.length > 0
			? `The records have ${known.map(captionOf).join(', ')}`
			: 'Enter it by its caption, e.g. { "customFields": { "Asset Tag": "A-17" } }',
	);
}

/** Ids of the records that meet the conditions, lowest first. */
export async function findIds(
	runtime: Runtime,
	{ template, path }: Call,
	conditions: BuiltConditions,
	itemIndex: number,
): Promise<number[]> {
	const query = { ...conditions, fields: 'id', orderBy: 'id asc', pageSize: String(SHOWN_COUNT) };
	const label = `the search before ${template.label}`;
	const plan: RequestPlan = { method: 'GET', path, query, isRepeatable: true, label };
	const { decoded } = await fetchAnswer(runtime, plan, itemIndex);
	const rows: unknown = decoded.kind === 'json' ? decoded.value : undefined;
	if (Array.isArray(rows)) {
		const ids = rows.map((row: unknown) => (isRecord(row) ? row.id : undefined));
		if (ids.every((id): id is number => Number.isSafeInteger(id))) return [...new Set(ids)];
	}
	throw toThrown(runtime, unusableAnswer('it is not a list of records'), plan, itemIndex);
}
