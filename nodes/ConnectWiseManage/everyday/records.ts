/** An everyday record: what the parameter Resource offers beside Any Operation. */
export interface EverydayRecord {
	readonly resource: string;
	readonly name: string;
	/** The path of the records, below which they can be listed. */
	readonly collection: string;
	/**
	 * Fields that name a record, where the catalogue has no look-up list of the records; empty where they
	 * cannot be listed by themselves, so that there is only their ID.
	 */
	readonly names?: readonly string[];
}

/** In the order of their names. */
export const RECORDS: readonly EverydayRecord[] = [
	{ resource: 'agreement', name: 'Agreement', collection: '/finance/agreements' },
	{ resource: 'company', name: 'Company', collection: '/company/companies' },
	{ resource: 'configuration', name: 'Configuration', collection: '/company/configurations' },
	{ resource: 'contact', name: 'Contact', collection: '/company/contacts' },
	{ resource: 'document', name: 'Document', collection: '/system/documents', names: [] },
	{
		resource: 'invoice',
		name: 'Invoice',
		collection: '/finance/invoices',
		names: ['invoiceNumber'],
	},
	{ resource: 'member', name: 'Member', collection: '/system/members' },
	{ resource: 'opportunity', name: 'Opportunity', collection: '/sales/opportunities' },
	{ resource: 'project', name: 'Project', collection: '/project/projects' },
	{
		resource: 'projectTicket',
		name: 'Project Ticket',
		collection: '/project/tickets',
		names: ['summary'],
	},
	{ resource: 'scheduleEntry', name: 'Schedule Entry', collection: '/schedule/entries' },
	{ resource: 'ticket', name: 'Ticket', collection: '/service/tickets' },
	{ resource: 'timeEntry', name: 'Time Entry', collection: '/time/entries' },
];

export function findRecord(resource: unknown): EverydayRecord | undefined {
	return RECORDS.find((record) => record.resource === resource);
}
