import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';
import { findFilterFields, toFieldValue } from '../conditions/listFields';
import { titleOfName } from '../catalogue/labels';
import type { FilterField } from '../conditions/filterFields';
import { findRecordType } from '../triggers/callback/recordTypes';
import { fieldsOfType } from '../triggers/callback/recordFields';
import { chosenTemplate } from './chosen';

type FieldsOf = (context: ILoadOptionsFunctions) => Promise<readonly FilterField[]>;

/** What the rows of a filter offer, by the fields of the records that the form is about. */
const choicesAmong = (fieldsOf: FieldsOf) => ({
	/** Fields by which the records can be filtered. */
	async getFilterFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const fields = await fieldsOf(this);
		return fields.map((field) => ({
			name: field.label,
			value: toFieldValue(field),
			description: field.place === 'customFieldConditions' ? undefined : field.path,
		}));
	},

	/** Values of the field that stands in the same row. */
	async getFilterChoices(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		const chosen = this.getCurrentNodeParameter('&recordField');
		const fields = await fieldsOf(this);
		const field = fields.find((one) => toFieldValue(one) === chosen);
		return (field?.values ?? []).map((value) => ({ name: titleOfName(value), value }));
	},
});

async function fieldsOfOperation(context: ILoadOptionsFunctions): Promise<readonly FilterField[]> {
	const template = await chosenTemplate(context);
	return typeof template === 'string' ? [] : await findFilterFields(template);
}

async function fieldsOfEvent(context: ILoadOptionsFunctions): Promise<readonly FilterField[]> {
	const type = findRecordType(String(context.getCurrentNodeParameter('event')));
	return type ? await fieldsOfType(type) : [];
}

export const { getFilterFields, getFilterChoices } = choicesAmong(fieldsOfOperation);

/** Those of the callback trigger's Only If. */
export const eventChoices = choicesAmong(fieldsOfEvent);
