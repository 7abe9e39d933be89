import type { OperationTemplate } from '../../../catalogue';
import {
	buildConditions,
	type BuiltConditions,
	type Combination,
	type FilterRow,
} from '../../../conditions/build';
import type { Operand } from '../../../conditions/comparison';
import { ConditionError } from '../../../conditions/ConditionError';
import type { FilterField } from '../../../conditions/filterFields';
import {
	CUSTOM_FIELD,
	customField,
	findFilterFields,
	splitFieldValue,
} from '../../../conditions/listFields';
import {
	findOperator,
	FIRST_OPERATORS,
	OPERATORS,
	type FilterKind,
} from '../../../conditions/operators';
import { andConditions } from '../../../request/paging/page/conditions';
import { readConditionText } from '../checks/conditionText';
import { readRows, type Row } from '../checks/rows';
import { readOperand } from './operand';
import type { OperationOptions } from '../options/options';
import { ParameterError, show } from '../ParameterError';
import type { ParameterSource } from '../parameterSource';
import { readChoice, readSwitch } from '../plain/choices';

/** Those of the form; each kind of field has operators of its own. */
export const ROW_FIELDS: readonly string[] = [
	'recordField',
	'caption',
	...Object.keys(OPERATORS).map((kind) => `${kind}Operator`),
	'value',
	'record',
	'flag',
	'choice',
	'choices',
	'date',
	'dateTo',
	'amount',
	'unit',
	'group',
	'skipWhenEmpty',
];
const FILTER = { name: 'filters', group: 'rows', label: 'Filter', fields: ROW_FIELDS } as const;
const COMBINATIONS: readonly Combination[] = ['all', 'any', 'groups'];
const GROUPS = ['A', 'B', 'C', 'D'] as const;

export interface FilterReading {
	readonly built: BuiltConditions;
	/** Rows that were left out because their value is empty. */
	readonly skippedCount: number;
}

export const NO_FILTER: FilterReading = { built: {}, skippedCount: 0 };

/** A filter as a form has it. */
export interface FilterForm {
	/** What the form calls the rows. */
	readonly name: string;
	readonly itemIndex: number;
	readonly timezone: string;
}

/** Rows that have a value, and how they go together. */
export interface FilterRows {
	readonly rows: readonly FilterRow[];
	readonly combination: Combination;
	readonly skippedCount: number;
}

/**
 * The conditions that the rows of the Filter and the Condition Text of one item ask for.
 *
 * @throws ParameterError naming the row, counted from 1, and what is wrong with it.
 */
export async function readFilter(
	context: ParameterSource,
	template: OperationTemplate,
	itemIndex: number,
	timezone: string,
): Promise<FilterReading> {
	const text = readConditionText(context, 'conditionsText', 'Condition Text', itemIndex);
	const form = { name: FILTER.label, itemIndex, timezone };
	const { built, skippedCount } = await readBuilt(context, template, form);
	return { built: withText(built, text), skippedCount };
}

/** Records must meet the rows and the text. */
export function withText(built: BuiltConditions, text: string): BuiltConditions {
	if (text === '') return built;
	const rowsText = built.conditions === undefined ? '' : `(${built.conditions})`;
	return { ...built, conditions: andConditions(text, rowsText) };
}

async function readBuilt(
	context: ParameterSource,
	template: OperationTemplate,
	form: FilterForm,
): Promise<FilterReading> {
	if (!hasRows(context, form)) return NO_FILTER;
	const fields = await findFilterFields(template);
	if (fields.length === 0) throw noConditions(template);
	const read = readFilterRows(context, fields, form);
	return { built: toConditions(read, form), skippedCount: read.skippedCount };
}

/** Whether there is a row, empty ones included. */
export function hasRows(context: ParameterSource, form: FilterForm): boolean {
	return givenRows(context, form).length > 0;
}

function givenRows(context: ParameterSource, { name, itemIndex }: FilterForm): readonly Row[] {
	return readRows(context, { ...FILTER, label: name }, itemIndex);
}

/**
 * The rows of a filter by these fields.
 *
 * @throws ParameterError naming the row, counted from 1, and what is wrong with it.
 */
export function readFilterRows(
	context: ParameterSource,
	fields: readonly FilterField[],
	form: FilterForm,
): FilterRows {
	const { name, itemIndex, timezone } = form;
	const combination = readCombination(
		context.getNodeParameter('filterCombination', itemIndex, 'all'),
	);
	const read = givenRows(context, form).map((row, index) =>
		readRow(row, `${name}, row ${index + 1}`, fields, timezone),
	);
	const rows = read.flatMap((row) => (row ? [row] : []));
	return { rows, combination, skippedCount: read.length - rows.length };
}

/**
 * The rows as conditions, relative dates counted from now.
 *
 * @throws ParameterError for what ConnectWise cannot ask.
 */
