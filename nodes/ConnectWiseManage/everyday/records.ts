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

/** Those that people work with most first: n8n's panel of actions, which has no search, keeps the order. */
export const RECORDS: readonly EverydayRecord[] = [
	{ resource: 'ticket', name: 'Ticket', collection: '/service/tickets' },
	{ resource: 'company', name: 'Company', collection: '/company/companies' },
	{ resource: 'contact', name: 'Contact', collection: '/company/contacts' },
	{ resource: 'configuration', name: 'Configuration', collection: '/company/configurations' },
	{ resource: 'timeEntry', name: 'Time Entry', collection: '/time/entries' },
	{ resource: 'scheduleEntry', name: 'Schedule Entry', collection: '/schedule/entries' },
	{ resource: 'project', name: 'Project', collection: '/project/projects' },
	{
		resource: 'projectTicket',
		name: 'Project Ticket',
		collection: '/project/tickets',
		names: ['summary'],
	},
	{ resource: 'agreement', name: 'Agreement', collection: '/finance/agreements' },
	{
		resource: 'invoice',
		name: 'Invoice',
		collection: '/finance/invoices',
		names: ['invoiceNumber'],
	},
	{ resource: 'opportunity', name: 'Opportunity', collection: '/sales/opportunities' },
	{ resource: 'document', name: 'Document', collection: '/system/documents', names: [] },
	{ resource: 'member', name: 'Member', collection: '/system/members' },
];

export function findRecord(resource: unknown): EverydayRecord | undefined {
	return RECORDS.find((record) => record.resource === resource);
}
