import { describe, expect, it } from 'vitest';
import { loadTemplate } from '../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import {
	findFilterFields,
	toFieldValue,
} from '../../../../nodes/ConnectWiseManage/conditions/listFields.ts';
import { loadAllTemplates } from '../catalogue/allTemplates.mts';

async function fieldsOf(id: string) {
	const template = await loadTemplate(id);
	if (!template) throw new Error(`no ${id}`);
	return await findFilterFields(template);
}

describe('the fields that a list can be filtered by', () => {
	it('are those of the record, its references, its lists, and custom fields', async () => {
		const values = (await fieldsOf('getServiceTickets')).map(toFieldValue);
		expect(values).toEqual(
			expect.arrayContaining([
				'summary|text',
				'board/name|text',
				'board/id|number',
				'company/identifier|text',
				'closedFlag|boolean',
				'closedDate|date',
				'lastUpdated|date',
				'customFields|text',
				'customFields|date',
			]),
		);
		const contacts = (await fieldsOf('getCompanyContacts')).map(toFieldValue);
		expect(contacts).toContain('communicationItems/value|text');
	});

	it('are those of the list beside it for a count', async () => {
		const counted = (await fieldsOf('getServiceTicketsCount')).map(({ path }) => path);
		expect(counted).toEqual((await fieldsOf('getServiceTickets')).map(({ path }) => path));
	});

	it('have each a value and a label of their own, in every list of the API', async () => {
		const lists = (await loadAllTemplates()).filter(({ isPaged }) => isPaged);
		for (const template of lists) {
			const fields = await findFilterFields(template);
			const values = fields.map(toFieldValue);
			expect(new Set(values).size, template.id).toBe(values.length);
		}
		expect(lists.length).toBeGreaterThan(600);
	});
});
