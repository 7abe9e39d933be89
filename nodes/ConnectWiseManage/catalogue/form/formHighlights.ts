/**
 * Fields that stand in the form of a new record beside those that the API document calls required,
 * in order: without them the server refuses the record or it is of no use (a note without text).
 * By schema of the body.
 */
const SHOWN_ON_CREATE: ReadonlyMap<string, readonly string[]> = new Map([
	['Contact', ['firstName', 'lastName', 'company']],
	['DocumentFormData', ['file', 'recordType', 'recordId', 'title']],
	['ProjectNote', ['text']],
	['ServiceNote', ['text', 'detailDescriptionFlag', 'internalAnalysisFlag', 'resolutionFlag']],
	[
		'Ticket',
		['summary', 'company', 'board', 'status', 'priority', 'contact', 'initialDescription'],
	],
	['TicketNote', ['text', 'detailDescriptionFlag', 'internalAnalysisFlag', 'resolutionFlag']],
	['TimeEntry', ['chargeToType', 'chargeToId', 'timeStart', 'timeEnd', 'notes']],
]);

/** Options that a list is not answered without, though the document does not say so. */
const SHOWN_OPTIONS: ReadonlyMap<string, readonly string[]> = new Map([
	['/system/documents', ['recordType', 'recordId']],
]);

/** Place of a field among those shown in a new record's form; `undefined` for all others. */
export function placeOnCreate(schema: string | undefined, field: string): number | undefined {
	const place = SHOWN_ON_CREATE.get(schema ?? '')?.indexOf(field) ?? -1;
	return place < 0 ? undefined : place;
}

/** Whether the option stands in the form of the list at this path. */
export function isOptionShown(path: string, option: string): boolean {
	return SHOWN_OPTIONS.get(path)?.includes(option) === true;
}

/** By schema of the body or path of the list, then by field. */
type ByField<T> = ReadonlyMap<string, Readonly<Record<string, T>>>;

const DOCUMENT_OWNERS: readonly string[] = [
	'Agreement',
	'Company',
	'Configuration',
	'Contact',
	'Expense',
	'Opportunity',
	'Project',
	'PurchaseOrder',
	'Rma',
	'SalesOrder',
	'ServiceTemplate',
	'Ticket',
];

/** Values that the API document leaves as text. Others may exist: an expression or JSON gives them. */
const KNOWN_VALUES: ByField<readonly string[]> = new Map<
	string,
	Readonly<Record<string, readonly string[]>>
>([
	['DocumentFormData', { recordType: DOCUMENT_OWNERS }],
	['/system/documents', { recordType: DOCUMENT_OWNERS }],
	['/system/documents/count', { recordType: DOCUMENT_OWNERS }],
	[
		'CallbackEntry',
		{
			type: [
				'Activity',
				'Agreement',
				'Company',
				'Configuration',
				'Contact',
				'Expense',
				'Invoice',
				'Member',
				'Opportunity',
				'ProductCatalog',
				'Project',
				'PurchaseOrder',
				'Schedule',
				'Site',
				'Ticket',
				'Time',
			],
			level: [
				'Owner',
				'Activity',
				'Agreement',
				'Board',
				'ChargeToType',
				'Class',
				'Company',
				'Configuration',
				'Contact',
				'Expense',
				'IntegratorTag',
				'Invoice',
				'Location',
				'Member',
				'Opportunity',
				'Phase',
				'Project',
				'PurchaseOrder',
				'Schedule',
				'SecurityRole',
				'Status',
				'StatusId',
				'Territory',
				'Ticket',
				'Time',
				'Type',
				'Vendor',
			],
		},
	],
]);

const NOTE_LABELS = {
	detailDescriptionFlag: 'Discussion (Customer Sees It)',
	internalAnalysisFlag: 'Internal (Staff Only)',
	resolutionFlag: 'Resolution (Customer Sees It)',
};

/** Labels where the field's name does not say what it is for. */
const TELLING_LABELS: ByField<string> = new Map([
	['ServiceNote', NOTE_LABELS],
	['TicketNote', NOTE_LABELS],
]);

/** The values that a text field is known to take; `place` is the body's schema or the path. */
export function knownValues(
	place: string | undefined,
	field: string,
): readonly string[] | undefined {
	return ownMember(KNOWN_VALUES.get(place ?? ''), field);
}

export function tellingLabel(schema: string | undefined, field: string): string | undefined {
	return ownMember(TELLING_LABELS.get(schema ?? ''), field);
}

function ownMember<T>(
	record: Readonly<Record<string, T>> | undefined,
	name: string,
): T | undefined {
	return record && Object.prototype.hasOwnProperty.call(record, name) ? record[name] : undefined;
}
