import type { OperationTemplate } from './types';

const TELLING_FIELD_COUNT = 10;

/**
 * The names, at most ten, that the `fields` parameter is given for a simplified answer; references
 * as `status/name` (ConnectWise developer guide).
 */
export function tellingFields({ response, schemas }: OperationTemplate): string[] {
	const fields = schemas.get(response.schema ?? '') ?? [];
	return fields
		.slice(0, TELLING_FIELD_COUNT)
		.map(({ name, isReference }) => (isReference ? `${name}/name` : name));
}
