import type { IDataObject } from 'n8n-workflow';
import { distinctNames } from './names';

/** Answer of `/system/reports/{name}`: columns once, rows as arrays. */
interface Report {
	readonly column_definitions: unknown[];
	readonly row_values: unknown[];
}

export function isReport(value: unknown): value is Report {
	if (typeof value !== 'object' || value === null) return false;
	const { column_definitions: columns, row_values: rows } = value as Partial<Report>;
	return Array.isArray(columns) && Array.isArray(rows);
}

/**
 * One object for each row, keyed by column. Columns of one name, and cells without a column, get names
 * of their own.
 */
export function reportRows(report: Report): IDataObject[] {
	const rows = report.row_values.map((row) => (Array.isArray(row) ? (row as unknown[]) : [row]));
	const columns = report.column_definitions;
	const width = rows.reduce((widest, { length }) => Math.max(widest, length), columns.length);
	const names = distinctNames(
		Array.from({ length: width }, (_, index) => columnName(columns[index], index)),
	);
	return rows.map((cells) =>
		Object.fromEntries(
			cells.map((cell, index) => [names[index] ?? '', cell as IDataObject[string]]),
		),
	);
}

/** A definition is `{ "Name": { "type": … } }`. */
function columnName(definition: unknown, index: number): string {
	const [name] = typeof definition === 'object' && definition ? Object.keys(definition) : [];
	return name ?? `column${index + 1}`;
}
