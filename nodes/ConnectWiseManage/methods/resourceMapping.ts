import type { ILoadOptionsFunctions, ResourceMapperFields } from 'n8n-workflow';
import { loadTemplate, toItemFields, toOptionFields, type OperationTemplate } from '../catalogue';

const NOT_CHOSEN = 'Choose an Operation ID first';

async function chosenTemplate(
	context: ILoadOptionsFunctions,
): Promise<OperationTemplate | undefined> {
	const value = context.getCurrentNodeParameter('operationId', { extractValue: true });
	return typeof value === 'string' ? await loadTemplate(value.trim()) : undefined;
}

/** Fields of the Options form: the parameters of the chosen operation. */
export async function getOptionFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const template = await chosenTemplate(this);
	if (!template) return { fields: [], emptyFieldsNotice: NOT_CHOSEN };
	return {
		fields: toOptionFields(template),
		emptyFieldsNotice: 'This operation takes no options',
	};
}

/** Fields of the Items form: those of the chosen operation's body. */
export async function getItemFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const template = await chosenTemplate(this);
	if (!template) return { fields: [], emptyFieldsNotice: NOT_CHOSEN };
	return {
		fields: toItemFields(template),
		emptyFieldsNotice:
			template.body.kind === 'none'
				? 'This operation takes no body: leave Items empty'
				: 'No fields are known for this body: set Specify Items to JSON',
	};
}
