import { apiError } from '../errors.mts';
import { isJsonObject } from '../json.mts';
import type { Json, JsonObject } from '../json.mts';

/** Parses a body. @throws the 400 of what is no JSON, an empty body included */
export function parseBody(text: string): Json {
	try {
		return JSON.parse(text) as Json;
	} catch {
		throw apiError(
			400,
			'ConnectWiseApi',
			'Unexpected character encountered while parsing the request body.',
		);
	}
}

/** @throws the 400 that a body of another shape gives */
export function expectObject(value: Json, schema: string): JsonObject {
	if (isJsonObject(value)) return value;
	const message = `The request body cannot be converted to type '${schema}'.`;
	throw apiError(400, 'ConnectWiseApi', message);
}

/** @throws the 400 of an object where an array belongs, the usual mistake with PATCH */
export function expectArray(value: Json, schema: string): Json[] {
	if (Array.isArray(value)) return value;
	const message = `Cannot deserialize the current JSON object (e.g. {"name":"value"}) into type '${schema}[]' because the type requires a JSON array (e.g. [1,2,3]) to deserialize correctly.`;
	throw apiError(400, 'ConnectWiseApi', message);
}
