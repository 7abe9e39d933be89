import type { OperationTemplate, SchemaTable } from '../../catalogue';
import { show } from '../parameters/ParameterError';
import { nearest } from '../parameters/plain/nearest';

const NAMES_SHOWN_COUNT = 5;

/**
 * What to tell about names in Fields that the records are not known to have: ConnectWise leaves such
 * out without a word. Newer servers may know more, so it is no error.
 *
 * @returns `undefined` where every name is known, or nothing is known of the records.
 */
export function describeUnknownFields(
	fields: string | undefined,
	{ response, schemas, label }: OperationTemplate,
): string | undefined {
	if (fields === undefined || !schemas.has(response.schema ?? '')) return undefined;
	const unknown = fields
		.split(',')
		.map((name) => name.trim())
		.filter((name) => name !== '' && !isKnown(name.split('/'), response.schema, schemas));
	if (unknown.length === 0) return undefined;
	const names = (schemas.get(response.schema ?? '') ?? []).map(({ name }) => name);
	const shown = unknown.slice(0, NAMES_SHOWN_COUNT).map((name) => {
		const [first = ''] = name.split('/', 1);
		const near = nearest(first, names);
		// The name may be right and its member not.
		const isNews = near !== undefined && near.toLowerCase() !== first.toLowerCase();
		return isNews ? `${show(name)} (did you mean ${near}?)` : show(name);
	});
	const more = unknown.length > shown.length ? `, and ${unknown.length - shown.length} more` : '';
	return `Fields (fields) names ${shown.join(', ')}${more}, which records of ${label} are not known to have. ConnectWise leaves out what it does not know`;
}

function isKnown(
	[first = '', ...rest]: readonly string[],
	schema: string | undefined,
	schemas: SchemaTable,
): boolean {
	const fields = schemas.get(schema ?? '');
	if (!fields || first === '_info') return true;
	const field = fields.find(({ name }) => name.toLowerCase() === first.toLowerCase());
	if (!field) return false;
	return rest.length === 0 || isKnown(rest, field.schema, schemas);
}
