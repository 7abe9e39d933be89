import type { IDataObject } from 'n8n-workflow';
import {
	responseFields,
	tellingFields,
	toItemFields,
	toOptionFields,
	type FieldTemplate,
	type OperationTemplate,
	type ParameterTemplate,
} from '../../catalogue';
import { KIND_NAMES } from '../parameters/operation/kinds';
import { exampleItems, exampleOptions } from './example';
import { wordsOfField, wordsOfOption, type Described } from './fieldWords';

/** What a short description names beside what the form shows. */
const USUAL_OPTIONS = new Set(['orderby', 'fields']);
const USUAL_FIELDS_COUNT = 8;
const EXAMPLE_CHANGES_COUNT = 2;

const RESPONSE_WORDS: Readonly<Record<OperationTemplate['response']['kind'], string>> = {
	array: 'a list',
	object: 'one record',
	count: 'a count',
	primitive: 'a value',
	bulk: 'a result for each record',
	report: 'the rows of a report',
	binary: 'a file',
	text: 'text',
	none: 'nothing',
};

/**
 * An operation for people and models who are to call it: what it is, what it takes and returns, and an
 * example that the node itself accepts. Without `isFull` only what is required and usual.
 */
export function describeOperation(template: OperationTemplate, isFull: boolean): IDataObject {
	const options = describedOptions(template);
	const fields = describedFields(template);
	const shownOptions = isFull ? options : options.filter(isUsualOption);
	const shownFields = isFull ? fields : usualFields(fields);
	const items = exampleItems(template, exampleFields(template, fields));
	const hidden = [
		countOf(options.length - shownOptions.length, 'option'),
		countOf(fields.length - shownFields.length, 'field'),
	].filter((text) => text !== '');
	return {
		operation: KIND_NAMES[template.kind],
		operationId: template.id,
		label: template.label,
		request: `${template.method} ${template.path}`,
		options: toObject(shownOptions, (option) => wordsOfOption(option, isFull)),
		...(template.body.kind === 'none'
			? {}
			: {
					items: toObject(shownFields, (field) => wordsOfField(field, template.schemas, isFull)),
					...noteOnItems(template),
				}),
		example: {
			optionsJson: exampleOptions(template, options),
			...(items === undefined ? {} : { itemsJson: items as IDataObject }),
		},
		returns: describeAnswer(template, isFull),
		...(hidden.length === 0
			? {}
			: { more: `${hidden.join(' and ')}: search for ${template.id} to see them` }),
	};
}

function describedOptions(template: OperationTemplate): Array<Described<ParameterTemplate>> {
	return toOptionFields(template).flatMap((form) => {
		const parameter = template.parameters.find(({ name }) => name === form.id);
		return parameter ? [{ template: parameter, form }] : [];
	});
}

function describedFields(template: OperationTemplate): Array<Described<FieldTemplate>> {
	const fields = template.schemas.get(template.body.schema ?? '') ?? [];
	const byName = new Map(fields.map((field) => [field.name, field]));
	return toItemFields(template, Infinity).flatMap((form) => {
		const field = byName.get(form.id);
		return field ? [{ template: field, form }] : [];
	});
}

function isUsualOption({ form, template }: Described<ParameterTemplate>): boolean {
	return form.required || !form.removed || USUAL_OPTIONS.has(template.name.toLowerCase());
}

/** All that the form shows, filled up with the most wanted ones: fields come in that order. */
function usualFields(
	fields: ReadonlyArray<Described<FieldTemplate>>,
): ReadonlyArray<Described<FieldTemplate>> {
	const shownCount = fields.filter(({ form }) => !form.removed).length;
	return fields.slice(0, Math.max(shownCount, USUAL_FIELDS_COUNT));
}

function exampleFields(
	{ body }: OperationTemplate,
	fields: ReadonlyArray<Described<FieldTemplate>>,
): ReadonlyArray<Described<FieldTemplate>> {
	const shown = fields.filter(({ form }) => form.required || !form.removed);
	if (shown.length > 0 && body.kind !== 'patch') return shown;
	const plain = fields.filter(
		({ template: { type, isReference }, form }) =>
			!form.options && (isReference || !['object', 'array'].includes(type)),
	);
	return (plain.length > 0 ? plain : fields).slice(0, EXAMPLE_CHANGES_COUNT);
}

function noteOnItems({ body }: OperationTemplate): IDataObject {
	if (body.kind === 'patch') return { itemsNote: 'Only the fields to change; null empties one' };
	if (body.kind === 'array') return { itemsNote: 'A list of records, sent at once' };
	if (body.kind === 'multipart') return { itemsNote: 'The file is binary data of the input item' };
	return {};
}

function describeAnswer(template: OperationTemplate, isFull: boolean): string {
	const words = RESPONSE_WORDS[template.response.kind];
	const names = isFull ? responseFields(template).map(({ name }) => name) : tellingFields(template);
	return names.length === 0 ? words : `${words} with ${names.join(', ')}`;
}

function countOf(count: number, word: string): string {
	if (count === 0) return '';
	return `${count} more ${word}${count === 1 ? '' : 's'}`;
}

function toObject<T extends FieldTemplate | ParameterTemplate>(
	described: ReadonlyArray<Described<T>>,
	wordsOf: (one: Described<T>) => string,
): IDataObject {
	return Object.fromEntries(described.map((one) => [one.template.name, wordsOf(one)]));
}
