import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { loadTemplate, type OperationTemplate } from '../catalogue';

const NOT_CHOSEN = 'Choose an Operation ID first';

/** The template of the chosen operation, or the notice that stands in for a form. */
export async function chosenTemplate(
	context: ILoadOptionsFunctions,
): Promise<OperationTemplate | string> {
	const value = context.getCurrentNodeParameter('operationId', { extractValue: true });
	const id = typeof value === 'string' ? value.trim() : '';
	if (id === '') return NOT_CHOSEN;
	const unknown = `"${id}" is not an operation of ConnectWise. For an expression, choose Using JSON`;
	return (await loadTemplate(id)) ?? unknown;
}
