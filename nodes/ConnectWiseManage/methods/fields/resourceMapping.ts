import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { loadLookups, withUniqueLabels, type OperationTemplate } from '../../catalogue';
import { isNothing } from '../../actions/parameters/checks/narrowing';
import { hasSingleId } from '../../catalogue/records/singleIds';
import { withChoices } from '../../lookups/form/choices';
import { itemLists, optionLists, type FormName } from '../../lookups/form/fieldLists';
import { customFieldForms } from '../../lookups/form/customFields';
import { withOwnParents } from '../../lookups/form/ownParents';
import type { FilledIn } from '../../lookups/form/parents';
import { openTenant } from '../../lookups/tenant';
import { chosenTemplate } from '../chosen';
import { readFilledIn } from './filledIn';
import { itemFieldsOf, optionFieldsOf } from './formFields';

const CUSTOM_FIELDS = 'customFields';
const CONDITIONS = 'conditions';

/** Fields of the Options form: the parameters of the chosen operation. */
export async function getOptionFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const template = await chosenTemplate(this);
	if (typeof template === 'string') return { fields: [], emptyFieldsNotice: template };
	const own = optionFieldsOf(this, template);
	const offered = withoutConditions(own, template, readFilledIn(this));
	const fields = await withTenantLists(this, template, 'options', offered);
	return toForm(fields, 'This operation takes no options');
}

/** The node has parameters of its own for them; what is filled in here stays. */
function withoutConditions(
	fields: ResourceMapperField[],
	{ kind, id }: OperationTemplate,
	{ options }: FilledIn,
): ResourceMapperField[] {
	const hasFilter = kind === 'query' && !hasSingleId(id);
	if (!hasFilter || !isNothing(options[CONDITIONS])) return fields;
	return fields.filter((field) => field.id !== CONDITIONS);
}

/** The same for a trigger, which passes records on as they change and in no other order. */
export async function getPollOptionFields(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const form = await getOptionFields.call(this);
	return { ...form, fields: form.fields.filter(({ id }) => id !== 'orderBy') };
}

/** Fields of the Items form: those of the chosen operation's body. */
export async function getItemFields(this: ILoadOptionsFunctions): Promise<ResourceMapperFields> {
	const template = await chosenTemplate(this);
	if (typeof template === 'string') return { fields: [], emptyFieldsNotice: template };
	const fields = await withTenantLists(this, template, 'items', itemFieldsOf(this, template));
	return toForm(
		fields,
		template.body.kind === 'none'
			? 'This operation takes no items'
			: 'No fields are known for these items: set Specify Items to Using JSON',
	);
}

/** The fields with the choices that the user's own ConnectWise has. */
async function withTenantLists(
	context: ILoadOptionsFunctions,
	template: OperationTemplate,
	form: FormName,
	fields: ResourceMapperField[],
): Promise<ResourceMapperField[]> {
	const lookups = await loadLookups();
	const lists = (form === 'items' ? itemLists : optionLists)(template, lookups);
	const hasCustomFields = form === 'items' && fields.some(({ id }) => id === CUSTOM_FIELDS);
	if (lists.size === 0 && !hasCustomFields) return fields;
	const tenant = await openTenant(context);
	const typed = readFilledIn(context);
	const filledIn = await withOwnParents(typed, lists, template, tenant);
	// Look Up may give them instead, which n8n does not know; without either, the node says so.
	const demanded = fields.map((field) =>
		lists.get(field.id)?.list.isBig ? { ...field, required: false } : field,
	);
	const [chosen, own] = await Promise.all([
		withChoices(demanded, lists, form, filledIn, tenant),
		hasCustomFields && tenant ? customFieldForms(tenant, template, filledIn) : [],
	]);
	if (own.length === 0) return withUniqueLabels(chosen);
	const place = chosen.findIndex(({ id }) => id === CUSTOM_FIELDS);
	return withUniqueLabels([...chosen.slice(0, place), ...own, ...chosen.slice(place)]);
}

/** n8n goes on showing the notice while it loads the fields of the next operation. */
function toForm(fields: ResourceMapperField[], emptyFieldsNotice: string): ResourceMapperFields {
	return fields.length > 0 ? { fields } : { fields, emptyFieldsNotice };
}
