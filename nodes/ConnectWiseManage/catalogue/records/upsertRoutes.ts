import { findByRoute, loadTemplate } from '../index';
import { isListOfRecords } from './lists';
import type { HttpMethod, OperationTemplate } from '../types';

/** What there is beside a create to find the record that it would make, and to change it. */
export interface UpsertRoutes {
	readonly list: OperationTemplate;
	readonly read: OperationTemplate;
	readonly update: OperationTemplate;
}

/** `undefined` where an operation is no create, or its records cannot be searched or changed. */
export async function findUpsertRoutes(
	template: OperationTemplate,
): Promise<UpsertRoutes | undefined> {
	const { kind, method, body, path } = template;
	if (kind !== 'mutate' || method !== 'POST' || body.kind !== 'object') return undefined;
	const [list, read, update] = await Promise.all([
		load('GET', path),
		load('GET', `${path}/{id}`),
		load('PATCH', `${path}/{id}`),
	]);
	if (!list || !read || update?.body.kind !== 'patch') return undefined;
	const takesConditions = list.parameters.some(({ name }) => name === 'conditions');
	return isListOfRecords(list) && takesConditions ? { list, read, update } : undefined;
}

async function load(method: HttpMethod, path: string): Promise<OperationTemplate | undefined> {
	const summary = await findByRoute(method, path);
	return summary && (await loadTemplate(summary.id));
}
