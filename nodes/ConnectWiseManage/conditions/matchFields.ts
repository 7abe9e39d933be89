import type { OperationTemplate } from '../catalogue';
import { titleOfName } from '../catalogue/form/labels';
import type { FilterField } from './filterFields';
import { findFilterFields } from './listFields';

/** A field by which the record that a new one would double is looked for. */
export interface MatchField {
	/** `identifier`, `company` (a reference), `communicationItems/value` (a list in the record). */
	readonly name: string;
	readonly label: string;
	/** What can be asked of it; several of a reference. */
	readonly asked: readonly FilterField[];
}

/**
 * Fields that both a create takes and its list can be searched by, custom fields aside.
 *
 * @param template of the create.
 * @param list that its records appear in.
 */
export async function findMatchFields(
	template: OperationTemplate,
	list: OperationTemplate,
): Promise<MatchField[]> {
	const searched = await findFilterFields(list);
	const taken = template.schemas.get(template.body.schema ?? '') ?? [];
	return taken.flatMap(({ name, isReference, readOnly, writeOnly }): MatchField[] => {
		if (name === 'id' || readOnly || writeOnly) return [];
		const asked = searched.filter(({ path }) => path === name || path.startsWith(`${name}/`));
		if (asked.length === 0 || asked.some(({ place }) => place === 'customFieldConditions'))
			return [];
		if (isReference) return [{ name, label: titleOfName(name), asked }];
		return asked.map((field) => ({ name: field.path, label: field.label, asked: [field] }));
	});
}
