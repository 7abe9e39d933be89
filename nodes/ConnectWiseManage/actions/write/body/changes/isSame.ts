import type { FieldTemplate, SchemaTable } from '../../../../catalogue/types';
import { isPlainObject } from '../../../parameters/values/values';

type AnyRecord = Readonly<Record<string, unknown>>;

/** Whether a value, as it would be sent, is the one that the record shows. */
export function isSame(
	given: unknown,
	present: unknown,
	field: FieldTemplate | undefined,
	schemas: SchemaTable,
): boolean {
	if (given === present) return true;
	if (isBlank(given) || isBlank(present)) return isBlank(given) && isBlank(present);
	if (Array.isArray(given))
		return Array.isArray(present) && isSameList(given, present, field, schemas);
	if (isPlainObject(given)) {
		return isPlainObject(present) && isSameObject(given, present, field, schemas);
	}
	const isDate =
		field?.type === 'date' || field?.type === 'dateTime' || areInstants(given, present);
	if (isDate) return toInstant(given, field) === toInstant(present, field);
	if (typeof given === 'number' || typeof present === 'number')
		return Number(given) === Number(present);
	return isSameText(String(given), String(present));
}

function isSameList(
	given: readonly unknown[],
	present: readonly unknown[],
	field: FieldTemplate | undefined,
	schemas: SchemaTable,
): boolean {
	if (given.length !== present.length) return false;
	const left = [...present];
	return given.every((one) => {
		const index = left.findIndex((other) => isSame(one, other, field, schemas));
		if (index >= 0) left.splice(index, 1);
		return index >= 0;
	});
}

/** A reference is the same record where its id is, or what else it was named by, in any case. */
function isSameObject(
	given: AnyRecord,
	present: AnyRecord,
	field: FieldTemplate | undefined,
	schemas: SchemaTable,
): boolean {
	if (field?.isReference && !isBlank(given.id)) return Number(given.id) === Number(present.id);
	const members = schemas.get(field?.schema ?? '') ?? [];
	return Object.entries(given).every(([name, value]) => {
		if (value === undefined || name === '_info') return true;
		const member = members.find((one) => one.name === name);
		return field?.isReference && typeof value === 'string'
			? value.trim().toLowerCase() === String(present[name]).trim().toLowerCase()
			: isSame(value, present[name], member, schemas);
	});
}

function isBlank(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	if (Array.isArray(value)) return value.length === 0;
	return isPlainObject(value) && Object.values(value).every(isBlank);
}

const INSTANT = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})$/;

/** The API document calls some dates text. */
function areInstants(given: unknown, present: unknown): boolean {
	return [given, present].every((one) => typeof one === 'string' && INSTANT.test(one));
}

/** Of these, ConnectWise keeps the day alone (behaviour of the API, 5.7). */
const DAYS: ReadonlySet<string> = new Set(['estimatedStartDate', 'requiredDate']);
const DAY_MS = 86_400_000;

function toInstant(value: unknown, field: FieldTemplate | undefined): number {
	const instant = Date.parse(String(value));
	return DAYS.has(field?.name ?? '') ? Math.floor(instant / DAY_MS) : instant;
}

const LINE_OR_TAB = /[\r\n\t]/;

/** Line breaks and tabs come back as spaces (the same). */
function isSameText(given: string, present: string): boolean {
	if (given === present) return true;
	return LINE_OR_TAB.test(given) && fold(given) === fold(present);
}

function fold(text: string): string {
	return text.replace(/\s+/g, ' ').trim();
}
