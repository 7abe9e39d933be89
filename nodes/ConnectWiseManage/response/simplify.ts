import type { IDataObject } from 'n8n-workflow';
import { isRecord } from './isRecord';

const REFERENCE_NAMES = ['name', 'identifier', 'title', 'summary', 'id'];

/**
 * A record reduced to what people read: server bookkeeping goes, a reference becomes its name, and
 * custom fields become a map of caption to value.
 */
export function simplifyRecord(record: IDataObject): IDataObject {
	const kept = Object.entries(record).filter(
		([name]) => name !== '_info' && !name.endsWith('_href'),
	);
	return Object.fromEntries(
		kept.map(([name, value]) => [
			name,
			name === 'customFields' ? captions(value) : simplifyValue(value),
		]),
	);
}

function simplifyValue(value: IDataObject[string]): IDataObject[string] {
	if (!isRecord(value)) return value;
	const name = REFERENCE_NAMES.find((key) => value[key] !== undefined);
	return name === undefined ? simplifyRecord(value) : value[name];
}

function captions(value: IDataObject[string]): IDataObject[string] {
	if (!Array.isArray(value)) return value;
	const set = value
		.filter((field) => isRecord(field))
		.filter((field) => field.value !== undefined && field.value !== null);
	return Object.fromEntries(set.map((field) => [String(field.caption ?? field.id), field.value]));
}
