import { singularOf, titleOfSegment } from './words.mts';

const ID_NAMES: readonly string[] = ['id', 'parentid', 'grandparentid'];

/** Where the segment before the placeholder is an action or half of a name; with or without module. */
const OWNERS: Readonly<Record<string, string>> = {
	'expense/entries': 'Expense Entry',
	'expense/reports': 'Expense Report',
	'sales/orders': 'Sales Order',
	'schedule/entries': 'Schedule Entry',
	'time/entries': 'Time Entry',
	'time/sheets': 'Time Sheet',
	catalog: 'Catalog Item',
	applytemplate: 'Template',
	copy: 'Forecast',
	createfromproject: 'Project',
	conversions: 'Conversion',
	m365contactsync: 'M365 Contact Sync',
	management: 'Management',
	priority: 'Priority',
};

/** Ids in the query string, where no segment before them says whose they are. */
const QUERY_LABELS: Readonly<Record<string, string>> = {
	'/company/m365contactsync/property/ id': 'Property ID',
	'/company/m365contactsync/property/excluded id': 'Contact Sync ID',
	'/company/m365contactsync/property/included id': 'Contact Sync ID',
	'/system/audittrail id': 'Record ID',
	'/system/audittrail/count id': 'Record ID',
	'/procurement/purchaseorders/{parentId}/lineitems id': 'Line Item ID',
	'/project/projectTemplates/projectTemplatePhases parentId': 'Project Template ID',
	'/project/projectTemplates/projectTemplateTickets parentId': 'Project Template ID',
};

/**
 * `Ticket ID` for the `{parentId}` of `/service/tickets/{parentId}/notes`; nothing for a name that
 * speaks for itself.
 */
export function labelOfParameter(path: string, name: string): string | undefined {
	if (!ID_NAMES.includes(name.toLowerCase())) return undefined;
	const segments = path.split('/').filter(Boolean);
	const position = segments.indexOf(`{${name}}`);
	if (position < 0) return QUERY_LABELS[`${path} ${name}`];
	const owner = segments
		.slice(0, position)
		.filter((segment) => !segment.startsWith('{'))
		.at(-1);
	return owner === undefined ? undefined : `${ownerTitle(owner)} ID`;
}

function ownerTitle(segment: string): string {
	return OWNERS[segment.toLowerCase()] ?? singularOf(titleOfSegment(segment));
}
