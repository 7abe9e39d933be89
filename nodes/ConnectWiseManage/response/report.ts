import type { IDataObject } from 'n8n-workflow';

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

/** One object for each row, keyed by column; a cell without a column keeps its position as name. */
export function reportRows(report: Report): IDataObject[] {
	const names = distinct(report.column_definitions.map(columnName));
	return report.row_values.map((row) => {
		const cells = Array.isArray(row) ? (row as unknown[]) : [row];
		return Object.fromEntries(
			cells.map((cell, index) => [
				names[index] ?? `column${index + 1}`,
				cell as IDataObject[string],
			]),
		);
	});
}

/** Columns of the same name would overwrite one another. */
function distinct(names: readonly string[]): string[] {
	const counts = new Map<string, number>();
	return names.map((name) => {
		const count = (counts.get(name) ?? 0) + 1;
		counts.set(name, count);
		return count === 1 ? name : `${name}_${count}`;
	});
}

/** A definition is `{ "Name": { "type": … } }`. */
function columnName(definition: unknown, index: number): string {
	const [name] = typeof definition === 'object' && definition ? Object.keys(definition) : [];
	return name ?? `column${index + 1}`;
}
