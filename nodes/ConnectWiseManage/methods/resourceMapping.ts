import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { loadTemplate, toItemFields, toOptionFields, type OperationTemplate } from '../catalogue';

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
	return toForm(toOptionFields(template), 'This operation takes no options');
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
	return toForm(
		toItemFields(template),
		template.body.kind === 'none'
			? 'This operation takes no items'
			: 'No fields are known for these items: set Specify Items to Using JSON',
	);
}

/** n8n goes on showing the notice while it loads the fields of the next operation. */
function toForm(fields: ResourceMapperField[], emptyFieldsNotice: string): ResourceMapperFields {
	return fields.length > 0 ? { fields } : { fields, emptyFieldsNotice };
}
