import type { ValueType } from '../../../catalogue/types';
import { toBoolean } from '../plain/choices';
import { isDateName, isDateObject, isInstant, toApiDate, toApiDay } from './dates';
import { tryParseJson } from './json';
import { nameFor, type Named } from '../checks/names';
import { toDecimal } from '../plain/numbers';
import { ParameterError, show } from '../ParameterError';

export interface ValueSpec extends Named {
	readonly type: ValueType;
	readonly enum?: readonly string[];
}

const WANTED: Readonly<Partial<Record<ValueType, string>>> = {
	integer: 'a whole number',
	number: 'a number',
	boolean: 'true or false',
	array: 'a list',
	object: 'an object',
};

const ENUM_SHOWN_COUNT = 12;

/**
 * Checks a value against its type and turns what people paste into what the API takes: numbers and
 * booleans given as text, an enum value in other case, dates in other forms.
 *
 * @throws ParameterError naming the parameter, the value and what is wanted.
 */
export function coerceValue(value: unknown, spec: ValueSpec, timezone: string): unknown {
	if (spec.enum && typeof value === 'string') return coerceEnum(value, nameFor(spec), spec.enum);
	switch (spec.type) {
		case 'integer':
			return coerceNumber(value, spec, Number.isSafeInteger);
		case 'number':
			return coerceNumber(value, spec, Number.isFinite);
		case 'boolean':
			return coerceBoolean(value, spec);
		case 'dateTime':
			return toApiDate(value, spec, timezone);
		case 'date':
			return toApiDay(value, spec, timezone);
		case 'string':
		case 'uuid':
			return coerceText(value, spec, timezone);
		case 'array':
			return coerceJson(value, spec, Array.isArray);
		case 'object':
			return coerceJson(value, spec, isPlainObject);
		default:
			return value;
	}
}

/** Neither a list nor a `Date` or Luxon value, whichever realm it comes from. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
	const prototype: unknown = Object.getPrototypeOf(value);
	return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function refuse(value: unknown, spec: ValueSpec): never {
	const name = nameFor(spec);
	throw new ParameterError(
		`${name} must be ${WANTED[spec.type] ?? 'text'}, not ${show(value)}`,
		`Correct the value of ${name}, or its expression`,
	);
}

function coerceNumber(
	value: unknown,
	spec: ValueSpec,
	isValid: (value: number) => boolean,
): number {
	const number = toDecimal(value);
	return number !== undefined && isValid(number) ? number : refuse(value, spec);
}

function coerceBoolean(value: unknown, spec: ValueSpec): boolean {
	return toBoolean(value) ?? refuse(value, spec);
}

function coerceText(value: unknown, spec: ValueSpec, timezone: string): string {
	// The API document calls some dates text.
	if (isDateObject(value) || (isDateName(spec.name) && isInstant(value))) {
		return toApiDate(value, spec, timezone);
	}
	if (typeof value === 'string') return value;
	return typeof value === 'number' || typeof value === 'boolean'
		? String(value)
		: refuse(value, spec);
}

function coerceEnum(value: string, name: string, allowed: readonly string[]): string {
	const wanted = value.trim().toLowerCase();
	const found =
		allowed.find((one) => one === value) ?? allowed.find((one) => one.toLowerCase() === wanted);
	if (found !== undefined) return found;
	const shown = allowed.slice(0, ENUM_SHOWN_COUNT).join(', ');
	const more = allowed.length > ENUM_SHOWN_COUNT ? ', ...' : '';
	throw new ParameterError(`${name} cannot be ${show(value)}`, `Choose one of ${shown}${more}`);
}

function coerceJson(
	value: unknown,
	spec: ValueSpec,
	isValid: (value: unknown) => boolean,
): unknown {
	if (isValid(value)) return value;
	if (typeof value === 'string') {
		const parsed = tryParseJson(value);
		if (parsed.isJson && isValid(parsed.value)) return parsed.value;
	}
	return refuse(value, spec);
}
