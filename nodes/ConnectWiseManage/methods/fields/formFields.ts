import type { ILoadOptionsFunctions, ResourceMapperField } from 'n8n-workflow';
import { toItemFields, toOptionFields, type OperationTemplate } from '../../catalogue';
import { givenFields } from '../../everyday/jobs';
import { chosenJob } from '../chosen';

/**
 * Options that a job asks for by parameters of their own: conditions by the filter, and what is read
 * by the columns.
 */
const OWN_PARAMETERS: ReadonlySet<string> = new Set(['conditions', 'orderBy', 'fields']);

/** Fields of the Options form, without what the chosen job gives or asks for elsewhere. */
export function optionFieldsOf(
	context: ILoadOptionsFunctions,
	template: OperationTemplate,
): ResourceMapperField[] {
	const fields = toOptionFields(template);
	const job = chosenJob(context);
	if (!job) return fields;
	const given = givenFields(job, 'options');
	return fields.filter(({ id }) => !given.has(id) && !OWN_PARAMETERS.has(id));
}

/** Fields of the Items form, without what the chosen job gives. */
export function itemFieldsOf(
	context: ILoadOptionsFunctions,
	template: OperationTemplate,
): ResourceMapperField[] {
	const given = givenFields(chosenJob(context), 'items');
	return toItemFields(template).filter(({ id }) => !given.has(id));
}
