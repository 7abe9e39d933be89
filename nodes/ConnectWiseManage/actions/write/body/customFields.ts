import type { IDataObject } from 'n8n-workflow';
import { ParameterError } from '../../parameters/ParameterError';
import { isPlainObject } from '../../parameters/values';

/** A custom field as a record holds it. */
export interface CustomField extends IDataObject {
	id: number;
	caption?: string;
}

interface Change {
	readonly name: string;
	readonly value: unknown;
}

/** Whether ids alone are given, so that the server needs to be asked for no caption. */
export function areIdsOnly(given: unknown): boolean {
	return toChanges(given).every(({ name }) => isId(name));
}

/** @throws ParameterError for what cannot name custom fields and their values. */
export function assertCustomFields(given: unknown): void {
	toChanges(given);
}

/**
 * The record's own custom fields with the given ones changed. The whole array is sent, because
 * sources disagree whether the server clears those left out.
 *
 * @param given `{ "Caption": value }`, `{ "12": value }`, or a list of `{ id or caption, value }`.
 * @param hintIfNone What to do where there are none at all.
 * @throws ParameterError for a caption or id that the record does not have, or has twice.
 */
export function mergeCustomFields(
	given: unknown,
	present: readonly CustomField[],
	hintIfNone = 'The record has no custom fields',
): CustomField[] {
	const merged = present.map((field) => ({ ...field }));
	for (const { name, value } of toChanges(given)) {
		findField(name, merged, hintIfNone).value = value as IDataObject[string];
	}
	return merged;
}

/** Ids need no look-up: an id and a value are enough to write. */
export function toCustomFields(given: unknown): CustomField[] {
	return toChanges(given).map(({ name, value }) => ({
		id: Number(name),
		value: value as IDataObject[string],
	}));
}

function isId(name: string): boolean {
	return /^\d+$/.test(name.trim());
}

function toChanges(given: unknown): Change[] {
	if (isPlainObject(given)) {
		return Object.entries(given).map(([name, value]) => ({ name, value: value ?? null }));
	}
	if (!Array.isArray(given)) return refuseShape();
	return given.map((entry: unknown) => {
		if (!isPlainObject(entry)) return refuseShape();
		const name = entry.id ?? entry.caption;
		if (typeof name !== 'string' && typeof name !== 'number') return refuseShape();
		return { name: String(name), value: entry.value ?? null };
	});
}

function refuseShape(): never {
	throw new ParameterError(
		'"customFields" must be an object of captions and values, or a list of fields',
		'Write it like { "Asset Tag": "A-17" } or [{ "id": 12, "value": "A-17" }]',
	);
}

function findField(name: string, fields: CustomField[], hintIfNone: string): CustomField {
	const wanted = name.trim().toLowerCase();
	const byCaption = fields.filter(({ caption }) => caption?.trim().toLowerCase() === wanted);
	const byId = isId(name) ? fields.filter(({ id }) => id === Number(name)) : [];
	const found = byId.length > 0 ? byId : byCaption;
	const [field] = found;
	if (field && found.length === 1) return field;
	const captions = fields.map(({ id, caption }) => `${caption ?? ''} (${id})`).join(', ');
	throw new ParameterError(
		found.length > 1
			? `Several custom fields have the caption "${name}"`
			: `There is no custom field "${name}"`,
		captions === '' ? hintIfNone : `The record has ${captions}`,
	);
}
