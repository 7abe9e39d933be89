import type { ILoadOptionsFunctions } from 'n8n-workflow';
import type { FilledIn } from '../../lookups/form/parents';
import { chosenJob } from '../chosen';
import { isRecord } from '../../response/items/isRecord';

/** What the open node's forms and its Look Up hold, expressions as they were typed. */
export function readFilledIn(context: ILoadOptionsFunctions): FilledIn {
	return {
		options: {
			...readForm(context, 'options'),
			...readLookUp(context, 'options.'),
			...readRecord(context, 'options.'),
		},
		items: {
			...readForm(context, 'items'),
			...readLookUp(context, 'items.'),
			...readRecord(context, 'items.'),
		},
	};
}

/** The record that an everyday job is about, under the name of the field that it goes to. */
function readRecord(
	context: ILoadOptionsFunctions,
	prefix: string,
): Readonly<Record<string, unknown>> {
	const place = chosenJob(context)?.record;
	if (place === undefined || !place.startsWith(prefix)) return {};
	const value = context.getCurrentNodeParameter('recordId', { extractValue: true });
	return { [place.slice(prefix.length)]: value };
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
