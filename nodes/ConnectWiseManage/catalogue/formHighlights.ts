/**
 * Fields that stand in the form of a new record beside those that the API document calls required,
 * in order: without them the server refuses the record or it is of no use (a note without text).
 * By schema of the body.
 */
const SHOWN_ON_CREATE: ReadonlyMap<string, readonly string[]> = new Map([
	['Contact', ['firstName', 'lastName', 'company']],
	['DocumentFormData', ['recordType', 'recordId', 'title']],
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
