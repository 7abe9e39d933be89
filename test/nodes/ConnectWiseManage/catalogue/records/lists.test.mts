import { describe, expect, it } from 'vitest';
import {
	hasSharedIds,
	isList,
	isListOfRecords,
	loadTemplate,
} from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';

describe('an operation', () => {
	it.each([
		// id, reads a list, of records that can be told by their id
		['getServiceTickets', true, true],
		['getServiceTicketsByParentIdNotes', true, true],
		['getServiceTicketsByParentIdAllNotes', true, false],
		['getSystemAudittrail', true, false],
		['getProcurementCatalogVendorsByParentId', true, true],
		['getServiceTicketsById', false, false],
		['getServiceTicketsCount', false, false],
		['postServiceTicketsSearch', false, false],
		['postServiceTickets', false, false],
	])('%s reads a list: %j, of records with ids of their own: %j', async (id, list, records) => {
		const template = await loadTemplate(id);
		if (!template) throw new Error(`There is no ${id}`);
		expect([isList(template), isListOfRecords(template)]).toEqual([list, records]);
	});
});

it.each([
	['/service/tickets/7/allNotes', true],
	['/service/tickets/{parentId}/allNotes/', true],
	['/system/locations/1/usages/list', true],
	['/service/tickets/7/notes', false],
	['/service/tickets', false],
	['', false],
])('%s mixes records of several kinds: %j', (path, expected) => {
	expect(hasSharedIds(path)).toBe(expected);
});
