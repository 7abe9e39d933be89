import {
	type ILoadOptionsFunctions,
	type INodeListSearchResult,
	type INodePropertyOptions,
} from 'n8n-workflow';
import { loadLookups } from '../../catalogue';
import { titleOfName } from '../../catalogue/form/labels';
import type { FilterField } from '../../conditions/filterFields';
import {
	findFilterFields,
	splitFieldValue,
	toFieldValue,
	toNamedFieldValue,
} from '../../conditions/listFields';
import { readNames, searchNames } from '../../lookups/names';
import { openTenant, type Tenant } from '../../lookups/tenant';
import { fieldsOfType } from '../../triggers/callback/recordFields';
import { chosenTemplate } from '../chosen';
import { findRecordType } from '../../triggers/callback/recordTypes';
import { controlOf, findParents, nameListOf, titleOf, type NameList } from './filterNames';
import { LIST_TROUBLES, listError } from '../lists/listTroubles';

type FieldsOf = (context: ILoadOptionsFunctions) => Promise<readonly FilterField[]>;

/** What the rows of a filter offer, by the fields of the records that the form is about. */
const choicesAmong = (fieldsOf: FieldsOf) => ({
	loadOptions: {
		/** Fields by which the records can be filtered. */
		async getFilterFields(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			const [fields, lookups] = await Promise.all([fieldsOf(this), loadLookups()]);
			return fields.map((field) => {
				const names = nameListOf(field, lookups);
				return {
					name: field.label,
					value: names ? toNamedFieldValue(field, controlOf(names)) : toFieldValue(field),
					description: field.place === 'customFieldConditions' ? undefined : field.path,
				};
			});
		},

		/** Values of the field that stands in the same row: those of an enumeration, or the tenant's. */
		async getFilterChoices(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
			const fields = await fieldsOf(this);
			const field = fieldOfRow(this, fields);
			if (!field) return [];
			if (field.values) return field.values.map((value) => ({ name: titleOfName(value), value }));
			const names = nameListOf(field, await loadLookups());
			if (!names || names.list.isBig) return [];
			const { tenant, parents } = await open(this, fields, names);
			const found = await readNames(tenant, names.list, names.member, parents);
			if (!found.isOk) throw listError(this, LIST_TROUBLES[found.trouble]);
			return found.choices.map(({ label, value }) => ({ name: label, value }));
		},
	},
	listSearch: {
		/** Names for the field of the same row, searched on the server where the list is long. */
		async searchFilterNames(
			this: ILoadOptionsFunctions,
			filter?: string,
			paginationToken?: string,
		): Promise<INodeListSearchResult> {
			const fields = await fieldsOf(this);
			const field = fieldOfRow(this, fields);
			const names = field && nameListOf(field, await loadLookups());
			if (!names) throw listError(this, 'Choose the field first, or enter the value by name');
			const { tenant, parents } = await open(this, fields, names);
			const page = Number(paginationToken ?? '1') || 1;
			const found = await searchNames(tenant, names.list, {
				member: names.member,
				typed: filter ?? '',
				page,
				parents,
			});
			if (!found.isOk) throw listError(this, LIST_TROUBLES[found.trouble]);
			return {
				results: found.choices.map(({ label, value }) => ({ name: label, value })),
				paginationToken: found.nextPage === undefined ? undefined : String(found.nextPage),
			};
		},
	},
});

function fieldOfRow(
	context: ILoadOptionsFunctions,
	fields: readonly FilterField[],
): FilterField | undefined {
	const [path, control] = splitFieldValue(context.getCurrentNodeParameter('&recordField'));
	return control === '' ? undefined : fields.find((field) => field.path === path);
}

/** The tenant, and the records that the list belongs to where it belongs to some. */
async function open(
	context: ILoadOptionsFunctions,
	fields: readonly FilterField[],
	{ parent }: NameList,
): Promise<{ tenant: Tenant; parents?: ReadonlyArray<string | number> }> {
	const tenant = await openTenant(context);
	if (!tenant) {
		throw listError(context, 'Choose a credential that works, or enter the value by name');
	}
	if (!parent) return { tenant };
	const parents = await findParents(context, fields, parent, tenant);
	if (parents.length > 0) return { tenant, parents };
	const title = titleOf(parent);
	throw listError(
		context,
		`Add a row that says which ${title} it is, e.g. ${title} Name Equals, or enter the value by name`,
	);
}

async function fieldsOfOperation(context: ILoadOptionsFunctions): Promise<readonly FilterField[]> {
	const template = await chosenTemplate(context);
	return typeof template === 'string' ? [] : await findFilterFields(template);
}

async function fieldsOfEvent(context: ILoadOptionsFunctions): Promise<readonly FilterField[]> {
	const type = findRecordType(String(context.getCurrentNodeParameter('event')));
	return type ? await fieldsOfType(type) : [];
}

/** Those of the lists that the node and the polling trigger read. */
export const filterChoices = choicesAmong(fieldsOfOperation);

/** Those of the callback trigger's Only If. */
export const eventChoices = choicesAmong(fieldsOfEvent);
