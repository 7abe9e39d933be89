import type { FieldType, ResourceMapperField } from 'n8n-workflow';
import { isOptionShown, knownValues, placeOnCreate, tellingLabel } from './formHighlights';
import { rankOfName } from './importance';
import { fitLabel, titleOfName, withUniqueLabels } from './labels';
import type {
	FieldTemplate,
	OperationTemplate,
	ParameterTemplate,
	ResponseKind,
	ValueType,
} from '../types';

/** n8n saves the form in the workflow and compares it at each edit; more fields make it slow. */
const ITEM_FIELD_COUNT = 100;
const LABEL_COLLATOR = new Intl.Collator('en', { numeric: true });

const FORM_TYPES: Readonly<Record<ValueType, FieldType>> = {
	string: 'string',
	integer: 'number',
	number: 'number',
	boolean: 'boolean',
	dateTime: 'dateTime',
	date: 'dateTime',
	uuid: 'string',
	object: 'object',
	array: 'array',
	binary: 'string',
	any: 'string',
};

/** Answers that conditions choose the content of. */
const LIST_KINDS: ReadonlySet<ResponseKind> = new Set(['array', 'count', 'report']);

interface ItemField {
	readonly id: string;
	readonly displayName: string;
	readonly required: boolean;
	readonly isShown: boolean;
	/** 0 required, 1 shown all the same, 2 the rest; then by importance, then by label. */
	readonly order: readonly [group: number, rank: number];
	readonly type: ValueType;
	readonly values?: readonly string[];
}

/**
 * Fields of the Options form: path parameters, query parameters, and for a search the filters of
 * its body. Ids are the parameter names.
 */
export function toOptionFields({
	parameters,
	response,
	path,
}: OperationTemplate): ResourceMapperField[] {
	const isList = LIST_KINDS.has(response.kind);
	const fields = parameters.map((parameter) =>
		toMapperField({
			id: parameter.name,
			displayName: labelOfParameter(parameter),
			required: parameter.required,
			isShown:
				parameter.required ||
				(isList && parameter.name === 'conditions') ||
				isOptionShown(path, parameter.name),
			type: isPlainList(parameter) ? 'string' : parameter.type,
			values: isPlainList(parameter)
				? undefined
				: (parameter.enum ?? knownValues(path, parameter.name)),
		}),
	);
	// Conditions choose among records: of little use where the path names one already.
	const ranked = isList
		? fields
		: moveToFront(fields, (field) => field.required || field.id === 'fields');
	return withUniqueLabels(ranked);
}

/**
 * Fields of the Items form, most wanted first, at most 100 unless told otherwise: those of one body
 * element, by their names. A reference to another record (`company`) is one field, which takes an id, an
 * identifier or a name.
 */
export function toItemFields(
	template: OperationTemplate,
	most = ITEM_FIELD_COUNT,
): ResourceMapperField[] {
	const { body, schemas } = template;
	const fields = (schemas.get(body.schema ?? '') ?? [])
		.filter((field) => isOffered(field, template))
		.map((field) => toItemField(field, template));
	fields.sort(compareItemFields);
	return withUniqueLabels(fields.slice(0, most)).map(toMapperField);
}

function labelOfParameter({ name, label }: ParameterTemplate): string {
	return label ?? fitLabel(titleOfName(name));
}

function moveToFront<T>(values: readonly T[], isFirst: (value: T) => boolean): T[] {
	return [...values.filter(isFirst), ...values.filter((value) => !isFirst(value))];
}

function isOffered(field: FieldTemplate, template: OperationTemplate): boolean {
	if (field.readOnly) return false;
	if (field.writeOnly && template.method !== 'POST') return false;
	return field.name !== 'id' || isIdWanted(field, template);
}

/** The server gives a new record its id; a link to an existing record and some changes need it. */
function isIdWanted(field: FieldTemplate, { body, method }: OperationTemplate): boolean {
	const isLink = body.schema?.endsWith('Reference') === true;
	const isBulkChange = body.kind === 'array' && method === 'PUT';
	const isNeeded = method === 'PUT' && field.requiredOnUpdate === true;
	return field.requiredOnCreate === true || isNeeded || isLink || isBulkChange;
}

function isRequired(field: FieldTemplate, template: OperationTemplate): boolean {
	if (template.body.kind === 'patch') return false;
	// A configuration is linked by its ID or by its device's.
	if (field.name === 'id') return template.body.schema !== 'ConfigurationReference';
	if (template.method === 'PUT' && field.requiredOnUpdate) return true;
	return field.requiredOnCreate === true;
}

function toItemField(field: FieldTemplate, template: OperationTemplate): ItemField {
	const required = isRequired(field, template);
	const place =
		template.method === 'POST' ? placeOnCreate(template.body.schema, field.name) : undefined;
	const isShown =
		required || place !== undefined || (field.name === 'id' && template.body.kind !== 'patch');
	const rest = isShown ? 1 : 2;
	const order = [required ? 0 : rest, place ?? rankOfName(field.name)] as const;
	return {
		id: field.name,
		displayName: tellingLabel(template.body.schema, field.name) ?? labelOfField(field),
		required,
		isShown,
		order,
		type: formTypeOf(field),
		values: field.enum ?? knownValues(template.body.schema, field.name),
	};
}

/**
 * A reference is text, since it takes an id, an identifier or a name; so is a list of what can be
 * written with commas, since n8n takes nothing but JSON in a list field.
 */
function formTypeOf({ name, type, itemType, schema, isReference }: FieldTemplate): ValueType {
	if (isReference === true) return 'string';
	if (name === 'customFields') return 'object';
	return isPlainList({ type, itemType, schema }) ? 'string' : type;
}

/** Its entries can be written with commas between them: plain values, or references by id or name. */
function isPlainList({
	type,
	itemType,
	schema,
}: Pick<FieldTemplate, 'type' | 'itemType' | 'schema'>) {
	return type === 'array' && (itemType !== 'object' || schema?.endsWith('Reference') === true);
}

function labelOfField({ name, type }: FieldTemplate): string {
	if (name === 'customFields') return 'Custom Fields ({"Caption": "Value"})';
	const title = fitLabel(titleOfName(name));
	return type === 'binary' ? `${title} (Name of Input Binary Field)` : title;
}

function compareItemFields(left: ItemField, right: ItemField): number {
	return (
		left.order[0] - right.order[0] ||
		left.order[1] - right.order[1] ||
		LABEL_COLLATOR.compare(left.displayName, right.displayName)
	);
}

function toMapperField(
	field: Pick<ItemField, 'id' | 'displayName' | 'required' | 'isShown' | 'type' | 'values'>,
): ResourceMapperField {
	const { id, displayName, required, isShown, type, values } = field;
	return {
		id,
		displayName,
		required,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: !isShown,
		type: values ? 'options' : FORM_TYPES[type],
		...(values ? { options: values.map((value) => ({ name: titleOfName(value), value })) } : {}),
	};
}
