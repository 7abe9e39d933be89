import {
	shapeOfPath,
	type FieldTemplate,
	type LookupList,
	type Lookups,
	type OperationTemplate,
} from '../../catalogue';

export type FormName = 'options' | 'items';

/** The list that the values of a form's field come from. */
export interface FieldList {
	readonly list: LookupList;
	/** The field that names the record which the list belongs to. */
	readonly parent?: ParentField;
}

export interface ParentField {
	readonly form: FormName;
	readonly field: string;
	readonly list: LookupList;
}

/** Lists of the body's references by field, for those whose records can be listed. */
export function itemLists(
	template: OperationTemplate,
	lookups: Lookups,
): ReadonlyMap<string, FieldList> {
	const fields = template.schemas.get(template.body.schema ?? '') ?? [];
	const found = fields.flatMap((field) => {
		const list = field.isReference ? lookups.byReference.get(field.schema ?? '') : undefined;
		if (!list) return [];
		const parentList = lookups.byReference.get(list.parent ?? '');
		if (!parentList) return entryOf(field.name, { list });
		const parent =
			parentAmong(fields, field.name, parentList, lookups) ??
			parentInPath(template, parentList, lookups);
		return parent ? entryOf(field.name, { list, parent }) : [];
	});
	return new Map(found);
}

/** Lists of the ids in the operation's path, e.g. `parentId` of `/service/boards/{parentId}/types`. */
export function optionLists(
	{ path }: OperationTemplate,
	lookups: Lookups,
): ReadonlyMap<string, FieldList> {
	const found = new Map<string, FieldList>();
	let parent: ParentField | undefined;
	for (const { index, 0: placeholder } of path.matchAll(/\{\w+\}/g)) {
		const field = placeholder.slice(1, -1);
		const list = lookups.byCollection.get(shapeOfPath(path.slice(0, index)));
		if (list && !list.parent) found.set(field, { list });
		if (list && list.parent === parent?.list.reference && parent)
			found.set(field, { list, parent });
		parent = list && { form: 'options', field, list };
	}
	return found;
}

function entryOf(field: string, list: FieldList): Array<[string, FieldList]> {
	return [[field, list]];
}

/** `shipToSite` is a site of `shipToCompany`, any other one of `company`. */
function parentAmong(
	fields: readonly FieldTemplate[],
	name: string,
	list: LookupList,
	lookups: Lookups,
): ParentField | undefined {
	const candidates = fields
		.filter(({ schema, isReference }) => {
			const own = isReference ? lookups.byReference.get(schema ?? '') : undefined;
			return own?.collection === list.collection;
		})
		.map((field) => field.name);
	const base = list.reference.replace(/Reference$/, '');
	const prefix = name.replace(/[A-Z][a-z]+$/, '');
	const wanted = [`${prefix}${base}`, base.charAt(0).toLowerCase() + base.slice(1)];
	const field = wanted.find((one) => candidates.includes(one)) ?? candidates[0];
	return field === undefined ? undefined : { form: 'items', field, list };
}

function parentInPath(
	template: OperationTemplate,
	list: LookupList,
	lookups: Lookups,
): ParentField | undefined {
	const [found] = [...optionLists(template, lookups)].filter(
		([, own]) => own.list.collection === list.collection,
	);
	return found && { form: 'options', field: found[0], list };
}
