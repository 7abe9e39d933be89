import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { FilledIn } from '../lookups/choices';
import { isRecord } from '../response/isRecord';

/** What the open node's forms hold, expressions as they were typed. */
export function readFilledIn(context: ILoadOptionsFunctions): FilledIn {
	return { options: readForm(context, 'options'), items: readForm(context, 'items') };
}

function readForm(context: ILoadOptionsFunctions, name: string): Readonly<Record<string, unknown>> {
	const form: unknown = context.getCurrentNodeParameter(name);
	return isRecord(form) && isRecord(form.value) ? form.value : {};
}
