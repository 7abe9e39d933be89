import type {
	FieldRow,
	OperationRow,
	ParameterRow,
	SchemaRow,
} from '../../nodes/ConnectWiseManage/catalogue/storage/rows.ts';
import type {
	BodyTemplate,
	FieldTemplate,
	ParameterTemplate,
	ResponseTemplate,
} from '../../nodes/ConnectWiseManage/catalogue/types.ts';
import type { CollectedOperation } from './operations.mts';

/** The same list as the decoder's, which cannot be imported without its build. */
export const CONDITION_NAMES: readonly string[] = [
	'conditions',
	'childConditions',
	'customFieldConditions',
	'orderBy',
	'fields',
];

export function encodeSchema(name: string, fields: readonly FieldTemplate[]): SchemaRow {
	return [name, fields.map(encodeField)];
}

export function encodeOperation(operation: CollectedOperation): OperationRow {
	const { parameters, body, response, isPaged, walked } = operation;
	const isCondition = ({ name, in: place, required }: ParameterTemplate) =>
		place === 'query' && !required && CONDITION_NAMES.includes(name);
	const takesConditions = parameters.filter(isCondition).length === CONDITION_NAMES.length;
	const own = takesConditions
		? parameters.filter((parameter) => !isCondition(parameter))
		: parameters;
	const flags = `${takesConditions ? 'c' : ''}${isPaged ? 'p' : ''}`;
	const row = [
		walked.id,
		own.map(encodeParameter),
		encodeBody(body),
		encodeResponse(response),
	] as const;
	return flags ? [...row, flags] : row;
}

function encodeField(field: FieldTemplate): FieldRow {
	const flags = [
		field.requiredOnCreate ? 'c' : '',
		field.requiredOnUpdate ? 'u' : '',
		field.readOnly ? 'r' : '',
		field.writeOnly ? 'w' : '',
	].join('');
	const limit = field.enum ?? field.maxLength;
	const row = [field.name, encodeType(field)] as const;
	if (limit !== undefined) return [...row, flags, limit];
	return flags ? [...row, flags] : row;
}

function encodeParameter(parameter: ParameterTemplate): ParameterRow {
	const letter = parameter.in.charAt(0);
	const place = parameter.required ? letter.toUpperCase() : letter;
	const row = [parameter.name, place, encodeType(parameter)] as const;
	const labelOrValues = parameter.label ?? parameter.enum;
	return labelOrValues === undefined ? row : [...row, labelOrValues];
}

function encodeType(value: Pick<FieldTemplate, 'type' | 'itemType' | 'schema' | 'isReference'>) {
	const suffix = value.schema ? `:${value.schema}` : '';
	if (value.type === 'array') return `array:${value.itemType ?? 'any'}${suffix}`;
	return value.isReference ? `ref${suffix}` : `${value.type}${suffix}`;
}

function encodeBody({ kind, required, schema, itemType }: BodyTemplate): string {
	const head = kind === 'none' || required ? kind : `${kind}?`;
	if (kind === 'array') return `${head}:${schema ? `object:${schema}` : (itemType ?? 'any')}`;
	return schema ? `${head}:${schema}` : head;
}

function encodeResponse({ kind, schema }: ResponseTemplate): string {
	return schema ? `${kind}:${schema}` : kind;
}
