import { fitLabel, titleOfName } from '../catalogue/form/labels';
import type { FieldTemplate, SchemaTable, ValueType } from '../catalogue/types';
import type { FilterKind } from './operators';

/** The parameter of a list that a condition travels in. */
export type FilterPlace = 'conditions' | 'childConditions' | 'customFieldConditions';

/** A field that records can be filtered by. */
export interface FilterField {
	/** As conditions write it: `summary`, `board/name`, `communicationItems/value`. */
	readonly path: string;
	readonly label: string;
	readonly kind: FilterKind;
	readonly place: FilterPlace;
	/** Values of an enumeration. */
	readonly values?: readonly string[];
	/** Never without a value, so that "does not equal" needs no look at empty ones. */
	readonly isAlwaysSet?: boolean;
	/** Schema of the reference that the field is a member of, e.g. `BoardReference`. */
	readonly reference?: string;
}

const KINDS: Readonly<Partial<Record<ValueType, FilterKind>>> = {
	string: 'text',
	uuid: 'text',
	any: 'text',
	integer: 'number',
	number: 'number',
	boolean: 'boolean',
	date: 'date',
	dateTime: 'date',
};

/** What tells a referenced record; its other members are of no use in a filter. */
const REFERENCE_MEMBERS: readonly string[] = ['name', 'identifier', 'id'];

/** Dates that the document calls text (`closedDate` of a ticket). */
const DATE_NAME = /(?:Date|UTC)$|^date/;

/** Kept in `_info`, and all the same taken by the conditions of nearly every list (behaviour: 4.2). */
const BOOKKEEPING: readonly FilterField[] = [
	{ path: 'lastUpdated', label: 'Last Updated', kind: 'date', place: 'conditions' },
	{ path: 'dateEntered', label: 'Date Entered', kind: 'date', place: 'conditions' },
];

/** Begins the path of a custom field: `customFields/Asset Tag`. */
export const CUSTOM_FIELD_PREFIX = 'customFields/';

/**
 * Fields of a record by which its list can be filtered: plain fields, the telling members of
 * references, and those of the lists inside it. Sorted by label, each path once.
 */
export function toFilterFields(schema: string | undefined, schemas: SchemaTable): FilterField[] {
	const fields = schemas.get(schema ?? '') ?? [];
	const own = fields.flatMap((field) => fieldsOf(field, schemas));
	const hasInfo = fields.some(({ name }) => name === '_info');
	const bookkeeping = hasInfo ? BOOKKEEPING.filter(({ path }) => !own.some(isAt(path))) : [];
	const sorted = [...own, ...bookkeeping].sort((left, right) =>
		left.label < right.label ? -1 : 1,
	);
	return sorted.map((field) => withOwnLabel(field, sorted));
}

/** `contactName` beside `contact/name`. */
function withOwnLabel(field: FilterField, all: readonly FilterField[]): FilterField {
	const isShared = all.some(({ label, path }) => label === field.label && path !== field.path);
	return isShared && !field.path.includes('/')
		? { ...field, label: fitLabel(`${field.label} (${field.path})`) }
		: field;
}

const isAt = (path: string) => (field: FilterField) => field.path === path;

function fieldsOf(field: FieldTemplate, schemas: SchemaTable): FilterField[] {
	const { name, type, schema, isReference, readOnly, writeOnly } = field;
	if (readOnly || writeOnly || name === 'customFields') return [];
	const members = schemas.get(schema ?? '') ?? [];
	if (isReference) return referenceFields(name, members, 'conditions', schema);
	if (type === 'array') return childFields(name, members);
	const plain = plainField(field, name, fitLabel(titleOfName(name)), 'conditions');
	return plain ? [plain] : [];
}

function plainField(
	field: FieldTemplate,
	path: string,
	label: string,
	place: FilterPlace,
): FilterField | undefined {
	const { name, type, enum: values } = field;
	const kind = values ? 'choice' : KINDS[type];
	if (kind === undefined) return undefined;
	const isAlwaysSet = field.requiredOnCreate === true || name === 'id' || type === 'boolean';
	const isDate = kind === 'text' && DATE_NAME.test(name);
	return {
		path,
		label,
		kind: isDate ? 'date' : kind,
		place,
		...(values ? { values } : {}),
		...(isAlwaysSet ? { isAlwaysSet } : {}),
	};
}

function referenceFields(
	path: string,
	members: readonly FieldTemplate[],
	place: FilterPlace,
	reference: string | undefined,
): FilterField[] {
	return REFERENCE_MEMBERS.flatMap((member) => {
		const found = members.find((one) => one.name === member);
		const label = fitLabel(`${titleOfName(path.replace(/\//g, ' '))} ${titleOfName(member)}`);
		const field = found && plainField(found, `${path}/${member}`, label, place);
		// An id is set where the reference is, which it need not be.
		return field ? [{ ...field, isAlwaysSet: false, reference }] : [];
	});
}

function childFields(name: string, members: readonly FieldTemplate[]): FilterField[] {
	return members.flatMap((member) => {
		if (member.readOnly || member.writeOnly || member.type === 'array') return [];
		const path = `${name}/${member.name}`;
		const label = fitLabel(`${titleOfName(name)}: ${titleOfName(member.name)}`);
		const field = plainField(member, path, label, 'childConditions');
		return field ? [field] : [];
	});
}
