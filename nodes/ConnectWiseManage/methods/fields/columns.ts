import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { orderFields, responseFields, type ResponseField } from '../../catalogue';
import { chosenTemplate } from '../chosen';

/** Fields of the records that the chosen operation answers. */
export async function getReturnFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const template = await chosenTemplate(this);
	return typeof template === 'string' ? [] : toOptions(responseFields(template));
}

/** Fields that the chosen list can be ordered by. */
export async function getOrderFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const template = await chosenTemplate(this);
	return typeof template === 'string' ? [] : toOptions(orderFields(template));
}

function toOptions(fields: readonly ResponseField[]): INodePropertyOptions[] {
	return fields.map(({ name, label }) => ({ name: label, value: name, description: name }));
}
