import { isPlainObject } from '../../parameters/values';
import { ParameterError } from '../../parameters/ParameterError';

const PROTOTYPE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Builds nested objects from dotted names: `{ "company.id": 1 }` becomes `{ company: { id: 1 } }`.
 * Members of one object given in both ways are merged.
 *
 * @throws ParameterError for a name that would reach an object's prototype, or into a plain value.
 */
export function nestDotted(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	for (const [name, value] of Object.entries(flat)) {
		const segments = name.split('.');
		if (segments.some((segment) => segment === '' || PROTOTYPE_NAMES.has(segment))) {
			throw new ParameterError(
				`Items has a field named "${name}", which cannot be sent`,
				'Use field names of ConnectWise; a dot stands between a reference and its member, e.g. company.id',
			);
		}
		place(result, segments, value, name);
	}
	return result;
}

function place(
	target: Record<string, unknown>,
	[first = '', ...rest]: string[],
	value: unknown,
	name: string,
): void {
	const present = Object.prototype.hasOwnProperty.call(target, first) ? target[first] : undefined;
	if (rest.length === 0) {
		target[first] = isPlainObject(present) ? { ...present, ...toMembers(value, name) } : value;
		return;
	}
	const members = { ...toMembers(present, name) };
	place(members, rest, value, name);
	target[first] = members;
}

/** Nothing (`company` left empty) says nothing about the members of a reference. */
function toMembers(value: unknown, name: string): Record<string, unknown> {
	if (value === null || value === undefined) return {};
	if (isPlainObject(value)) return value;
	throw new ParameterError(
		`Items sets "${name.split('.')[0] ?? name}" to a value and to an object ("${name}")`,
		'Keep one of the two',
	);
}
