import type { IDataObject } from 'n8n-workflow';
import type { FileFormat } from '../../parameters/handling/output';
import type { Column } from './columns';
import { headerOf, toCsvLine } from './csv';

/** How records become lines of a file. */
export interface RowFormat {
	readonly extension: string;
	readonly mimeType: string;
	/** Begins each file; may be empty. */
	readonly header: string;
	readonly toLine: (row: IDataObject) => string;
	/** Fields that came in rows and have no column. */
	readonly leftOut: ReadonlySet<string>;
}

/** `columns` are those of CSV; JSON Lines take records as they are. */
export function createFormat(format: FileFormat, columns: readonly Column[]): RowFormat {
	return format === 'csv' ? csv(columns) : JSON_LINES;
}

const JSON_LINES: RowFormat = {
	extension: 'jsonl',
	mimeType: 'application/x-ndjson',
	header: '',
	toLine: (row) => `${JSON.stringify(row)}\n`,
	leftOut: new Set(),
};

function csv(columns: readonly Column[]): RowFormat {
	const names = new Set(['_info', ...columns.map(({ path }) => path[0])]);
	const leftOut = new Set<string>();
	const toLine = (row: IDataObject) => {
		for (const name of Object.keys(row)) if (!names.has(name)) leftOut.add(name);
		return toCsvLine(row, columns);
	};
	return { extension: 'csv', mimeType: 'text/csv', header: headerOf(columns), toLine, leftOut };
}
