import type { FieldTemplate, OperationTemplate } from '../../../../catalogue/types';
import { titleFor } from '../../../parameters/checks/names';
import { ParameterError } from '../../../parameters/ParameterError';
import { isPlainObject } from '../../../parameters/values/values';

/** @throws ParameterError naming every required field that the body lacks. */
export function assertRequiredFields(
	body: Readonly<Record<string, unknown>>,
	{ method, body: { schema }, schemas, label }: OperationTemplate,
): void {
	const missing = (schemas.get(schema ?? '') ?? [])
		.filter((field) => isRequired(field, method) && isBlank(body[field.name]))
		.map(({ name, isReference }) =>
			isReference ? `${titleFor({ name })} by id, identifier or name` : titleFor({ name }),
		);
	if (missing.length === 0) return;
	throw new ParameterError(
		`Items is missing ${missing.join(', ')}, required by ${label}`,
		'Fill in what is missing, or check the expression: it returned nothing for this item',
	);
}

function isRequired(field: FieldTemplate, method: string): boolean {
	if (field.readOnly) return false;
	return method === 'POST'
		? field.requiredOnCreate === true
		: field.requiredOnUpdate === true || (field.requiredOnCreate === true && field.name !== 'id');
}

function isBlank(value: unknown): boolean {
	if (value === undefined || value === null || value === '') return true;
	return isPlainObject(value) && Object.values(value).every((member) => isBlank(member));
}
