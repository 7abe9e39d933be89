import type { ParameterSource } from './parameterSource';
import { isPlainObject } from './values';

/**
 * What a mapper form holds for one item, expressions resolved. The form is read as a whole, because
 * n8n casts `<name>.value` by the schema saved in the workflow and then makes `0` of an empty number
 * and drops every null; our own templates know the types.
 */
export function readForm(
	context: ParameterSource,
	name: string,
	itemIndex: number,
): Record<string, unknown> {
	const form: unknown = context.getNodeParameter(name, itemIndex, {});
	const value = isPlainObject(form) ? form.value : undefined;
	return isPlainObject(value) ? value : {};
}
