import { describe, expect, it } from 'vitest';
import {
	findOperation,
	searchOperations,
} from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import type { OperationKind } from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';

const SHOWN_COUNT = 5;

async function labelsFor(kind: OperationKind, query: string): Promise<string[]> {
	const found = await searchOperations(kind, query);
	return found.map(({ label }) => label);
}

describe('what a search puts first', () => {
	it.each<[OperationKind, string, string]>([
		['query', 'tickets', 'Service › Tickets › Get Many'],
		['query', 'ticket', 'Service › Tickets › Get Many'],
		['query', 'TICKETS', 'Service › Tickets › Get Many'],
		['query', 'tick', 'Service › Tickets › Get Many'],
		['query', ' tickets ', 'Service › Tickets › Get Many'],
		['query', 'ticket note', 'Service › Tickets › Notes › Get Many'],
		['query', 'notes of a ticket', 'Service › Tickets › Notes › Get Many'],
		['query', 'note tick', 'Service › Tickets › Notes › Get Many'],
		['query', 'time entry', 'Time › Entries › Get Many'],
		['query', 'time entries', 'Time › Entries › Get Many'],
		['query', 'entries time', 'Time › Entries › Get Many'],
		['query', 'timesheet', 'Time › Sheets › Get Many'],
		['query', 'board status', 'Service › Boards › Statuses › Get Many'],
		['query', 'list companies', 'Company › Companies › Get Many'],
		['query', 'get company', 'Company › Companies › Get Many'],
		['query', 'find contact', 'Company › Contacts › Get Many'],
		['query', 'configs', 'Company › Configurations › Get Many'],
		['query', 'asset', 'Company › Configurations › Get Many'],
		['query', 'user', 'System › Members › Get Many'],
		['query', 'technician', 'System › Members › Get Many'],
		['query', 'po', 'Procurement › Purchase Orders › Get Many'],
		['query', 'po line items', 'Procurement › Purchase Orders › Line Items › Get Many'],
		['query', 'opportunity', 'Sales › Opportunities › Get Many'],
		['query', 'invoice pdf', 'Finance › Invoices › Download PDF'],
		['query', 'contact email', 'Company › Contacts › Communications › Get Many'],
		['query', 'customer', 'Company › Companies › Get Many'],
		['query', 'company site', 'Company › Companies › Sites › Get Many'],
		['query', 'agreement additions', 'Finance › Agreements › Additions › Get Many'],
		['query', 'project phases', 'Project › Projects › Phases › Get Many'],
		['query', 'search tickets', 'Service › Tickets › Search'],
		['query', 'count tickets', 'Service › Tickets › Count'],
		['query', 'download document', 'System › Documents › Download'],
		['query', 'custom fields', 'System › User Defined Fields › Get Many'],
		['query', 'udf', 'System › User Defined Fields › Get Many'],
		['query', 'webhooks', 'System › Callbacks › Get Many'],
		['query', 'sub types', 'Service › Boards › Sub Types › Get Many'],
		['query', 'system info', 'System › Info › Get'],
		['query', 'Service › Boards › Get', 'Service › Boards › Get'],
		['mutate', 'create company', 'Company › Companies › Create'],
		['mutate', 'new ticket', 'Service › Tickets › Create'],
		['mutate', 'add ticket note', 'Service › Tickets › Notes › Create'],
		['mutate', 'add note to ticket', 'Service › Tickets › Notes › Create'],
		['mutate', 'update ticket', 'Service › Tickets › Update'],
		['mutate', 'edit contact', 'Company › Contacts › Update'],
		['mutate', 'change configuration', 'Company › Configurations › Update'],
		['mutate', 'replace configuration', 'Company › Configurations › Replace'],
		['mutate', 'merge tickets', 'Service › Tickets › Merge'],
		['mutate', 'submit time sheet', 'Time › Sheets › Submit'],
		['mutate', 'upload document', 'System › Documents › Upload'],
		['mutate', 'upload file', 'System › Documents › Upload'],
		['mutate', 'close ticket', 'Service › Tickets › Update'],
		['mutate', 'change ticket status', 'Service › Tickets › Update'],
		['mutate', 'reply to ticket', 'Service › Tickets › Notes › Create'],
		['mutate', 'internal note', 'Service › Tickets › Notes › Create'],
		['mutate', 'add time entry to ticket', 'Time › Entries › Create'],
		['mutate', 'log time', 'Time › Entries › Create'],
		['mutate', 'log work', 'Time › Entries › Create'],
		['mutate', 'board status', 'Service › Boards › Statuses › Create'],
		['mutate', 'schedule entry', 'Schedule › Entries › Create'],
		['query', 'open tickets', 'Service › Tickets › Get Many'],
		['query', 'my tickets', 'Service › Tickets › Get Many'],
		['query', 'company by name', 'Company › Companies › Get Many'],
		['query', 'overdue invoices', 'Finance › Invoices › Get Many'],
		['query', 'catalog items', 'Procurement › Catalog › Get Many'],
		['query', 'dispatch', 'Schedule › Entries › Get Many'],
		['delete', 'ticket', 'Service › Tickets › Delete'],
		['delete', 'delete company', 'Company › Companies › Delete'],
		['delete', 'remove contact', 'Company › Contacts › Delete'],
	])('%s: %o finds %s', async (kind, query, label) => {
		expect((await labelsFor(kind, query))[0]).toBe(label);
	});
});

