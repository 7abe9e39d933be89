import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import {
	loadLookups,
	loadTemplate,
	toItemFields,
	toOptionFields,
	withUniqueLabels,
	type OperationTemplate,
} from '../catalogue';
import { withChoices } from '../lookups/choices';
import { itemLists, optionLists, type FormName } from '../lookups/fieldLists';
import { openTenant } from '../lookups/tenant';
import { readFilledIn } from './filledIn';

const NOT_CHOSEN = 'Choose an Operation ID first';

/** The template of the chosen operation, or the notice that stands in for a form. */
async function chosenTemplate(context: ILoadOptionsFunctions): Promise<OperationTemplate | string> {
	const value = context.getCurrentNodeParameter('operationId', { extractValue: true });
	const id = typeof value === 'string' ? value.trim() : '';
	if (id === '') return NOT_CHOSEN;
	const unknown = `"${id}" is not an operation of ConnectWise. For an expression, choose Using JSON`;
	return (await loadTemplate(id)) ?? unknown;
}

/** Fields of the Options form: the parameters of the chosen operation. */
export async function getOptionFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const template = await chosenTemplate(this);
	if (typeof template === 'string') return { fields: [], emptyFieldsNotice: template };
	const fields = await withTenantLists(this, template, 'options', toOptionFields(template));
	return toForm(fields, 'This operation takes no options');
}

/** The same for a trigger, which passes records on as they change and in no other order. */
export async function getPollOptionFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const form = await getOptionFields.call(this);
	return { ...form, fields: form.fields.filter(({ id }) => id !== 'orderBy') };
}

/** Fields of the Items form: those of the chosen operation's body. */
export async function getItemFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const template = await chosenTemplate(this);
	if (typeof template === 'string') return { fields: [], emptyFieldsNotice: template };
	const fields = await withTenantLists(this, template, 'items', toItemFields(template));
	return toForm(
		fields,
		template.body.kind === 'none'
			? 'This operation takes no items'
			: 'No fields are known for these items: set Specify Items to Using JSON',
	);
}

/** The fields with the choices that the user's own ConnectWise has. */
async function withTenantLists(
	context: ILoadOptionsFunctions,
	template: OperationTemplate,
	form: FormName,
	fields: ResourceMapperField[],
): Promise<ResourceMapperField[]> {
	const lookups = await loadLookups();
	const lists = (form === 'items' ? itemLists : optionLists)(template, lookups);
	if (lists.size === 0) return fields;
	const tenant = await openTenant(context);
	const filledIn = readFilledIn(context);
	return withUniqueLabels(await withChoices(fields, lists, form, filledIn, tenant));
}

/** n8n goes on showing the notice while it loads the fields of the next operation. */
function toForm(fields: ResourceMapperField[], emptyFieldsNotice: string): ResourceMapperFields {
	return fields.length > 0 ? { fields } : { fields, emptyFieldsNotice };
}
