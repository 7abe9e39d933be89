import { CUSTOM_FIELD_PREFIX, type FilterField } from '../../../../conditions/filterFields';
import type { MatchField } from '../../../../conditions/matchFields';
import { ParameterError } from '../../../parameters/ParameterError';
import { isPlainObject } from '../../../parameters/values/values';
import type { CustomChange } from '../../body/customFields/customFields';

/** One value by which the record is looked for. */
export type KeyPart =
	| { readonly kind: 'field'; readonly field: FilterField; readonly value: unknown }
	/** `name` is a caption or an id. */
	| { readonly kind: 'customField'; readonly name: string; readonly value: unknown };

type GivenRecord = Readonly<Record<string, unknown>>;

/**
 * The values of the first set of Match Fields that are all given.
 *
 * @throws ParameterError naming the fields where none is: nothing matches nothing.
 */
export function readKey(
	record: GivenRecord,
	customFields: readonly CustomChange[],
	sets: ReadonlyArray<readonly MatchField[]>,
): KeyPart[] {
	const tried = sets.map((fields) =>
		fields.map((field) => ({ field, part: partOf(field, record, customFields) })),
	);
	for (const set of tried) {
		const parts = set.flatMap(({ part }) => (part ? [part] : []));
		if (parts.length === set.length) return parts;
	}
	const missing = tried.map((set) =>
		set
			.filter(({ part }) => !part)
			.map(({ field }) => `${field.label} (${field.name})`)
			.join(' and '),
	);
	throw new ParameterError(
		`Items has no value for the match field ${missing.join(', or ')}, so it is not clear whether the record exists`,
		'Fill it in, or check the expression: it returned nothing for this item. Or choose other Match Fields',
	);
}

function partOf(
	field: MatchField,
	record: GivenRecord,
	customFields: readonly CustomChange[],
): KeyPart | undefined {
	const { name, asked } = field;
	if (name.startsWith(CUSTOM_FIELD_PREFIX)) {
		return customPart(name.slice(CUSTOM_FIELD_PREFIX.length), customFields);
	}
	for (const one of asked) {
		const value =
			one.place === 'childConditions' ? entryValue(one, record) : valueAt(one.path, record);
		const isNoRecord = one.path.endsWith('/id') && Number(value) <= 0;
		if (!isEmpty(value) && !isNoRecord) return { kind: 'field', field: one, value: trimmed(value) };
	}
	return undefined;
}

function valueAt(path: string, record: GivenRecord): unknown {
	return path
		.split('/')
		.reduce<unknown>((within, step) => (isPlainObject(within) ? within[step] : undefined), record);
}

function trimmed(value: unknown): unknown {
	return typeof value === 'string' ? value.trim() : value;
}

function isEmpty(value: unknown): boolean {
	if (typeof value === 'string') return value.trim() === '';
	return value === undefined || value === null || typeof value === 'object';
}

/** Of several e-mail addresses and telephone numbers, the address that comes first or is the default. */
function entryValue({ path, label }: FilterField, record: GivenRecord): unknown {
	const [list = '', member = ''] = path.split('/');
	const given = record[list];
	const entries = (Array.isArray(given) ? given : []).filter(isPlainObject);
	const isMail = (entry: GivenRecord) => String(entry.value).includes('@');
	const mails = path === 'communicationItems/value' ? entries.filter(isMail) : [];
	if (mails.length > 0)
		return (mails.find(({ defaultFlag }) => defaultFlag === true) ?? mails[0])?.value;
	const values = [...new Set(entries.map((entry) => entry[member]).filter((one) => !isEmpty(one)))];
	if (values.length < 2) return values[0];
	throw new ParameterError(
		`Items contains several values for the match field ${label}`,
		'Enter one value, or choose other Match Fields',
	);
}

function customPart(name: string, changes: readonly CustomChange[]): KeyPart | undefined {
	const wanted = name.toLowerCase();
	const named = changes.find((change) => change.name.trim().toLowerCase() === wanted);
	if (named)
		return isEmpty(named.value)
			? undefined
			: { kind: 'customField', name, value: trimmed(named.value) };
	// Forms give ids, and which caption is whose is known to ConnectWise alone.
	const isPossible = changes.some((change) => /^\d+$/.test(change.name) && !isEmpty(change.value));
	return isPossible ? { kind: 'customField', name, value: undefined } : undefined;
}

/**
 * What records of the same key share, for taking turns: without references, which may be given by id or
 * by name, and without what the database may take for the same (case, accents, spaces at the ends).
 */
export function turnOf(path: string, parts: readonly KeyPart[]): string {
	const texts = parts.flatMap((part) => {
		if (part.kind === 'customField') return [];
		const isReference = part.field.place === 'conditions' && part.field.path.includes('/');
		return isReference ? [] : [[part.field.path, fold(part.value)]];
	});
	return `match ${path} ${JSON.stringify(texts)}`;
}

function fold(value: unknown): string {
	return String(value).normalize('NFKD').replace(/\p{M}/gu, '').trim().toLowerCase();
}
