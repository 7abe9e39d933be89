import { NOTE_TYPE } from './noteType';
import type { JobDetails } from './types';

/** Beside the four names, where the ID of the record goes and what the job fixes. */
export type JobRow = readonly [
	resource: string,
	operation: string,
	action: string,
	operationId: string,
	details?: JobDetails,
];

const BY_ID: JobDetails = { record: 'options.id' };
const BELOW: JobDetails = { record: 'options.parentId' };
const TICKET_NOTE: JobDetails = { ...BELOW, choice: NOTE_TYPE };
const EXISTING: JobDetails = { updatesExisting: true };

const time = (chargeToType: string): JobDetails => ({
	record: 'items.chargeToId',
	preset: { 'items.chargeToType': chargeToType },
});
const file = (recordType: string): JobDetails => ({
	record: 'items.recordId',
	preset: { 'items.recordType': recordType },
});
const files = (recordType: string): JobDetails => ({
	record: 'options.recordId',
	preset: { 'options.recordType': recordType },
});

/**
 * Every everyday job, by record and in the order of the operations' names. Ids are of the catalogue;
 * what is preset follows the API document and the product (`recordType` of documents is its list, of
 * which a project ticket is a `Ticket`).
 */
export const TABLE: readonly JobRow[] = [
	[
		'agreement',
		'addAddition',
		'Add an addition to an agreement',
		'postFinanceAgreementsByParentIdAdditions',
		BELOW,
	],
	['agreement', 'create', 'Create an agreement', 'postFinanceAgreements'],
	['agreement', 'get', 'Get an agreement', 'getFinanceAgreementsById', BY_ID],
	[
		'agreement',
		'getAdditions',
		'Get additions of an agreement',
		'getFinanceAgreementsByParentIdAdditions',
		BELOW,
	],
	['agreement', 'getAll', 'Get many agreements', 'getFinanceAgreements'],
	['agreement', 'update', 'Update an agreement', 'patchFinanceAgreementsById', BY_ID],

	['company', 'addNote', 'Add a note to a company', 'postCompanyCompaniesByParentIdNotes', BELOW],
	['company', 'attachFile', 'Attach a file to a company', 'postSystemDocuments', file('Company')],
	['company', 'create', 'Create a company', 'postCompanyCompanies'],
	['company', 'upsert', 'Create or update a company', 'postCompanyCompanies', EXISTING],
	['company', 'deleteRecord', 'Delete a company', 'deleteCompanyCompaniesById', BY_ID],
	['company', 'get', 'Get a company', 'getCompanyCompaniesById', BY_ID],
	['company', 'getAll', 'Get many companies', 'getCompanyCompanies'],
	['company', 'getNotes', 'Get notes of a company', 'getCompanyCompaniesByParentIdNotes', BELOW],
	['company', 'update', 'Update a company', 'patchCompanyCompaniesById', BY_ID],

	['configuration', 'create', 'Create a configuration', 'postCompanyConfigurations'],
	[
		'configuration',
		'upsert',
		'Create or update a configuration',
		'postCompanyConfigurations',
		EXISTING,
	],
	[
		'configuration',
		'deleteRecord',
		'Delete a configuration',
		'deleteCompanyConfigurationsById',
		BY_ID,
	],
	['configuration', 'get', 'Get a configuration', 'getCompanyConfigurationsById', BY_ID],
	['configuration', 'getAll', 'Get many configurations', 'getCompanyConfigurations'],
	['configuration', 'update', 'Update a configuration', 'patchCompanyConfigurationsById', BY_ID],

	['contact', 'create', 'Create a contact', 'postCompanyContacts'],
	['contact', 'upsert', 'Create or update a contact', 'postCompanyContacts', EXISTING],
	['contact', 'deleteRecord', 'Delete a contact', 'deleteCompanyContactsById', BY_ID],
	['contact', 'get', 'Get a contact', 'getCompanyContactsById', BY_ID],
	['contact', 'getAll', 'Get many contacts', 'getCompanyContacts'],
	['contact', 'update', 'Update a contact', 'patchCompanyContactsById', BY_ID],

	['document', 'deleteRecord', 'Delete a document', 'deleteSystemDocumentsById', BY_ID],
	['document', 'download', 'Download a document', 'getSystemDocumentsByIdDownload', BY_ID],
	['document', 'get', 'Get a document', 'getSystemDocumentsById', BY_ID],
	['document', 'getAll', 'Get many documents', 'getSystemDocuments'],
	['document', 'upload', 'Upload a document', 'postSystemDocuments'],

	['invoice', 'downloadPdf', 'Download the PDF of an invoice', 'getFinanceInvoicesByIdPdf', BY_ID],
	['invoice', 'get', 'Get an invoice', 'getFinanceInvoicesById', BY_ID],
	['invoice', 'getAll', 'Get many invoices', 'getFinanceInvoices'],

	['member', 'get', 'Get a member', 'getSystemMembersById', BY_ID],
	['member', 'getAll', 'Get many members', 'getSystemMembers'],

	[
		'opportunity',
		'addNote',
		'Add a note to an opportunity',
		'postSalesOpportunitiesByParentIdNotes',
		BELOW,
	],
	['opportunity', 'create', 'Create an opportunity', 'postSalesOpportunities'],
	['opportunity', 'get', 'Get an opportunity', 'getSalesOpportunitiesById', BY_ID],
	['opportunity', 'getAll', 'Get many opportunities', 'getSalesOpportunities'],
	[
		'opportunity',
		'getNotes',
		'Get notes of an opportunity',
		'getSalesOpportunitiesByParentIdNotes',
		BELOW,
	],
	['opportunity', 'update', 'Update an opportunity', 'patchSalesOpportunitiesById', BY_ID],

	['project', 'addNote', 'Add a note to a project', 'postProjectProjectsByParentIdNotes', BELOW],
	['project', 'create', 'Create a project', 'postProjectProjects'],
	['project', 'get', 'Get a project', 'getProjectProjectsById', BY_ID],
	['project', 'getAll', 'Get many projects', 'getProjectProjects'],
	['project', 'getNotes', 'Get notes of a project', 'getProjectProjectsByParentIdNotes', BELOW],
	['project', 'update', 'Update a project', 'patchProjectProjectsById', BY_ID],

	[
		'projectTicket',
		'addNote',
		'Add a note to a project ticket',
		'postProjectTicketsByParentIdNotes',
		TICKET_NOTE,
	],
	['projectTicket', 'create', 'Create a project ticket', 'postProjectTickets'],
	['projectTicket', 'deleteRecord', 'Delete a project ticket', 'deleteProjectTicketsById', BY_ID],
	['projectTicket', 'get', 'Get a project ticket', 'getProjectTicketsById', BY_ID],
	['projectTicket', 'getAll', 'Get many project tickets', 'getProjectTickets'],
	[
		'projectTicket',
		'getNotes',
		'Get notes of a project ticket',
		'getProjectTicketsByParentIdAllNotes',
		BELOW,
	],
	[
		'projectTicket',
		'logTime',
		'Log time on a project ticket',
		'postTimeEntries',
		time('ProjectTicket'),
	],
	['projectTicket', 'update', 'Update a project ticket', 'patchProjectTicketsById', BY_ID],

	['scheduleEntry', 'create', 'Create a schedule entry', 'postScheduleEntries'],
	['scheduleEntry', 'deleteRecord', 'Delete a schedule entry', 'deleteScheduleEntriesById', BY_ID],
	['scheduleEntry', 'get', 'Get a schedule entry', 'getScheduleEntriesById', BY_ID],
	['scheduleEntry', 'getAll', 'Get many schedule entries', 'getScheduleEntries'],
	['scheduleEntry', 'update', 'Update a schedule entry', 'patchScheduleEntriesById', BY_ID],

	['ticket', 'addNote', 'Add a note to a ticket', 'postServiceTicketsByParentIdNotes', TICKET_NOTE],
	['ticket', 'attachFile', 'Attach a file to a ticket', 'postSystemDocuments', file('Ticket')],
	['ticket', 'count', 'Count tickets', 'getServiceTicketsCount'],
	['ticket', 'create', 'Create a ticket', 'postServiceTickets'],
	['ticket', 'upsert', 'Create or update a ticket', 'postServiceTickets', EXISTING],
	['ticket', 'deleteRecord', 'Delete a ticket', 'deleteServiceTicketsById', BY_ID],
	['ticket', 'get', 'Get a ticket', 'getServiceTicketsById', BY_ID],
	['ticket', 'getFiles', 'Get files of a ticket', 'getSystemDocuments', files('Ticket')],
	['ticket', 'getAll', 'Get many tickets', 'getServiceTickets'],
	['ticket', 'getNotes', 'Get notes of a ticket', 'getServiceTicketsByParentIdAllNotes', BELOW],
	['ticket', 'logTime', 'Log time on a ticket', 'postTimeEntries', time('ServiceTicket')],
	['ticket', 'merge', 'Merge tickets into a ticket', 'postServiceTicketsByParentIdMerge', BELOW],
	['ticket', 'update', 'Update a ticket', 'patchServiceTicketsById', BY_ID],

	['timeEntry', 'create', 'Create a time entry', 'postTimeEntries'],
	['timeEntry', 'deleteRecord', 'Delete a time entry', 'deleteTimeEntriesById', BY_ID],
	['timeEntry', 'get', 'Get a time entry', 'getTimeEntriesById', BY_ID],
	['timeEntry', 'getAll', 'Get many time entries', 'getTimeEntries'],
	['timeEntry', 'update', 'Update a time entry', 'patchTimeEntriesById', BY_ID],
];
