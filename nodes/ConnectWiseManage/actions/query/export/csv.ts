import type { IDataObject } from 'n8n-workflow';
import { isRecord } from '../../../response/items/isRecord';
import type { Column } from './columns';

const LINE_END = '\r\n';

/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r\n]/;
/** Phone numbers and signed numbers can call nothing, and stay as they are. */
const HARMLESS = /^[+-][\d\s().,/-]*$/;
const TO_QUOTE = /[",\r\n]|^\s|\s$/;

export function headerOf(columns: readonly Column[]): string {
	return columns.length === 0 ? '' : toRecord(columns.map(({ header }) => toCell(header)));
}

/** One record of a CSV file (RFC 4180) with its line end. */
export function toCsvLine(row: IDataObject, columns: readonly Column[]): string {
	return toRecord(columns.map(({ path }) => toCell(valueAt(row, path))));
}

/**
 * A value as a cell: nothing for null, numbers and switches as JSON has them, lists and nested values
 * as JSON text. Text that a spreadsheet would run as a formula gets an apostrophe before it, as
 * anybody may write it into a ticket by e-mail.
 */
export function toCell(value: unknown): string {
	if (value === undefined || value === null) return '';
	const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
	const isGuarded = typeof value === 'string' && FORMULA.test(text) && !HARMLESS.test(text);
	const cell = isGuarded ? `'${text}` : text;
	return TO_QUOTE.test(cell) ? `"${cell.replace(/"/g, '""')}"` : cell;
}

function toRecord(cells: readonly string[]): string {
	// A line without anything in it would be taken for no row at all.
	const line = cells.length === 1 && cells[0] === '' ? '""' : cells.join(',');
	return line + LINE_END;
}

/** Where the path meets a list or plain value, that is the value: nothing of it is left out. */
function valueAt(row: IDataObject, path: readonly string[]): unknown {
	let value: unknown = row;
	for (const name of path) {
		if (!isRecord(value)) return value;
		value = Object.prototype.hasOwnProperty.call(value, name) ? value[name] : undefined;
	}
	return value;
}
