import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { FilledIn } from '../lookups/form/parents';
import { isRecord } from '../response/items/isRecord';

/** What the open node's forms and its Look Up hold, expressions as they were typed. */
export function readFilledIn(context: ILoadOptionsFunctions): FilledIn {
	return {
		options: { ...readForm(context, 'options'), ...readLookUp(context, 'options.') },
		items: { ...readForm(context, 'items'), ...readLookUp(context, 'items.') },
	};
}

function readForm(context: ILoadOptionsFunctions, name: string): Readonly<Record<string, unknown>> {
	const form: unknown = context.getCurrentNodeParameter(name);
	return isRecord(form) && isRecord(form.value) ? form.value : {};
}

function readLookUp(
	context: ILoadOptionsFunctions,
	prefix: string,
): Readonly<Record<string, unknown>> {
	const lookUp: unknown = context.getCurrentNodeParameter('lookUp');
	const rows: unknown[] = isRecord(lookUp) && Array.isArray(lookUp.records) ? lookUp.records : [];
	return Object.fromEntries(
		rows.filter(isRecord).flatMap(({ field, record }): Array<[string, unknown]> => {
			if (typeof field !== 'string' || !field.startsWith(prefix) || !isRecord(record)) return [];
			return [[field.slice(prefix.length), record.value]];
		}),
	);
}
