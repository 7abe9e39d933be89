import type { OperationTemplate } from '../../../catalogue';
import { titleOfName } from '../../../catalogue/form/labels';
import { isExpression } from '../checks/fixed';
import { isNothing } from '../checks/narrowing';
import { readRows, type Row } from '../checks/rows';
import { ParameterError, show } from '../ParameterError';
import type { ParameterSource } from '../parameterSource';
import { isPlainObject } from '../values/values';

type FormName = 'options' | 'items';

/** Ids of the records looked up, by the field that each is for. */
export type LookedUp = Readonly<Record<FormName, Readonly<Record<string, unknown>>>>;

const LOOK_UP = {
	name: 'lookUp',
	group: 'records',
	label: 'Look Up',
	fields: ['field', 'record'],
} as const;
const FORM_TITLES: Readonly<Record<FormName, string>> = { options: 'Options', items: 'Items' };

/**
 * The rows of Look Up of one item: a field, as `items.company` or `options.id`, and a record.
 *
 * @throws ParameterError for a row without a record, for a field that the operation does not have, or
 * one that two rows give.
 */
export function readLookUp(
	context: ParameterSource,
	template: OperationTemplate,
	itemIndex: number,
): LookedUp {
	const lookedUp = { options: new Map<string, unknown>(), items: new Map<string, unknown>() };
	for (const { values, typed } of readRows(context, LOOK_UP, itemIndex)) {
		const { field = '', record } = values;
		const value = isPlainObject(record) ? record.value : record;
		const isBlank = isNothing(value);
		if (isBlank && isNothing(field) && isUntouched(typed)) continue;
		const [form, name] = readField(field, template);
		if (isBlank) {
			throw new ParameterError(
				`Look Up has no record for ${titleOfName(name)}`,
				'Choose one or remove the row; if it is an expression, check what it returns',
			);
		}
		if (lookedUp[form].has(name)) throw givenTwice(name, 'two rows of Look Up');
		lookedUp[form].set(name, value);
	}
	return {
		options: Object.fromEntries(lookedUp.options),
		items: Object.fromEntries(lookedUp.items),
	};
}

/**
 * What a form or JSON gives, with the records looked up. A list of records gets them in each.
 *
 * @throws ParameterError for a field that both give.
 */
export function withLookedUp(given: unknown, form: FormName, lookedUp: LookedUp): unknown {
	const records = lookedUp[form];
	if (Object.keys(records).length === 0) return given;
	if (given === undefined || given === null) return { ...records };
	if (Array.isArray(given)) return given.map((one: unknown) => withLookedUp(one, form, lookedUp));
	if (!isPlainObject(given)) return given;
	for (const name of Object.keys(records)) {
		const own = Object.prototype.hasOwnProperty.call(given, name) ? given[name] : undefined;
		if (!isNothing(own)) throw givenTwice(name, `Look Up and ${FORM_TITLES[form]}`);
	}
	return { ...given, ...records };
}

/** A row that was added and left as it was. */
function isUntouched({ field, record }: Row['typed']): boolean {
	const typed = isPlainObject(record) ? record.value : record;
	return !isExpression(field) && !isExpression(typed);
}

function readField(field: unknown, template: OperationTemplate): [FormName, string] {
	const [form, ...rest] = (typeof field === 'string' ? field : '').split('.');
	const name = rest.join('.');
	const fields = {
		options: template.parameters,
		items: template.schemas.get(template.body.schema ?? '') ?? [],
	};
	const isForm = form === 'options' || form === 'items';
	if (isForm && fields[form].some((one) => one.name === name)) return [form, name];
	throw new ParameterError(
		`Look Up has a field that ${template.label} does not have: ${show(field)}`,
		'Choose the field again: the rows may come from another operation',
	);
}

function givenTwice(name: string, places: string): ParameterError {
	return new ParameterError(
		`${titleOfName(name)} ("${name}") is set twice: by ${places}`,
		'Keep one of the two',
	);
}
