import {
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { loadLookups, titleOfName, type OperationTemplate } from '../../catalogue';
import { itemLists, optionLists, type FieldList } from '../../lookups/form/fieldLists';
import { parentId, titleOfParent } from '../../lookups/form/parents';
import { searchList } from '../../lookups/search';
import { textOf } from '../../response/items/plain';
import { openTenant } from '../../lookups/tenant';
import { chosenTemplate } from '../chosen';
import { readFilledIn } from '../fields/filledIn';
import { itemFieldsOf, optionFieldsOf } from '../fields/formFields';
import { LIST_TROUBLES, listError } from './listTroubles';

/** Fields of the chosen operation that name a record which can be looked up; big lists first. */
export async function getLookUpFields(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const template = await chosenTemplate(this);
	if (typeof template === 'string') return [];
	const lists = await listsOf(template);
	const labels = new Map<string, string>([
		...optionFieldsOf(this, template).map(
			({ id, displayName }) => [`options.${id}`, displayName] as const,
		),
		...itemFieldsOf(this, template).map(
			({ id, displayName }) => [`items.${id}`, displayName] as const,
		),
	]);
	const fields = [...lists].flatMap(([value, { list }]) => {
		const name = labels.get(value);
		return name === undefined ? [] : [{ name, value, isBig: list.isBig }];
	});
	const order = [...labels.keys()];
	fields.sort(
		(left, right) =>
			Number(right.isBig) - Number(left.isBig) ||
			order.indexOf(left.value) - order.indexOf(right.value),
	);
	return fields.map(({ name, value }) => ({ name, value }));
}

/** Records for the field of the same row, searched on the server; the token is the next page. */
export async function searchRecords(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const field = await chosenField(this);
	const tenant = await openTenant(this);
	if (!tenant) throw listError(this, 'Choose a credential that works, then search again');
	const parent = field.parent && (await parentId(field.parent, readFilledIn(this), tenant));
	if (field.parent && parent === undefined) {
		throw listError(this, `Choose the ${titleOfParent(field.parent)} first, then search again`);
	}
	const found = await searchList(tenant, field.list, {
		typed: filter ?? '',
		page: Number(paginationToken ?? '1') || 1,
		parentId: parent,
	});
	if (!found.isOk) throw listError(this, LIST_TROUBLES[found.trouble]);
	const { entries, nextPage } = found;
	return {
		results: entries.map(({ id, name }) => ({ name, value: id })),
		paginationToken: nextPage === undefined ? undefined : String(nextPage),
	};
}

async function chosenField(context: ILoadOptionsFunctions): Promise<FieldList> {
	const template = await chosenTemplate(context);
	if (typeof template === 'string') throw listError(context, template);
	const value: unknown = context.getCurrentNodeParameter('&field');
	const field = (await listsOf(template)).get(textOf(value));
	if (field) return field;
	const isOther = typeof value === 'string' && value !== '' && !value.startsWith('=');
	throw listError(
		context,
		isOther
			? `${titleOfName(value.replace(/^\w+\./, ''))} is not a field of this operation: choose the field again`
			: 'Choose the field first. For a field set by an expression, enter the record by ID',
	);
}

/** By form and field, e.g. `items.company`. */
async function listsOf(template: OperationTemplate): Promise<ReadonlyMap<string, FieldList>> {
	const lookups = await loadLookups();
	const named = (form: string, lists: ReadonlyMap<string, FieldList>) =>
		[...lists].map(([field, list]): [string, FieldList] => [`${form}.${field}`, list]);
	return new Map([
		...named('options', optionLists(template, lookups)),
		...named('items', itemLists(template, lookups)),
	]);
}
