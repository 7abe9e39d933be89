import { fitLabel, titleOfName } from '../form/labels';
import { rankOfName } from '../form/importance';
import type { FieldTemplate, OperationTemplate } from '../types';

/** A field of the answer's records, as `fields` and `orderBy` name it. */
export interface ResponseField {
	readonly name: string;
	readonly label: string;
}

const NAMING_MEMBERS: readonly string[] = ['name', 'identifier', 'id'];

/** Fields that an operation's records may be cut down to, most wanted first. */
export function responseFields(template: OperationTemplate): ResponseField[] {
	return ranked(fieldsOf(template)).map(({ name }) => ({
		name,
		label: fitLabel(titleOfName(name)),
	}));
}

/** Fields that a list can be ordered by: plain ones, and what names a referenced record. */
export function orderFields(template: OperationTemplate): ResponseField[] {
	return ranked(fieldsOf(template))
		.filter(({ type, isReference }) => isReference === true || !['object', 'array'].includes(type))
		.map((field) => ({
			name: orderNameOf(field, template),
			label: fitLabel(titleOfName(field.name)),
		}));
}

function fieldsOf({ response, schemas }: OperationTemplate): readonly FieldTemplate[] {
	return (schemas.get(response.schema ?? '') ?? []).filter(
		({ name, writeOnly }) => name !== '_info' && !writeOnly,
	);
}

function ranked(fields: readonly FieldTemplate[]): FieldTemplate[] {
	const rankOf = ({ name }: FieldTemplate) => (name === 'id' ? -1 : rankOfName(name));
	return [...fields].sort((left, right) => rankOf(left) - rankOf(right));
}

function orderNameOf(
	{ name, schema, isReference }: FieldTemplate,
	{ schemas }: OperationTemplate,
): string {
	if (!isReference) return name;
	const members = (schemas.get(schema ?? '') ?? []).map((field) => field.name);
	return `${name}/${NAMING_MEMBERS.find((member) => members.includes(member)) ?? 'id'}`;
}
