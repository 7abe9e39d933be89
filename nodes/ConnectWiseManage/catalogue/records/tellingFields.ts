import type { FieldTemplate, OperationTemplate, SchemaTable } from '../types';

const TELLING_FIELD_COUNT = 10;

/** What tells one record from another, in this order; the rest is filled up with plain fields. */
const TELLING_NAMES: readonly string[] = [
	'id',
	'identifier',
	'invoiceNumber',
	'summary',
	'name',
	'title',
	'caption',
	'firstName',
	'lastName',
	'company',
	'contact',
	'board',
	'project',
	'ticket',
	'chargeToId',
	'chargeToType',
	'status',
	'stage',
	'type',
	'priority',
	'owner',
	'member',
	'assignTo',
	'timeStart',
	'actualHours',
	'manager',
	'site',
	'description',
	'text',
	'notes',
	'serialNumber',
	'quantity',
	'poNumber',
	'price',
	'total',
	'balance',
	'date',
	'startDate',
	'endDate',
	'expectedCloseDate',
	'dueDate',
	'requiredDate',
	'phoneNumber',
	'email',
	'emailAddress',
	'website',
	'city',
	'value',
	'closedFlag',
	'inactiveFlag',
];

const NAMING_MEMBERS: readonly string[] = ['name', 'identifier', 'summary', 'description', 'id'];

/**
 * At most ten names for the `fields` parameter that tell what a record is, `id` first. References
 * are given by a member, as in `status/name`. Empty where the answer is no record.
 */
export function tellingFields({ response, schemas }: OperationTemplate): string[] {
	const fields = (schemas.get(response.schema ?? '') ?? []).filter(isTelling);
	const known = TELLING_NAMES.flatMap((name) => fields.filter((field) => field.name === name));
	const plain = fields.filter((field) => field.type !== 'object' && !known.includes(field));
	return [...known, ...plain]
		.slice(0, TELLING_FIELD_COUNT)
		.map((field) => selectorOf(field, schemas));
}

const SECRET_NAME = /password|token|secret|privateKey|ssn/i;

/** Lists and nested records are what a simplified answer is there to leave out. */
function isTelling({ name, type, isReference, readOnly, writeOnly }: FieldTemplate): boolean {
	if (readOnly || writeOnly || type === 'array' || SECRET_NAME.test(name)) return false;
	return type !== 'object' || isReference === true;
}

function selectorOf({ name, schema, isReference }: FieldTemplate, schemas: SchemaTable): string {
	if (!isReference) return name;
	const members = schemas.get(schema ?? '') ?? [];
	const member = NAMING_MEMBERS.find((candidate) =>
		members.some((field) => field.name === candidate),
	);
	return `${name}/${member ?? 'id'}`;
}
