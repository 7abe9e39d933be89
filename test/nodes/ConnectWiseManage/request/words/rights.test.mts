import { beforeAll, describe, expect, it } from 'vitest';
import type { HttpMethod } from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import type { RequestPlan } from '../../../../../nodes/ConnectWiseManage/request/plan.ts';
import { lackingRight } from '../../../../../nodes/ConnectWiseManage/request/words/rights.ts';
import { loadAllTemplates } from '../../catalogue/allTemplates.mts';

const toPlan = (
	method: HttpMethod,
	path: string,
	isRepeatable = method === 'GET',
): RequestPlan => ({
	method,
	path,
	query: {},
	isRepeatable,
	label: 'Example',
});

describe('the right that a refused request lacks', () => {
	it.each<readonly [HttpMethod, string, string]>([
		['GET', '/service/tickets', 'Service Desk > Service Tickets, Inquire Level'],
		['GET', '/service/tickets/count', 'Service Desk > Service Tickets, Inquire Level'],
		['POST', '/service/tickets', 'Service Desk > Service Tickets, Add Level'],
		['POST', '/service/tickets/5/notes', 'Service Desk > Service Tickets, Add Level'],
		['PATCH', '/service/tickets/5', 'Service Desk > Service Tickets, Edit Level'],
		['PUT', '/service/tickets/5', 'Service Desk > Service Tickets, Edit Level'],
		['DELETE', '/service/tickets/5', 'Service Desk > Service Tickets, Delete Level'],
		['GET', '/service/boards/1/statuses', 'System > Table Setup, Inquire Level'],
		['GET', '/project/tickets', 'Project > Project Tickets, Inquire Level'],
		['GET', '/project/projects/1/phases', 'Project > Project Phase, Inquire Level'],
		['POST', '/project/projects', 'Project > Project Headers, Add Level'],
		['GET', '/company/companies', 'Companies > Company Maintenance, Inquire Level'],
		['PATCH', '/company/companies/5', 'Companies > Company Maintenance, Edit Level'],
		['GET', '/company/companies/types', 'System > Table Setup, Inquire Level'],
		['GET', '/company/companyTypeAssociations', 'Inquire Level'],
		['POST', '/company/contacts', 'Companies > Contacts, Add Level'],
		['GET', '/company/contacts/types', 'System > Table Setup, Inquire Level'],
		['DELETE', '/company/configurations/5', 'Companies > Configurations, Delete Level'],
		['GET', '/company/configurations/types', 'System > Table Setup, Inquire Level'],
		['GET', '/company/noteTypes', 'System > Table Setup, Inquire Level'],
		['POST', '/time/entries', 'Time & Expense > Time Entry, Add Level'],
		['GET', '/time/workTypes', 'System > Table Setup, Inquire Level'],
		['POST', '/expense/entries', 'Time & Expense > Expense Report Entry, Add Level'],
		['GET', '/finance/agreements/5/additions', 'Finance > Agreements, Inquire Level'],
		['GET', '/finance/invoices/5/pdf', 'Finance > Invoicing, Inquire Level'],
		['PATCH', '/procurement/catalog/5', 'Procurement > Product Catalog, Edit Level'],
		['GET', '/procurement/purchaseorders', 'Procurement > Purchase Orders, Inquire Level'],
		['GET', '/procurement/purchaseorderstatuses', 'System > Table Setup, Inquire Level'],
		['GET', '/sales/opportunities', 'Sales > Opportunity, Inquire Level'],
		['GET', '/sales/activities', 'Companies > CRM/Sales Activities, Inquire Level'],
		['POST', '/schedule/entries', 'Service Desk > Resource Scheduling, Add Level'],
		['GET', '/system/members', 'System > Member Maintenance, Inquire Level'],
		['GET', '/system/membertemplates', 'Inquire Level'],
		['POST', '/system/documents', 'Companies > Manage Attachments, Add Level'],
		['POST', '/system/callbacks', 'Add Level'],
		['GET', '/system/departments', 'System > Table Setup, Inquire Level'],
		['GET', '/system/info', 'Inquire Level'],
		['GET', '/system/departmentsOfAnotherKind', 'Inquire Level'],
		['GET', '/else/service/tickets', 'Inquire Level'],
		['GET', '', 'Inquire Level'],
	])('%s %s: %s', (method, path, right) => {
		expect(lackingRight(toPlan(method, path))).toBe(right);
	});

	it('of a search by POST is the one to read', () => {
		const plan = toPlan('POST', '/service/tickets/search', true);
		expect(lackingRight(plan)).toBe('Service Desk > Service Tickets, Inquire Level');
	});

	describe('over the whole catalogue', () => {
		let named: string[];
		let count: number;
		beforeAll(async () => {
			const rights = (await loadAllTemplates()).map(({ method, path }) =>
				lackingRight(toPlan(method, path.replace(/\{\w+\}/g, '5'))),
			);
			count = rights.length;
			named = rights.filter((right) => right.includes(' > '));
		});

		it('is named for most operations', () => {
			expect(named.length / count).toBeGreaterThan(0.6);
		});

		it('has one of four levels', () => {
			const levels = new Set(named.map((right) => right.replace(/^.*, /, '')));
			expect([...levels].sort()).toEqual([
				'Add Level',
				'Delete Level',
				'Edit Level',
				'Inquire Level',
			]);
		});
	});
});
