import { sleep } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { buildPath } from '../../request/plan';
import { isRecord } from '../../response/items/isRecord';
import { createCache } from '../cache';
import type { Tenant } from '../tenant';
import type { FieldList } from './fieldLists';
import type { FilledIn } from './parents';
import { PATIENCE_MS } from './patience';

type References = Readonly<Record<string, unknown>>;

const cache = createCache<References | undefined>((found) => found === undefined);

/**
 * What is filled in, with the records that the changed record itself belongs to: an update of a status
 * is to offer those of the ticket's board, which nobody gives again.
 */
export async function withOwnParents(
	filledIn: FilledIn,
	lists: ReadonlyMap<string, FieldList>,
	template: OperationTemplate,
	tenant: Tenant | undefined,
): Promise<FilledIn> {
	const fields = [...lists.values()].flatMap(({ parent }) =>
		parent?.form === 'items' && isBlank(filledIn.items[parent.field]) ? [parent.field] : [],
	);
	const path = recordPath(template, filledIn);
	if (!tenant || path === undefined || fields.length === 0) return filledIn;
	const names = [...new Set(fields)].join(',');
	const read = async () => await tenant.readRecord(path, { fields: names });
	const own = await Promise.race([
		cache.get(`${tenant.cacheKey} ${path} ${names}`, read),
		sleep(PATIENCE_MS).then(() => undefined),
	]);
	const parents = Object.entries(own ?? {}).flatMap(
		([name, value]): Array<[string, unknown]> =>
			fields.includes(name) && isRecord(value) ? [[name, value.id]] : [],
	);
	return { ...filledIn, items: { ...filledIn.items, ...Object.fromEntries(parents) } };
}

/** Of the record that is changed, where the form names it by fixed ids. */
function recordPath(
	{ method, path }: OperationTemplate,
	{ options }: FilledIn,
): string | undefined {
	if ((method !== 'PATCH' && method !== 'PUT') || !/\{\w+\}\/?$/.test(path)) return undefined;
	const ids = Object.entries(options).flatMap(([name, value]): Array<[string, string]> => {
		const isId = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
		return isId ? [[name, String(value)]] : [];
	});
	const filled = buildPath(path, Object.fromEntries(ids));
	return filled.isFilled ? filled.path : undefined;
}

function isBlank(value: unknown): boolean {
	return value === undefined || value === null || value === '';
}
