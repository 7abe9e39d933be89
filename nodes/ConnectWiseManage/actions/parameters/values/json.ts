import type { ParameterSource } from '../parameterSource';
import { assertNoFixedExpression, readRaw } from '../checks/fixed';
import { ParameterError } from '../ParameterError';

const JSON_HINT =
	'Check quotes, commas and brackets. With values from other nodes, use one expression that returns the whole object, e.g. {{ { "name": $json.name } }}, so that quotes in a name cause no error';

type Parsed =
	| { readonly isJson: true; readonly value: unknown }
	| { readonly reason: string; readonly isJson: false };

/** `JSON.parse` as a value: what is wrong comes back as text. */
export function tryParseJson(text: string): Parsed {
	try {
		return { isJson: true, value: JSON.parse(text) as unknown };
	} catch (error) {
		return { isJson: false, reason: error instanceof Error ? error.message : '' };
	}
}

/**
 * A JSON parameter of the node for one item; nothing where it is empty.
 *
 * @throws ParameterError for text that is no JSON, and for an expression in a field set to Fixed.
 */
export function readJson(
	context: ParameterSource,
	name: string,
	label: string,
	itemIndex: number,
): unknown {
	assertNoFixedExpression(readRaw(context, name, itemIndex), label);
	return parseJsonParameter(context.getNodeParameter(name, itemIndex, ''), label);
}

/**
 * Value of a JSON parameter: text, or the object or array that an expression gives.
 *
 * @throws ParameterError naming the parameter when the text is no JSON.
 */
export function parseJsonParameter(value: unknown, label: string): unknown {
	if (typeof value !== 'string') return value;
	if (value.trim() === '') return undefined;
	const parsed = tryParseJson(value);
	if (parsed.isJson) return parsed.value;
	throw new ParameterError(`${label} is not valid JSON: ${parsed.reason}`, JSON_HINT);
}
