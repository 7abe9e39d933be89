import { describe, expect, it } from 'vitest';
import { planMatch } from '../../../../../../../nodes/ConnectWiseManage/actions/write/upsert/key/match.ts';
import { usualFields } from '../../../../../../../nodes/ConnectWiseManage/actions/write/upsert/key/usualFields.ts';
import { findUpsertRoutes } from '../../../../../../../nodes/ConnectWiseManage/catalogue/records/upsertRoutes.ts';
import { findMatchFields } from '../../../../../../../nodes/ConnectWiseManage/conditions/matchFields.ts';
import { idsWhere, loadAllTemplates } from '../../../../catalogue/allTemplates.mts';

const templates = await loadAllTemplates();
const creates = templates.filter(({ method }) => method === 'POST');

describe('creates of the catalogue', () => {
	it('can look for their record wherever there is a list, and a way to read and change one', async () => {
		const routes = await Promise.all(creates.map(findUpsertRoutes));
		const found = creates.filter((_, index) => routes[index]);
		expect(found.length).toBeGreaterThan(250);
		const ids = found.map(({ id }) => id);
		expect(ids).toEqual(
			expect.arrayContaining(['postServiceTickets', 'postCompanyContacts', 'postTimeEntries']),
		);
		expect(idsWhere(found, ({ path }) => /\/(?:search|bulk|count)$/i.test(path))).toEqual([]);
	});

	it('have fields to match by, each once, and none that the server alone sets', async () => {
		for (const template of creates) {
			const routes = await findUpsertRoutes(template);
			if (!routes) continue;
			const names = (await findMatchFields(template, routes.list)).map(({ name }) => name);
			expect(names, template.id).toEqual([...new Set(names)]);
			expect(names, template.id).not.toContain('id');
			expect(names.join(), template.id).not.toMatch(/_info|customFields/);
		}
	});
});

describe('the usual match fields', () => {
	const usual = creates.filter(({ path }) => usualFields(path).length > 0);

	it('are those of ten kinds of records', () => {
		expect(usual.map(({ id }) => id).sort()).toEqual([
			'postCompanyCompanies',
			'postCompanyCompaniesByParentIdSites',
			'postCompanyConfigurations',
			'postCompanyContacts',
			'postFinanceAgreements',
			'postProcurementCatalog',
			'postProjectProjects',
			'postSalesOpportunities',
			'postServiceTickets',
			'postSystemMembers',
		]);
	});

	it.each(usual)('exist in $path', async (template) => {
		const { sets } = await planMatch({ mode: 'update', fields: [] }, template);
		expect(sets.map((set) => set.map(({ name }) => name))).toEqual(usualFields(template.path));
	});

	it('are none where nothing tells the records apart, which is an error', async () => {
		const notes = creates.find(({ id }) => id === 'postTimeEntries');
		if (!notes) throw new Error('There is no such operation');
		await expect(planMatch({ mode: 'update', fields: [] }, notes)).rejects.toThrow(
			/Match Fields is empty/,
		);
		expect(usualFields('constructor')).toEqual([]);
	});
});
