import type { ParameterSource } from '../parameterSource';
import { assertNoFixedExpression, readRaw } from '../checks/fixed';
import { titleFor } from '../checks/names';
import { isPlainObject } from '../values/values';

/**
 * What a mapper form holds for one item, expressions resolved. The form is read as a whole, because
 * n8n casts `<name>.value` by the schema saved in the workflow and then makes `0` of an empty number
 * and drops every null; our own templates know the types.
 *
 * @throws ParameterError for an expression in a field set to Fixed.
 */
export function readForm(
	context: ParameterSource,
	name: string,
	itemIndex: number,
): Record<string, unknown> {
	for (const [field, typed] of Object.entries(readRawForm(context, name, itemIndex))) {
		assertNoFixedExpression(typed, titleFor({ name: field }));
	}
	return valuesOf(context.getNodeParameter(name, itemIndex, {}));
}

/** The fields of a form as typed: expressions as their text. */
export function readRawForm(
	context: ParameterSource,
	name: string,
	itemIndex: number,
): Record<string, unknown> {
	return valuesOf(readRaw(context, name, itemIndex));
}

function valuesOf(form: unknown): Record<string, unknown> {
	const value = isPlainObject(form) ? form.value : undefined;
	return isPlainObject(value) ? value : {};
}
