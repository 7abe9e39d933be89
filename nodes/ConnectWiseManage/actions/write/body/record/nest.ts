import { isPlainObject } from '../../../parameters/values/values';
import { ParameterError, show } from '../../../parameters/ParameterError';

const PROTOTYPE_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** Records of ConnectWise are a few levels deep. */
const LEVELS_MAX = 20;

/**
 * Builds nested objects from dotted names: `{ "company.id": 1 }` becomes `{ company: { id: 1 } }`.
 * Members of one object given in both ways are merged.
 *
 * @throws ParameterError for a name that would reach an object's prototype, or into a plain value, or
 * that is deeper than any record.
 */
export function nestDotted(flat: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const result: Record<string, unknown> = {};
	/** Objects made here, which may be added to; those given are copied first. */
	const own = new Set<unknown>([result]);
	for (const [name, value] of Object.entries(flat)) {
		const segments = toSegments(name);
		const last = segments.pop() ?? '';
		let target = result;
		for (const segment of segments) target = openMember(target, segment, name, own);
		const present = ownMember(target, last);
		if (isPlainObject(present)) {
			const merged = { ...present, ...toMembers(value, name) };
			own.add(merged);
			target[last] = merged;
		} else {
			target[last] = value;
		}
	}
	return result;
}

function toSegments(name: string): string[] {
	const segments = name.split('.', LEVELS_MAX + 1);
	const isRefused = segments.some((segment) => segment === '' || PROTOTYPE_NAMES.has(segment));
	if (segments.length <= LEVELS_MAX && !isRefused) return segments;
	throw new ParameterError(
		`Items has a field named ${show(name)}, which cannot be sent`,
		'Use field names of ConnectWise; a dot separates a reference from its member, e.g. company.id',
	);
}

function ownMember(target: Record<string, unknown>, name: string): unknown {
	return Object.prototype.hasOwnProperty.call(target, name) ? target[name] : undefined;
}

/** The object below `target`, made or copied where it is not one of ours. */
function openMember(
	target: Record<string, unknown>,
	segment: string,
	name: string,
	own: Set<unknown>,
): Record<string, unknown> {
	const present = ownMember(target, segment);
	if (isPlainObject(present) && own.has(present)) return present;
	const members = { ...toMembers(present, name) };
	own.add(members);
	target[segment] = members;
	return members;
}

/** Nothing (`company` left empty) says nothing about the members of a reference. */
function toMembers(value: unknown, name: string): Record<string, unknown> {
	if (value === null || value === undefined) return {};
	if (isPlainObject(value)) return value;
	const [first = name] = name.split('.', 1);
	throw new ParameterError(
		`Items sets ${show(first)} to a value and to an object (${show(name)})`,
		'Keep one of the two',
	);
}
