import { beforeAll, describe, expect, it } from 'vitest';
import {
	loadLookups,
	loadTemplate,
	type Lookups,
} from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import {
	itemLists,
	optionLists,
	type FieldList,
} from '../../../../../nodes/ConnectWiseManage/lookups/form/fieldLists.ts';
import { loadAllTemplates } from '../../catalogue/allTemplates.mts';

let lookups: Lookups;

beforeAll(async () => {
	lookups = await loadLookups();
});

async function listsOf(
	id: string,
	read: typeof itemLists,
): Promise<ReadonlyMap<string, FieldList>> {
	const template = await loadTemplate(id);
	if (!template) throw new Error(`No operation ${id}`);
	return read(template, lookups);
}

describe('the lists of a form', () => {
	it.each([
		['postServiceTickets', 'board', '/service/info/boards', undefined],
		['postServiceTickets', 'status', '/service/boards/{parentId}/statuses/info', 'items.board'],
		[
			'patchProjectTicketsById',
			'status',
			'/service/boards/{parentId}/statuses/info',
			'items.board',
		],
		['postServiceTickets', 'site', '/company/companies/{parentId}/sites/info', 'items.company'],
		[
			'postFinanceAgreements',
			'shipToSite',
			'/company/companies/{parentId}/sites/info',
			'items.shipToCompany',
		],
		['postTimeEntries', 'workType', '/time/workTypes/info', undefined],
		['postProjectTickets', 'phase', '/project/projects/{parentId}/phases', 'items.project'],
	])('of %s: %s is chosen from %s below %s', async (id, field, path, parent) => {
		const found = (await listsOf(id, itemLists)).get(field);
		expect(found?.list.path).toBe(path);
		expect(found?.parent && `${found.parent.form}.${found.parent.field}`).toBe(parent);
	});

	it.each([
		['getServiceBoardsById', 'id', 'BoardReference', undefined],
		['getServiceBoardsByParentIdTypesById', 'parentId', 'BoardReference', undefined],
		['getServiceBoardsByParentIdTypesById', 'id', 'ServiceTypeReference', 'parentId'],
		['getServiceTicketsByParentIdNotes', 'parentId', 'TicketReference', undefined],
		['getProjectProjectsByParentIdPhasesById', 'id', 'ProjectPhaseReference', 'parentId'],
	])('of %s: the path’s %s is a %s below %s', async (id, field, reference, parent) => {
		const found = (await listsOf(id, optionLists)).get(field);
		expect(found?.list.reference).toBe(reference);
		expect(found?.parent?.field).toBe(parent);
	});

	it('have none for a path that names records of no list', async () => {
		expect((await listsOf('getServiceTicketsByParentIdNotesById', optionLists)).has('id')).toBe(
			false,
		);
		expect((await listsOf('getServiceTickets', optionLists)).size).toBe(0);
	});

	it('name fields and parents that the operation has, in every operation', async () => {
		const faulty: string[] = [];
		for (const template of await loadAllTemplates()) {
			const body = template.schemas.get(template.body.schema ?? '') ?? [];
			const ids = {
				items: new Set(body.map(({ name }) => name)),
				options: new Set(template.parameters.map(({ name }) => name)),
			};
			const check = (form: 'items' | 'options', lists: ReadonlyMap<string, FieldList>) => {
				for (const [field, { parent }] of lists) {
					const isKnown = ids[form].has(field) && (!parent || ids[parent.form].has(parent.field));
					if (!isKnown) faulty.push(`${template.id} ${field}`);
				}
			};
			check('items', itemLists(template, lookups));
			check('options', optionLists(template, lookups));
		}
		expect(faulty).toEqual([]);
	});
});
