import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { findUpsertRoutes } from '../../catalogue/records/upsertRoutes';
import { CUSTOM_FIELD_PREFIX } from '../../conditions/filterFields';
import { findMatchFields } from '../../conditions/matchFields';
import { customFieldForms } from '../../lookups/form/customFields';
import { openTenant } from '../../lookups/tenant';
import { chosenTemplate } from '../chosen';
import { readFilledIn } from './filledIn';

/** What the Items form calls a custom field without a caption, by which none can be searched for. */
const UNNAMED = /^Custom Field \d+$/;

/** Fields by which the record that a create would double can be looked for. */
export async function getMatchFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const template = await chosenTemplate(this);
	const routes = typeof template === 'string' ? undefined : await findUpsertRoutes(template);
	if (typeof template === 'string' || !routes) return [];
	const fields = await findMatchFields(template, routes.list);
	const options = fields.map(({ name, label }) => ({ name: label, value: name }));
	if (!routes.list.parameters.some(({ name }) => name === 'customFieldConditions')) return options;
	const tenant = await openTenant(this);
	const own = tenant ? await customFieldForms(tenant, template, readFilledIn(this)) : [];
	const customFields = own
		.filter(({ displayName }) => !UNNAMED.test(displayName))
		.map(({ displayName }) => ({
			name: `Custom Field: ${displayName}`,
			value: `${CUSTOM_FIELD_PREFIX}${displayName}`,
		}));
	return [...options, ...customFields];
}
