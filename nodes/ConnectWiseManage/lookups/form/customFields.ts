import { sleep, type FieldType, type ResourceMapperField } from 'n8n-workflow';
import type { OperationTemplate } from '../../catalogue';
import { isRecord } from '../../response/items/isRecord';
import { numberOf, textOf } from '../../response/items/plain';
import { createCache } from '../cache';
import { activeOptions, hasChoices } from '../customFieldOptions';
import { PATIENCE_MS } from './patience';
import { withEntries } from './entryOptions';
import type { Entry } from '../entries';
import { isGivenByExpression, type FilledIn } from './parents';
import type { Tenant } from '../tenant';

/** A custom field of the tenant, as the form offers it. */
export interface CustomFieldForm {
	readonly id: number;
	readonly caption: string;
	readonly type: string;
	/** Choices of a field that has a list; empty for others, or where they cannot be read. */
	readonly options: readonly string[];
}

const FORM_TYPES: Readonly<Record<string, FieldType>> = {
	checkbox: 'boolean',
	currency: 'number',
	date: 'dateTime',
	number: 'number',
	percent: 'number',
};
const MAX_COUNT = 100;

const cache = createCache<readonly CustomFieldForm[] | undefined>((found) => found === undefined);

/**
 * Fields of the Items form for the tenant's custom fields, by caption; ids are `customFields.12`. They
 * are those of any record of the kind, since every record lists all of its custom fields.
 */
export async function customFieldForms(
	tenant: Tenant,
	template: OperationTemplate,
	filledIn: FilledIn,
): Promise<ResourceMapperField[]> {
	const fields = template.schemas.get(template.body.schema ?? '') ?? [];
	const path = collectionOf(template, filledIn);
	if (path === undefined || !fields.some(({ name }) => name === 'customFields')) return [];
	const key = `${tenant.cacheKey} ${path}`;
	const found = await Promise.race([
		cache.get(key, async () => await read(tenant, path)),
		sleep(PATIENCE_MS).then(() => undefined),
	]);
	return (found ?? []).slice(0, MAX_COUNT).map((field) => toFormField(field, filledIn));
}

/** Where the records of the kind are listed; nothing below a record that the form does not name. */
function collectionOf({ path }: OperationTemplate, { options }: FilledIn): string | undefined {
	const collection = path.replace(/\/\{\w+\}\/?$/, '');
	let isFilled = true;
	const filled = collection.replace(/\{(\w+)\}/g, (_, name: string) => {
		const value = options[name];
		const isId = typeof value === 'number' || (typeof value === 'string' && /^\d+$/.test(value));
		if (!isId || isGivenByExpression(value)) isFilled = false;
		return String(value);
	});
	return isFilled ? filled : undefined;
}

async function read(tenant: Tenant, path: string): Promise<readonly CustomFieldForm[] | undefined> {
	const answer = await tenant.read(path, { fields: 'customFields', pageSize: '1' });
	if (!answer.isOk) return undefined;
	const [record] = answer.rows;
	const given: unknown[] = Array.isArray(record?.customFields) ? record.customFields : [];
	const fields = given
		.filter(isRecord)
		.filter(({ id, caption }) => typeof id === 'number' && typeof caption === 'string')
		.filter(({ type }) => type !== 'Button');
	const listed = fields.filter(({ entryMethod }) => hasChoices(entryMethod));
	const options = await readOptions(
		tenant,
		listed.map(({ id }) => Number(id)),
	);
	return fields.map(({ id, caption, type }) => ({
		id: Number(id),
		caption: String(caption).trim(),
		type: textOf(type),
		options: options.get(Number(id)) ?? [],
	}));
}

/** Active choices by the id of the field; none where the definitions may not be read. */
async function readOptions(
	tenant: Tenant,
	ids: readonly number[],
): Promise<ReadonlyMap<number, readonly string[]>> {
	if (ids.length === 0) return new Map();
	const answer = await tenant.read('/system/userDefinedFields', {
		conditions: `id in (${ids.join(',')})`,
		fields: 'id,options',
		pageSize: '1000',
	});
	if (!answer.isOk) return new Map();
	return new Map(answer.rows.map(({ id, options }) => [numberOf(id), activeOptions(options)]));
}

function toFormField(
	{ id, caption, type, options }: CustomFieldForm,
	{ items }: FilledIn,
): ResourceMapperField {
	const field: ResourceMapperField = {
		id: `customFields.${id}`,
		displayName: caption === '' ? `Custom Field ${id}` : caption,
		required: false,
		defaultMatch: false,
		canBeUsedToMatch: false,
		display: true,
		removed: true,
		type: FORM_TYPES[type.toLowerCase()] ?? 'string',
	};
	const entries = options.map((name): Entry => ({ id: name, name, aliases: [name.toLowerCase()] }));
	return withEntries(field, entries, items[field.id]);
}
