import { isPlainObject } from '../../../parameters/values/values';
import type { CustomChange } from '../../body/customFields/customFields';
import type { KeyPart } from './keyValues';

type GivenRecord = Readonly<Record<string, unknown>>;

/**
 * The record with the texts that it is found by as they are looked for: ConnectWise may trim what it
 * stores, and would not find it again by what was sent.
 */
export function withTrimmedKey(record: GivenRecord, parts: readonly KeyPart[]): GivenRecord {
	return parts.reduce<GivenRecord>((trimmed, part) => {
		if (part.kind === 'customField') return trimmed;
		const [name = ''] = part.field.path.split('/');
		return trimMember(trimmed, name);
	}, record);
}

/** The same of the custom fields. */
export function withTrimmedTexts(changes: readonly CustomChange[]): CustomChange[] {
	return changes.map(({ name, value }) => ({ name, value: trimTexts(value) }));
}

function trimMember(record: GivenRecord, name: string): GivenRecord {
	return name in record ? { ...record, [name]: trimTexts(record[name]) } : record;
}

/** Of a list in the record, those of every entry. */
function trimTexts(value: unknown): unknown {
	if (typeof value === 'string') return value.trim();
	if (Array.isArray(value)) return value.map(trimTexts);
	if (!isPlainObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, trimTexts(member)]),
	);
}
