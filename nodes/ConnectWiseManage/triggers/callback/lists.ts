/** A list of ConnectWise to choose an id from. */
export interface ListToChooseFrom {
	/** Below the API root; `{parentId}` stands for an id of `parent`. */
	readonly path: string;
	/** Fields that make the label of an entry. */
	readonly label: readonly string[];
	/** Whether the label can be searched with conditions. */
	readonly isSearchable: boolean;
	readonly orderBy: string;
	readonly parent?: ListToChooseFrom;
}

/** By name, for lists that somebody set up. */
const named = (path: string, field = 'name', parent?: ListToChooseFrom): ListToChooseFrom => ({
	path,
	label: [field],
	isSearchable: true,
	orderBy: `${field} asc`,
	parent,
});

/** The newest first, for records of every day. */
const newest = (path: string, ...label: string[]): ListToChooseFrom => ({
	path,
	label,
	isSearchable: !label.includes('notes'),
	orderBy: 'id desc',
});

const boards = named('/service/boards');
const projects = named('/project/projects');

export const LISTS = {
	activities: newest('/sales/activities', 'name'),
	activityStatuses: named('/sales/activities/statuses'),
	activityTypes: named('/sales/activities/types'),
	agreements: named('/finance/agreements'),
	agreementTypes: named('/finance/agreements/types'),
	billingStatuses: named('/finance/billingStatuses'),
	boards,
	boardStatuses: named('/service/boards/{parentId}/statuses', 'name', boards),
	companies: named('/company/companies'),
	companyStatuses: named('/company/companies/statuses'),
	companyTypes: named('/company/companies/types'),
	configurations: named('/company/configurations'),
	configurationStatuses: named('/company/configurations/statuses', 'description'),
	configurationTypes: named('/company/configurations/types'),
	contacts: newest('/company/contacts', 'firstName', 'lastName'),
	contactTypes: named('/company/contacts/types', 'description'),
	expenseClasses: named('/expense/classifications'),
	expenses: newest('/expense/entries', 'notes'),
	expenseTypes: named('/expense/types'),
	invoices: newest('/finance/invoices', 'invoiceNumber'),
	locations: named('/system/locations'),
	members: named('/system/members', 'identifier'),
	opportunities: newest('/sales/opportunities', 'name'),
	opportunityStatuses: named('/sales/opportunities/statuses'),
	projectPhases: named('/project/projects/{parentId}/phases', 'description', projects),
	projects,
	projectStatuses: named('/project/statuses'),
	purchaseOrders: newest('/procurement/purchaseorders', 'poNumber'),
	purchaseOrderStatuses: named('/procurement/purchaseorderstatuses'),
	scheduleEntries: newest('/schedule/entries', 'name'),
	scheduleStatuses: named('/schedule/statuses'),
	scheduleTypes: named('/schedule/types'),
	securityRoles: named('/system/securityroles'),
	tickets: newest('/service/tickets', 'summary'),
	timeEntries: newest('/time/entries', 'notes'),
} as const;
