import { isPlainObject } from '../values/values';
import { ParameterError, show } from '../ParameterError';
import type { ParameterSource } from '../parameterSource';
import { assertNoFixedExpression, isExpression, readRaw } from './fixed';
import { assertSettingNames } from './settingNames';

type Values = Readonly<Record<string, unknown>>;

/** A row as it came out, and as it was typed. */
export interface Row {
	readonly values: Values;
	readonly typed: Values;
}

interface RowsParameter {
	readonly name: string;
	/** n8n's name for the rows within the parameter. */
	readonly group: string;
	readonly label: string;
	/** Names of a row's fields; where an expression gives the rows there may be others. */
	readonly fields: readonly string[];
}

/** More is no form that anybody filled in; each costs a look at every field. */
const MOST_ROWS_COUNT = 1_000;

/**
 * The rows of a parameter that takes several, e.g. of the Filter.
 *
 * @throws ParameterError for an expression in a field set to Fixed, for an expression in place of the
 * rows that gives none, and for rows with a field that the form does not have.
 */
export function readRows(
	context: ParameterSource,
	{ name, group, label, fields }: RowsParameter,
	itemIndex: number,
): Row[] {
	const given: unknown = context.getNodeParameter(name, itemIndex, {});
	const raw = readRaw(context, name, itemIndex);
	const rawRows = isPlainObject(raw) ? raw[group] : undefined;
	const rows = isPlainObject(given) ? given[group] : undefined;
	const isMeant = isExpression(raw) || isExpression(rawRows);
	if (!Array.isArray(rows) || (isMeant && rows.length === 0)) {
		const isUnused = isPlainObject(given) && rows === undefined && !isMeant;
		if (isUnused || (isBlank(given) && !isMeant)) return [];
		throw noRows(label, group, given);
	}
	if (rows.length > MOST_ROWS_COUNT) {
		throw new ParameterError(
			`${label} has ${rows.length} rows; at most ${MOST_ROWS_COUNT} are taken`,
			'Enter the values as one list, with an operator such as "Is One Of"',
		);
	}
	const typedRows: unknown[] = Array.isArray(rawRows) ? rawRows : [];
	return rows.map((row: unknown, index): Row => {
		const typed = typedRows[index];
		assertNoFixedExpressions(typed, `${label}, row ${index + 1}`);
		assertSettingNames(row, fields, `${label}, row ${index + 1}`);
		return { values: isPlainObject(row) ? row : {}, typed: isPlainObject(typed) ? typed : {} };
	});
}

function isBlank(given: unknown): boolean {
	return given === undefined || given === null || given === '';
}

function noRows(label: string, group: string, given: unknown): ParameterError {
	return new ParameterError(
		`${label} has no rows: ${show(given)}`,
		`Check the expression: it must return an object with a list, e.g. { "${group}": [{ ... }] }`,
	);
}

function assertNoFixedExpressions(typed: unknown, label: string): void {
	if (!isPlainObject(typed)) return assertNoFixedExpression(typed, label);
	for (const part of Object.values(typed)) {
		// A record chosen from a list lies one level deeper.
		assertNoFixedExpression(isPlainObject(part) ? part.value : part, label);
	}
}
