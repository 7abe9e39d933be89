import type { IDataObject } from 'n8n-workflow';
import { isRecord } from './isRecord';
import { distinctNames } from './names';

const REFERENCE_NAMES = ['name', 'identifier', 'title', 'summary', 'id'];

/** No record of ConnectWise is nested so deep; what lies deeper stays as it came. */
const DEEPEST = 50;

/**
 * A record reduced to what people read: server bookkeeping goes, a reference becomes its name, and
 * custom fields become a map of caption to value.
 */
export function simplifyRecord(record: IDataObject, depth = 0): IDataObject {
	const kept = Object.entries(record).filter(
		([name]) => name !== '_info' && !name.endsWith('_href'),
	);
	return Object.fromEntries(
		kept.map(([name, value]) => [
			name,
			name === 'customFields' ? captions(value) : simplifyValue(value, depth),
		]),
	);
}

function simplifyValue(value: IDataObject[string], depth: number): IDataObject[string] {
	if (!isRecord(value) || depth >= DEEPEST) return value;
	const name = REFERENCE_NAMES.find((key) => isPlain(ownValue(value, key)));
	return name === undefined ? simplifyRecord(value, depth + 1) : value[name];
}

/** Every field has the same name in all records of a list, whichever of them are empty. */
function captions(value: IDataObject[string]): IDataObject[string] {
	if (!Array.isArray(value)) return value;
	const fields: IDataObject[] = value.filter((field) => isRecord(field));
	const names = distinctNames(fields.map(captionOf));
	const entries = fields.map(({ value: set }, index): [string, IDataObject[string]] => [
		names[index] ?? '',
		set,
	]);
	return Object.fromEntries(entries.filter(([, set]) => set !== undefined && set !== null));
}

function captionOf(field: IDataObject, index: number): string {
	const named = [field.caption, field.id].find((name) => isPlain(name) && String(name) !== '');
	return named === undefined ? `field${index + 1}` : String(named);
}

function ownValue(record: IDataObject, name: string): IDataObject[string] {
	return Object.prototype.hasOwnProperty.call(record, name) ? record[name] : undefined;
}

function isPlain(value: unknown): boolean {
	return ['string', 'number', 'boolean'].includes(typeof value);
}