export function toConditions(
	{ rows, combination }: FilterRows,
	{ name, timezone }: FilterForm,
): BuiltConditions {
	const clock = { now: Date.now(), timezone };
	return inParameterWords(name, () => buildConditions(rows, combination, clock));
}

/** The options with the filter's conditions; records must meet those given as text as well. */
export function withConditions(
	options: OperationOptions,
	built: BuiltConditions,
	template: OperationTemplate,
): OperationOptions {
	const query = { ...options.query };
	const body = { ...options.body };
	for (const [place, text] of Object.entries(built)) {
		const parameter = template.parameters.find(
			({ name }) => name.toLowerCase() === place.toLowerCase(),
		);
		if (!parameter) throw noConditions(template);
		const { name } = parameter;
		if (parameter.in === 'body') {
			const given = body[name];
			body[name] = andConditions(typeof given === 'string' ? given : '', `(${text})`);
		} else {
			query[name] = andConditions(query[name], `(${text})`);
		}
	}
	return { ...options, query, body };
}

function noConditions({ label }: OperationTemplate): ParameterError {
	return new ParameterError(
		`Filter has conditions, but ${label} takes none`,
		'Remove the rows from Filter, or choose an operation that reads a list',
	);
}

function readCombination(value: unknown): Combination {
	const found = COMBINATIONS.find((one) => one === value);
	if (found) return found;
	throw new ParameterError(
		`Combine cannot be ${show(value)}`,
		`Choose one of ${COMBINATIONS.join(', ')}`,
	);
}

/** `undefined` for a row that may be skipped and has no value. */
function readRow(
	{ values }: Row,
	place: string,
	fields: readonly FilterField[],
	timezone: string,
): FilterRow | undefined {
	const field = readField(values, fields, place);
	const operator = readOperator(values, field, place);
	const operand: Operand | undefined = readOperand(values, { field, operator, place, timezone });
	if (operand) {
		const group = readChoice(values.group, `${place} (Group)`, GROUPS, 'A');
		return { comparison: { field, operator, operand }, group };
	}
	if (readSwitch(values.skipWhenEmpty, false, `${place} (Skip When Empty)`)) return undefined;
	throw new ParameterError(
		`${place} (${field.label}) has no value`,
		'Fill it in, or check the expression: it returned nothing for this item. Turn on Skip When Empty to leave the row out then; for records without a value choose "Is Empty"',
	);
}

function readField(
	values: Readonly<Record<string, unknown>>,
	fields: readonly FilterField[],
	place: string,
): FilterField {
	const [wanted, kind] = splitFieldValue(values.recordField);
	if (wanted === '') {
		throw new ParameterError(
			`${place} names no field`,
			'Choose the field to look at, or remove the row',
		);
	}
	if (wanted === CUSTOM_FIELD) {
		const caption = typeof values.caption === 'string' ? values.caption.trim() : '';
		if (caption !== '') return customField(caption, toKind(kind));
		throw new ParameterError(
			`${place} is missing the Caption of the custom field`,
			'Enter it as ConnectWise shows it',
		);
	}
	const found = fields.find((field) => field.path.toLowerCase() === wanted.toLowerCase());
	if (found) return found;
	throw new ParameterError(
		`${place}: there is no field "${wanted.slice(0, 80)}" to filter by`,
		`Choose one from the list${nearest(wanted, fields)}`,
	);
}

function nearest(wanted: string, fields: readonly FilterField[]): string {
	const [word = ''] = wanted.toLowerCase().split('/');
	const near = fields.filter(({ path }) => path.toLowerCase().includes(word)).slice(0, 5);
	return near.length > 0 ? `, e.g. ${near.map(({ path }) => path).join(', ')}` : '';
}

function toKind(kind: string | undefined): FilterKind {
	return kind === 'number' || kind === 'boolean' || kind === 'date' ? kind : 'text';
}

function readOperator(
	values: Readonly<Record<string, unknown>>,
	field: FilterField,
	place: string,
) {
	const given = values[`${field.kind}Operator`] ?? FIRST_OPERATORS[field.kind];
	const operator = typeof given === 'string' ? findOperator(field.kind, given) : undefined;
	if (operator) return operator;
	const names = OPERATORS[field.kind].map(({ value }) => value).join(', ');
	throw new ParameterError(
		`${place} (${field.label}): the operator cannot be ${show(given)}`,
		`Choose one of ${names}`,
	);
}

/** The room of conditions knows nothing of parameters and their errors. */
function inParameterWords<T>(name: string, build: () => T): T {
	let caught: unknown;
	try {
		return build();
	} catch (error) {
		caught = error;
	}
	throw toParameterError(name, caught);
}

function toParameterError(name: string, error: unknown): Error {
	if (error instanceof ConditionError) {
		return new ParameterError(`${name}: ${error.message}`, error.hint);
	}
	return error instanceof Error ? error : new Error(String(error));
}
