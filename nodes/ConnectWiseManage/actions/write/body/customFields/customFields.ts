import type { IDataObject } from 'n8n-workflow';
import { ParameterError, show } from '../../../parameters/ParameterError';
import { coerceCustomValue } from './customFieldValue';
import { isPlainObject } from '../../../parameters/values/values';

/** A custom field as a record holds it. */
export interface CustomField extends IDataObject {
	id: number;
}

/** The custom fields in a record of the server, whatever else it may hold there. */
export function readCustomFields(record: unknown): CustomField[] {
	if (!isPlainObject(record) || !Array.isArray(record.customFields)) return [];
	return record.customFields.filter(isCustomField);
}

function isCustomField(value: unknown): value is CustomField {
	return isPlainObject(value) && typeof value.id === 'number';
}

/** Captions are text; what else a server may send for one is shown as such. */
export function captionOf({ caption }: CustomField): string {
	return typeof caption === 'string' || typeof caption === 'number' ? String(caption).trim() : '';
}

/** A custom field by caption or id, and its new value. */
export interface CustomChange {
	readonly name: string;
	readonly value: unknown;
}

/**
 * The custom fields to change. One that is given nothing (undefined) is left alone; null empties it.
 *
 * @param given `{ "Caption": value }`, `{ "12": value }`, or a list of `{ id or caption, value }`.
 * @throws ParameterError for what cannot name custom fields and their values.
 */
export function toChanges(given: unknown): CustomChange[] {
	return readChanges(given).filter(({ value }) => value !== undefined);
}

function readChanges(given: unknown): CustomChange[] {
	if (isPlainObject(given)) {
		return Object.entries(given).map(([name, value]) => ({ name, value }));
	}
	if (!Array.isArray(given)) return refuseShape();
	return given.map((entry: unknown) => {
		if (!isPlainObject(entry)) return refuseShape();
		const name = entry.id ?? entry.caption;
		if (typeof name !== 'string' && typeof name !== 'number') return refuseShape();
		return { name: String(name), value: entry.value };
	});
}

function refuseShape(): never {
	throw new ParameterError(
		'"customFields" must be an object of captions and values, or a list of fields',
		'Write it like { "Asset Tag": "A-17" } or [{ "id": 12, "value": "A-17" }]',
	);
}

/** Whether ids alone are given, so that the server needs to be asked for no caption. */
export function areIdsOnly(changes: readonly CustomChange[]): boolean {
	return changes.every(({ name }) => isId(name));
}

/**
 * The record's own custom fields with the given ones changed. The whole array is sent, because
 * sources disagree whether the server clears those left out.
 *
 * Each value takes the type of its field.
 *
 * @param hintIfNone What to do where there are none at all.
 * @throws ParameterError for a caption or id that the record does not have, or has twice.
 */
export function mergeCustomFields(
	changes: readonly CustomChange[],
	present: readonly CustomField[],
	timezone: string,
	hintIfNone = 'The record has no custom fields',
): CustomField[] {
	const merged = present.map((field) => ({ ...field }));
	for (const { name, value } of changes) {
		const field = findField(name, merged, hintIfNone);
		const label = `customFields: ${captionOf(field) || name}`;
		field.value = coerceCustomValue(value, field.type, label, timezone) as IDataObject[string];
	}
	return merged;
}

/** Ids need no look-up: an id and a value are enough to write. Their types are not known then. */
export function toCustomFields(changes: readonly CustomChange[], timezone: string): CustomField[] {
	return changes.map(({ name, value }) => {
		const label = `customFields: ${name}`;
		const coerced = coerceCustomValue(value, undefined, label, timezone);
		return { id: Number(name), value: coerced as IDataObject[string] };
	});
}

function isId(name: string): boolean {
	// More digits are no exact number, and might be another field's.
	return /^\d{1,15}$/.test(name.trim());
}

function findField(name: string, fields: CustomField[], hintIfNone: string): CustomField {
	const wanted = name.trim().toLowerCase();
	const byCaption = fields.filter((field) => captionOf(field).toLowerCase() === wanted);
	const byId = isId(name) ? fields.filter(({ id }) => id === Number(name)) : [];
	const found = byId.length > 0 ? byId : byCaption;
	const [field] = found;
	if (field && found.length === 1) return field;
	const captions = fields.map((field) => `${captionOf(field)} (${field.id})`).join(', ');
	throw new ParameterError(
		found.length > 1
			? `Several custom fields have the caption ${show(name)}`
			: `There is no custom field ${show(name)}`,
		captions === '' ? hintIfNone : `The record has ${captions}`,
	);
}
