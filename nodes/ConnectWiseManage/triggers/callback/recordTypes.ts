import { LISTS, type ListToChooseFrom } from './lists';

/** What a callback can watch: one board, one status, ...; `owner` stands for everything. */
export interface WatchLevel {
	/** In ConnectWise's spelling, lower case. */
	readonly level: string;
	readonly name: string;
	/** Where the ids of this level can be chosen from; without it they are entered. */
	readonly list?: ListToChooseFrom;
}

/** A list that holds records of a type, and how the audit trail calls them. */
export interface RecordSource {
	/** Below the API root. */
	readonly path: string;
	readonly auditType: string;
}

/** A record type that ConnectWise sends callbacks for. */
export interface RecordType {
	/** In ConnectWise's spelling, lower case. */
	readonly type: string;
	readonly name: string;
	/** As it stands in a sentence: `On ticket changes`. */
	readonly noun: string;
	/** Tickets of projects have a list of their own. */
	readonly sources: readonly [RecordSource, ...RecordSource[]];
	readonly levels: readonly WatchLevel[];
}

export const EVERYTHING = 'owner';

const level = (value: string, name: string, list?: ListToChooseFrom): WatchLevel => ({
	level: value,
	name,
	list,
});

const everything = level(EVERYTHING, 'Everything');
const company = level('company', 'Company', LISTS.companies);
const territory = level('territory', 'Territory', LISTS.locations);
const integratorTag = level('integratortag', 'Integrator Tag');

function recordType(
	type: string,
	name: string,
	path: string,
	levels: readonly WatchLevel[],
	auditType = name.replace(/ /g, ''),
): RecordType {
	return {
		type,
		name,
		noun: name.toLowerCase(),
		sources: [{ path, auditType }],
		levels: [everything, ...levels],
	};
}

const ticket: RecordType = {
	type: 'ticket',
	name: 'Ticket',
	noun: 'ticket',
	sources: [
		{ path: '/service/tickets', auditType: 'Ticket' },
		{ path: '/project/tickets', auditType: 'ProjectTicket' },
	],
	levels: [
		everything,
		level('board', 'Board', LISTS.boards),
		level('status', 'Status', LISTS.boardStatuses),
		level('project', 'Project', LISTS.projects),
		level('phase', 'Project Phase', LISTS.projectPhases),
		level('ticket', 'One Ticket', LISTS.tickets),
		integratorTag,
	],
};

/** Types and levels as ConnectWise's developer guide lists them. */
export const RECORD_TYPES: readonly RecordType[] = [
	recordType('activity', 'Activity', '/sales/activities', [
		level('status', 'Status', LISTS.activityStatuses),
		level('type', 'Type', LISTS.activityTypes),
		company,
		level('activity', 'One Activity', LISTS.activities),
	]),
	recordType('agreement', 'Agreement', '/finance/agreements', [
		level('type', 'Type', LISTS.agreementTypes),
		company,
		level('agreement', 'One Agreement', LISTS.agreements),
	]),
	recordType('company', 'Company', '/company/companies', [
		level('status', 'Status', LISTS.companyStatuses),
		level('type', 'Type', LISTS.companyTypes),
		territory,
		level('company', 'One Company', LISTS.companies),
		integratorTag,
	]),
	recordType('configuration', 'Configuration', '/company/configurations', [
		level('type', 'Type', LISTS.configurationTypes),
		level('status', 'Status', LISTS.configurationStatuses),
		level('configuration', 'One Configuration', LISTS.configurations),
	]),
	recordType('contact', 'Contact', '/company/contacts', [
		level('type', 'Type', LISTS.contactTypes),
		territory,
		company,
		level('contact', 'One Contact', LISTS.contacts),
	]),
	recordType(
		'expense',
		'Expense Entry',
		'/expense/entries',
		[
			level('chargetotype', 'Charge-To Type'),
			level('type', 'Type', LISTS.expenseTypes),
			level('class', 'Class', LISTS.expenseClasses),
			company,
			level('expense', 'One Expense Entry', LISTS.expenses),
		],
		'Expense',
	),
	recordType('invoice', 'Invoice', '/finance/invoices', [
		level('status', 'Status', LISTS.billingStatuses),
		company,
		level('invoice', 'One Invoice', LISTS.invoices),
	]),
	recordType('member', 'Member', '/system/members', [
		level('location', 'Location', LISTS.locations),
		level('securityrole', 'Security Role', LISTS.securityRoles),
		level('member', 'One Member', LISTS.members),
	]),
	recordType('opportunity', 'Opportunity', '/sales/opportunities', [
		level('statusid', 'Status', LISTS.opportunityStatuses),
		company,
		level('opportunity', 'One Opportunity', LISTS.opportunities),
	]),
	recordType('productcatalog', 'Product Catalog', '/procurement/catalog', []),
	recordType('project', 'Project', '/project/projects', [
		level('status', 'Status', LISTS.projectStatuses),
		level('board', 'Board', LISTS.boards),
		level('project', 'One Project', LISTS.projects),
	]),
	recordType('purchaseorder', 'Purchase Order', '/procurement/purchaseorders', [
		level('status', 'Status', LISTS.purchaseOrderStatuses),
		level('vendor', 'Vendor', LISTS.companies),
		company,
		level('purchaseorder', 'One Purchase Order', LISTS.purchaseOrders),
	]),
	recordType(
		'schedule',
		'Schedule Entry',
		'/schedule/entries',
		[
			level('status', 'Status', LISTS.scheduleStatuses),
			level('type', 'Type', LISTS.scheduleTypes),
			level('location', 'Location'),
			level('member', 'Member', LISTS.members),
			level('schedule', 'One Schedule Entry', LISTS.scheduleEntries),
		],
		'Schedule',
	),
	ticket,
	recordType(
		'time',
		'Time Entry',
		'/time/entries',
		[company, level('time', 'One Time Entry', LISTS.timeEntries)],
		'Time',
	),
];

export function findRecordType(type: string): RecordType | undefined {
	return RECORD_TYPES.find((known) => known.type === type);
}

/** How the audit trail calls the records of a list; undefined for lists that it is not known to keep. */
export function auditTypeOf(path: string): string | undefined {
	const sources = RECORD_TYPES.flatMap((type) => type.sources);
	return sources.find((source) => source.path === path)?.auditType;
}

export function findLevel(type: RecordType, value: string): WatchLevel | undefined {
	return type.levels.find((known) => known.level === value);
}
