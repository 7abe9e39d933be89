import type { IHookFunctions, IWebhookFunctions } from 'n8n-workflow';
import {
	hasRows,
	readFilterRows,
	toConditions,
	withText,
	type FilterForm,
	type FilterRows,
} from '../../actions/parameters/filter/filter';
import { readConditionText } from '../../actions/parameters/checks/conditionText';
import { ParameterError } from '../../actions/parameters/ParameterError';
import type { ParameterSource } from '../../actions/parameters/parameterSource';
import type { BuiltConditions, FilterRow } from '../../conditions/build';
import type { FilterField } from '../../conditions/filterFields';
import { fieldsOfSource, fieldsOfType } from './recordFields';
import type { RecordSource, RecordType } from './recordTypes';

/** A list and the conditions that its records must meet. */
export interface ConditionedSource extends RecordSource {
	readonly conditions: BuiltConditions;
}

/** Which records start the workflow. */
export interface OnlyIf {
	/** False where every record does. */
	readonly isSet: boolean;
	/** The lists whose records can meet it. */
	readonly sources: readonly [ConditionedSource, ...ConditionedSource[]];
}

type Context = Pick<IHookFunctions | IWebhookFunctions, 'getNodeParameter' | 'getTimezone'>;

/**
 * The rows and the text of Only If; relative dates count from now.
 *
 * @throws ParameterError naming the row, counted from 1, and what is wrong with it.
 */
export async function readOnlyIf(context: Context, recordType: RecordType): Promise<OnlyIf> {
	const source: ParameterSource = {
		getNodeParameter: (name, _itemIndex, fallback, options) =>
			context.getNodeParameter(name, fallback, options),
	};
	const text = readConditionText(source, 'onlyIf', 'Only If', 0);
	const form = { name: 'Only If', itemIndex: 0, timezone: context.getTimezone() };
	const built = hasRows(source, form)
		? await buildRows(source, recordType, form)
		: recordType.sources.map((one) => ({ ...one, conditions: {} }));
	const [first, ...others] = built.map(({ conditions, ...one }) => ({
		...one,
		conditions: withText(conditions, text),
	}));
	if (!first) throw unmeetable(recordType);
	const sources: OnlyIf['sources'] = [first, ...others];
	const isNarrowed = built.length < recordType.sources.length;
	return { isSet: isNarrowed || Object.keys(first.conditions).length > 0, sources };
}

async function buildRows(
	source: ParameterSource,
	recordType: RecordType,
	form: FilterForm,
): Promise<ConditionedSource[]> {
	const asked = readFilterRows(source, await fieldsOfType(recordType), form);
	const found: ConditionedSource[] = [];
	for (const one of recordType.sources) {
		const rows = rowsFor(asked, await fieldsOfSource(one));
		if (!rows) continue;
		found.push({ ...one, conditions: toConditions({ ...asked, rows }, form) });
	}
	return found;
}

/**
 * The rows that records with these fields can meet, as a record without a field does not meet a row
 * about it; undefined where they cannot meet enough of them.
 */
function rowsFor(
	{ rows, combination }: FilterRows,
	fields: readonly FilterField[],
): readonly FilterRow[] | undefined {
	const strange = rows.filter(({ comparison }) => !isAmong(fields, comparison.field));
	if (strange.length === 0) return rows;
	if (combination === 'all') return undefined;
	const groups = new Set(strange.map(({ group }) => group));
	const left =
		combination === 'any'
			? rows.filter((row) => !strange.includes(row))
			: rows.filter(({ group }) => !groups.has(group));
	return left.length > 0 ? left : undefined;
}

/** A custom field is known by its caption, which no list of fields has. */
function isAmong(fields: readonly FilterField[], { path, place }: FilterField): boolean {
	const isCustom = place === 'customFieldConditions';
	return fields.some((field) => field.place === place && (isCustom || field.path === path));
}

function unmeetable({ noun }: RecordType): ParameterError {
	return new ParameterError(
		`Only If: no ${noun} has all the fields that its rows name`,
		'Remove the rows about fields of other records, or set Combine to Any Condition',
	);
}
