import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { loadTemplate, type OperationTemplate } from '../catalogue';
import { findJob } from '../everyday/jobs';
import type { Job } from '../everyday/types';

const NOT_CHOSEN = 'Choose an Operation ID first';

/** The template of the chosen operation, or the notice that stands in for a form. */
export async function chosenTemplate(
	context: ILoadOptionsFunctions,
): Promise<OperationTemplate | string> {
	const id = chosenJob(context)?.operationId ?? readOperationId(context);
	if (id === '') return NOT_CHOSEN;
	const unknown = `"${id}" is not an operation of ConnectWise. For an expression, choose Using JSON`;
	return (await loadTemplate(id)) ?? unknown;
}

/** The everyday job that the open node is set to; `undefined` under Any Operation. */
export function chosenJob(context: ILoadOptionsFunctions): Job | undefined {
	return findJob(
		context.getCurrentNodeParameter('resource'),
		context.getCurrentNodeParameter('operation'),
	);
}

function readOperationId(context: ILoadOptionsFunctions): string {
	const value = context.getCurrentNodeParameter('operationId', { extractValue: true });
	return typeof value === 'string' ? value.trim() : '';
}
