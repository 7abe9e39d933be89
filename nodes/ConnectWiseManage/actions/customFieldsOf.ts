import type { OperationTemplate } from '../catalogue';
import { toNodeApiError } from '../request/errors';
import type { RequestPlan } from '../request/plan';
import { decode } from '../response/decode';
import {
	areIdsOnly,
	mergeCustomFields,
	toCustomFields,
	type CustomField,
} from './body/customFields';
import { isPlainObject } from './parameters/values';
import type { Runtime } from './runtime';

/**
 * The `customFields` to send for those given. A change reads the record's own first; a new record
 * takes the captions from any record of its kind.
 */
export async function resolveCustomFields(
	runtime: Runtime,
	template: OperationTemplate,
	path: string,
	given: unknown,
	itemIndex: number,
): Promise<CustomField[]> {
	const isNew = template.method === 'POST';
	if (isNew && areIdsOnly(given)) return toCustomFields(given);
	const query: Record<string, string> = isNew
		? { fields: 'customFields', pageSize: '1' }
		: { fields: 'customFields' };
	const plan: RequestPlan = {
		method: 'GET',
		path,
		query,
		isRepeatable: true,
		label: `the custom fields for ${template.label}`,
	};
	const outcome = await runtime.client.exchange(plan);
	if (!outcome.isOk) {
		throw toNodeApiError(outcome.failure, { node: runtime.context.getNode(), itemIndex, plan });
	}
	const decoded = decode(outcome.response);
	const value = decoded.kind === 'json' ? decoded.value : undefined;
	const record: unknown = Array.isArray(value) ? value[0] : value;
	const present =
		isPlainObject(record) && Array.isArray(record.customFields) ? record.customFields : [];
	if (!isNew) return mergeCustomFields(given, present as CustomField[]);
	// Values of the record that was looked at are not the new one's.
	const blank = (present as CustomField[]).map(({ id, caption }) => ({ id, caption }));
	return mergeCustomFields(given, blank).filter((field) => 'value' in field);
}
