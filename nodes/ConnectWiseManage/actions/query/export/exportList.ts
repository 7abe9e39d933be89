import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { OperationTemplate } from '../../../catalogue';
import {
	readList,
	type ListRequest,
	type ListResult,
	type ListSource,
} from '../../../request/paging';
import { asksForId, idOf, withId, withoutId } from '../../../request/paging/page/rows';
import { isRecord } from '../../../response/items/isRecord';
import { simplifyRecord } from '../../../response/items/simplify';
import type { FileOutput } from '../../parameters/handling/output';
import { ParameterError } from '../../parameters/ParameterError';
import type { Runtime } from '../../run/runtime';
import { columnsOf, columnsOfRows } from './columns';
import { createFiles } from './files';
import { createFormat, type RowFormat } from './format';
import { createLines, type Row } from './lines';
import { createParts } from './parts';

const NAMES_SHOWN_COUNT = 10;

export interface Export {
	readonly template: OperationTemplate;
	readonly output: FileOutput;
	readonly itemIndex: number;
	/** Path as sent; names the files. */
	readonly path: string;
	/** Chosen by the user or for simplified records. */
	readonly fields: string | undefined;
}

/**
 * Reads a list into files as its pages come, an item for each file. Lists of several input items
 * are read one after the other, so that never more than one is held in part.
 *
 * @throws ParameterError for CSV where nothing tells the columns.
 */
export async function exportList(
	runtime: Runtime,
	wanted: Export,
	source: ListSource,
	request: Omit<ListRequest<Row>, 'toItem' | 'handOn'>,
): Promise<ListResult<INodeExecutionData>> {
	const format = formatOf(runtime, wanted);
	const read = async (): Promise<ListResult<INodeExecutionData>> => {
		const { items, toRow, parts } = start(runtime, wanted, format);
		// First and last id are told of every file.
		const fields = request.hasIntegerId ? withId(request.fields) : request.fields;
		const isIdExtra = request.hasIntegerId && !asksForId(request.fields);
		const toItem = (row: unknown): Row => {
			const json = toRecord(isIdExtra ? withoutId(row) : row);
			const shown = runtime.settings.simplify ? simplifyRecord(json) : json;
			return toRow(idOf(row), format.toLine(shown));
		};
		const result = await readList(source, { ...request, fields, toItem, handOn: parts.add });
		if (result.kind !== 'items') return result;
		await parts.add(result.items);
		await parts.end();
		tellLeftOut(runtime, format, wanted.template);
		return { kind: 'items', items };
	};
	return await runtime.inTurn('export', read);
}

/** Rows of a report, which come at once. An answer that is a file stays one. */
export async function exportReport(
	runtime: Runtime,
	wanted: Export,
	rows: readonly INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	if (rows.some(({ binary }) => binary !== undefined)) return [...rows];
	const records = rows.map(({ json }) => json);
	const format = createFormat(wanted.output.format, columnsOfRows(records));
	const { items, toRow, parts } = start(runtime, wanted, format);
	await parts.add(records.map((json) => toRow(undefined, format.toLine(json))));
	await parts.end();
	return items;
}

function start(runtime: Runtime, { output, path, itemIndex }: Export, format: RowFormat) {
	const { items, store } = createFiles(runtime, format, path, itemIndex);
	const { header } = format;
	const { rowsPerFile } = output;
	return { items, toRow: createLines(), parts: createParts({ header, rowsPerFile }, store) };
}

function formatOf({ settings }: Runtime, { template, output, fields }: Export): RowFormat {
	const columns = columnsOf(template, fields, settings.simplify);
	if (output.format === 'csv' && columns.length === 0) {
		throw new ParameterError(
			`The fields of ${template.label} are not known, so a CSV file has no columns`,
			'Choose Fields, or set File Format to JSON Lines',
		);
	}
	return createFormat(output.format, columns);
}

function toRecord(row: unknown): IDataObject {
	return isRecord(row) ? row : { value: row as IDataObject[string] };
}

/** A newer server may send more than is known; what is not in the files has to be said. */
function tellLeftOut({ client }: Runtime, { leftOut }: RowFormat, template: OperationTemplate) {
	if (leftOut.size === 0) return;
	const names = [...leftOut].slice(0, NAMES_SHOWN_COUNT).join(', ');
	const more =
		leftOut.size > NAMES_SHOWN_COUNT ? ` and ${leftOut.size - NAMES_SHOWN_COUNT} more` : '';
	client.notify(
		`${template.label}: records came with fields that the CSV files have no column for: ${names}${more}. Name them in Fields, or set File Format to JSON Lines`,
	);
}
