import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { findFilterFields, toFieldValue } from '../conditions/listFields';
import { loadTemplate } from '../catalogue';
import { titleOfName } from '../catalogue/labels';
import type { FilterField } from '../conditions/filterFields';

/** Fields by which the records of the chosen list can be filtered, for a row of the Filter. */
export async function getFilterFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const fields = await fieldsOfChosen(this);
	return fields.map((field) => ({
		name: field.label,
		value: toFieldValue(field),
		description: field.place === 'customFieldConditions' ? undefined : field.path,
	}));
}

/** Values of the field that stands in the same row. */
export async function getFilterChoices(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const chosen = this.getCurrentNodeParameter('&recordField');
	const fields = await fieldsOfChosen(this);
	const field = fields.find((one) => toFieldValue(one) === chosen);
	return (field?.values ?? []).map((value) => ({ name: titleOfName(value), value }));
}

async function fieldsOfChosen(context: ILoadOptionsFunctions): Promise<FilterField[]> {
	const id = context.getCurrentNodeParameter('operationId', { extractValue: true });
	const template = typeof id === 'string' ? await loadTemplate(id.trim()) : undefined;
	return template ? await findFilterFields(template) : [];
}