describe('ids and paths', () => {
	it.each([
		['getServiceTickets', 'getServiceTickets'],
		['getserviceticketsbyid', 'getServiceTicketsById'],
		['/service/tickets', 'getServiceTickets'],
		['service/tickets/{id}', 'getServiceTicketsById'],
		['/service/tickets/{id}/notes', 'getServiceTicketsByParentIdNotes'],
		['tickets/notes', 'getServiceTicketsByParentIdNotes'],
		['/service/tickets/42/notes', 'getServiceTicketsByParentIdNotes'],
		['GET /company/companies', 'getCompanyCompanies'],
		[
			'https://na.myconnectwise.net/v4_6_release/apis/3.0/time/entries?pageSize=5',
			'getTimeEntries',
		],
		['boards/{id}/sta', 'getServiceBoardsByParentIdStatuses'],
	])('%s finds %s', async (query, id) => {
		expect((await searchOperations('query', query))[0]?.id).toBe(id);
	});

	it('finds every hundredth operation by its id and by its path', async () => {
		const all = await searchOperations('mutate', '');
		for (const { id, method, path } of all.filter((_, position) => position % 100 === 0)) {
			expect((await searchOperations('mutate', id))[0]?.id).toBe(id);
			expect((await searchOperations('mutate', `${method} ${path}`))[0]?.path).toBe(path);
		}
	});
});

describe('within the first five', () => {
	it.each<[OperationKind, string, string]>([
		['query', 'time entry', 'getServiceTicketsByParentIdTimeentries'],
		['query', 'note', 'getCompanyCompaniesByParentIdNotes'],
		['query', 'po', 'getProcurementPurchaseordersById'],
		['query', 'tickets', 'getProjectTickets'],
		['mutate', 'attach file', 'postSystemDocuments'],
		['mutate', 'convert opportunity', 'postSalesOpportunitiesByIdConvertToAgreement'],
	])('%s: %o finds %s', async (kind, query, id) => {
		expect(await findOperation(id)).toBeDefined();
		const shown = (await searchOperations(kind, query)).slice(0, SHOWN_COUNT);
		expect(shown.map((summary) => summary.id)).toContain(id);
	});
});

describe('among the operations of all kinds', () => {
	it.each([
		['create ticket', 'postServiceTickets'],
		['close ticket', 'patchServiceTicketsById'],
		['delete company', 'deleteCompanyCompaniesById'],
		['list tickets', 'getServiceTickets'],
		['time entry', 'getTimeEntries'],
		['add note to ticket', 'postServiceTicketsByParentIdNotes'],
		['DELETE /service/tickets/5', 'deleteServiceTicketsById'],
		['invoice pdf', 'getFinanceInvoicesByIdPdf'],
	])('%j finds %s first', async (query, id) => {
		expect((await searchOperations('any', query))[0]?.id).toBe(id);
	});

	it.each(['ticket', 'company note', '/service/tickets', ''])(
		'%j finds what the kinds find, each in its order',
		async (query) => {
			const all = await searchOperations('any', query);
			for (const kind of ['query', 'mutate', 'delete'] as const) {
				const ofKind = await searchOperations(kind, query);
				expect(all.filter((summary) => summary.kind === kind)).toEqual(ofKind);
			}
		},
	);
});

describe('when nothing is typed', () => {
	it.each<[OperationKind, string]>([
		['query', 'Get Many'],
		['mutate', 'Create'],
	])('%s: common records come first', async (kind, verb) => {
		const records = [
			'Service › Tickets',
			'Company › Companies',
			'Company › Contacts',
			'Company › Configurations',
			'Time › Entries',
			'Project › Projects',
			'Finance › Agreements',
			'Finance › Invoices',
			'System › Members',
			'Service › Boards',
		];
		const labels = await labelsFor(kind, '');
		expect(labels.slice(0, 10)).toEqual(records.map((record) => `${record} › ${verb}`));
	});

	it('lists the rest by label', async () => {
		const rest = (await labelsFor('query', '')).slice(20);
		const compare = new Intl.Collator('en', { numeric: true }).compare;
		expect(rest).toEqual([...rest].sort(compare));
	});

	it('starts with what can be deleted most often', async () => {
		expect((await labelsFor('delete', '')).slice(0, 2)).toEqual([
			'Service › Tickets › Delete',
			'Company › Companies › Delete',
		]);
	});
});

describe('when nothing fits', () => {
	it.each([
		'zzzz',
		'zzzz by id',
		'no such thing at all',
		'/zzzz',
		'///',
		'{}',
		'***',
		'constructor',
		'√',
	])('%o finds nothing', async (query) => {
		expect(await searchOperations('query', query)).toEqual([]);
	});

	it('does not offer a creation under Delete', async () => {
		expect(await searchOperations('delete', 'create company')).toEqual([]);
	});
});
