import type { OperationTemplate } from '../../catalogue';
import { ParameterError } from '../parameters/ParameterError';
import type { Runtime } from '../run/runtime';
import type { Body } from './body/bodies';
import { givenBy, isPatch, toPatch, type PatchOperation } from './body/changes/patch';
import { toChanges, type CustomChange } from './body/customFields/customFields';
import { planUpload, type Upload } from './body/upload/upload';

type GivenRecord = Readonly<Record<string, unknown>>;

/** What one request will send, worked out as far as it can be without asking the server. */
export type Planned =
	| { readonly kind: 'none' }
	/** Goes out as it is. */
	| { readonly kind: 'array'; readonly elements: readonly unknown[] }
	| { readonly kind: 'upload'; readonly upload: Upload }
	/** Custom fields have yet to be brought into the shape that the server knows them by. */
	| {
			readonly kind: 'patch';
			readonly operations: readonly PatchOperation[];
			readonly customFields?: readonly CustomChange[];
			/** What it sets, for advice where it is refused. */
			readonly given: GivenRecord;
	  }
	| {
			readonly kind: 'record';
			readonly record: GivenRecord;
			readonly customFields?: readonly CustomChange[];
	  };

/**
 * Plans one body, and checks on the way whatever can be told without asking the server, so that it ends
 * a run before its first write.
 *
 * @throws ParameterError for what cannot be sent.
 */
export function planBody(
	runtime: Runtime,
	template: OperationTemplate,
	body: Body,
	itemIndex: number,
): Planned {
	if (template.body.kind === 'multipart') {
		const fields = body.kind === 'record' ? body.record : {};
		return { kind: 'upload', upload: planUpload(runtime, template, fields, itemIndex) };
	}
	if (body.kind !== 'record') {
		if (template.body.kind !== 'patch' || body.kind === 'none' || !isPatch(body.elements))
			return body;
		return { kind: 'patch', operations: body.elements, given: givenBy(body.elements) };
	}
	const { record, customFields } = splitCustomFields(body.record, template);
	if (template.body.kind !== 'patch') return { kind: 'record', record, customFields };
	const operations = toPatch(record);
	if (operations.length === 0 && customFields === undefined) {
		throw new ParameterError(
			'Items changes nothing: no field has a value',
			'Add the fields to change; to clear one, use the expression {{ null }}',
		);
	}
	return { kind: 'patch', operations, customFields, given: record };
}

/**
 * Takes the custom fields to write out of a record, where its kind has such and any are given. What
 * takes a record's place as a whole keeps them, even where none is given a new value.
 *
 * @throws ParameterError for what cannot name custom fields and their values.
 */
export function splitCustomFields(
	given: GivenRecord,
	{ method, body: { schema }, schemas }: OperationTemplate,
): { readonly record: GivenRecord; readonly customFields?: readonly CustomChange[] } {
	const { customFields, ...record } = given;
	const hasThem = schemas.get(schema ?? '')?.some(({ name }) => name === 'customFields');
	if (!hasThem || customFields === undefined || customFields === null) return { record: given };
	const changes = toChanges(customFields);
	return changes.length > 0 || method === 'PUT' ? { record, customFields: changes } : { record };
}
