/** Levels by type, as the developer guide lists them; site's are not known and assumed. */
export const LEVELS: Readonly<Record<string, readonly string[]>> = {
	activity: ['owner', 'status', 'type', 'company', 'activity'],
	agreement: ['owner', 'type', 'company', 'agreement'],
	company: ['owner', 'status', 'type', 'territory', 'company', 'integratortag'],
	configuration: ['owner', 'type', 'status', 'configuration'],
	contact: ['owner', 'type', 'territory', 'company', 'contact'],
	expense: ['owner', 'chargetotype', 'type', 'class', 'company', 'expense'],
	invoice: ['owner', 'status', 'company', 'invoice'],
	member: ['owner', 'location', 'securityrole', 'member'],
	opportunity: ['owner', 'statusid', 'company', 'opportunity'],
	productcatalog: ['owner'],
	project: ['owner', 'status', 'board', 'project'],
	purchaseorder: ['owner', 'status', 'vendor', 'company', 'purchaseorder'],
	schedule: ['owner', 'status', 'type', 'location', 'member', 'schedule'],
	site: ['owner', 'company', 'site'],
	ticket: ['owner', 'board', 'project', 'phase', 'status', 'ticket', 'integratortag'],
	time: ['owner', 'company', 'time'],
};

/** Which type the records of a collection are, by the end of its path. */
const TYPES: ReadonlyMap<string, string> = new Map([
	['service/tickets', 'ticket'],
	['project/tickets', 'ticket'],
	['company/companies', 'company'],
	['company/contacts', 'contact'],
	['company/configurations', 'configuration'],
	['finance/agreements', 'agreement'],
	['finance/invoices', 'invoice'],
	['project/projects', 'project'],
	['sales/activities', 'activity'],
	['sales/opportunities', 'opportunity'],
	['schedule/entries', 'schedule'],
	['time/entries', 'time'],
	['expense/entries', 'expense'],
	['system/members', 'member'],
	['procurement/catalog', 'productcatalog'],
	['procurement/purchaseorders', 'purchaseorder'],
]);

export const callbackTypeOf = (path: string): string | undefined =>
	TYPES.get(path) ?? (/^company\/companies\/\d+\/sites$/.test(path) ? 'site' : undefined);

/** The collections whose changes are told of. */
export const typedPaths: readonly string[] = [...TYPES.keys()];
