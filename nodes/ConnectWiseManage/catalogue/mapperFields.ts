import type { ResourceMapperField } from 'n8n-workflow';
import type { OperationTemplate } from './types';

/** Fields of the Options form: path parameters, then query parameters and the filters of a search. */
export function toOptionFields({ parameters }: OperationTemplate): ResourceMapperField[] {
	return parameters.map(({ name, required }) => ({
		id: name,
		displayName: name,
		required,
		defaultMatch: false,
		display: true,
		type: 'string',
	}));
}

/** Fields of the Items form: those of the body. */
export function toItemFields({ body, schemas }: OperationTemplate): ResourceMapperField[] {
	const fields = schemas.get(body.schema ?? '') ?? [];
	return fields.map(({ name }) => ({
		id: name,
		displayName: name,
		required: false,
		defaultMatch: false,
		display: true,
		type: 'string',
	}));
}
