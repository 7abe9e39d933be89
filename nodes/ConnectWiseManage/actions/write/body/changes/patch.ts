import { isPlainObject } from '../../../parameters/values/values';

export interface PatchOperation {
	readonly op: string;
	readonly path: string;
	readonly value?: unknown;
}

/** Names the record or is kept by the server; no one means to change it by a field of this name. */
const NOT_PATCHED = new Set(['id', '_info']);

export function isPatch(value: unknown): value is PatchOperation[] {
	return (
		Array.isArray(value) &&
		value.length > 0 &&
		value.every(
			(entry) =>
				isPlainObject(entry) && typeof entry.op === 'string' && typeof entry.path === 'string',
		)
	);
}

/**
 * A record's changed fields as operations. A reference is replaced as a whole object: the developer
 * guide warns that a path below it (`status/id`) may answer 200 and change nothing. `null` empties a
 * field; `undefined` leaves it alone.
 */
export function toPatch(changes: Readonly<Record<string, unknown>>): PatchOperation[] {
	return Object.entries(changes)
		.filter(([name, value]) => !isUnset(value) && !NOT_PATCHED.has(name))
		.map(([path, value]) =>
			isEmptied(value) ? { op: 'remove', path } : { op: 'replace', path, value },
		);
}

/** What a ready-made patch sets, by the names of whole fields. */
export function givenBy(operations: readonly PatchOperation[]): Record<string, unknown> {
	return Object.fromEntries(
		operations.map(({ path, value }): [string, unknown] => [path.replace(/^\//, ''), value]),
	);
}

/** A reference whose members were all left alone (`company.id` gives nothing) is left alone itself. */
function isUnset(value: unknown): boolean {
	return value === undefined || haveAll(value, (member) => member === undefined);
}

/** A reference whose members were all emptied is emptied itself. */
function isEmptied(value: unknown): boolean {
	return value === null || haveAll(value, (member) => member === null || member === undefined);
}

function haveAll(value: unknown, isSuch: (member: unknown) => boolean): boolean {
	if (!isPlainObject(value)) return false;
	const members = Object.values(value);
	return members.length > 0 && members.every(isSuch);
}
