import type { ParameterSource } from '../parameterSource';
import { ParameterError, show } from '../ParameterError';
import { readChoice } from '../plain/choices';
import { toDecimal } from '../plain/numbers';

export type FileFormat = 'jsonLines' | 'csv';

/** A list as files instead of items. */
export interface FileOutput {
	readonly format: FileFormat;
	readonly rowsPerFile: number;
}

const USUAL_ROWS = 50_000;
const MOST_ROWS = 1_000_000;

/**
 * @returns `undefined` where records are to become items.
 * @throws ParameterError for an output, a format or a number of rows that there is not.
 */
export function readFileOutput(
	context: ParameterSource,
	itemIndex: number,
): FileOutput | undefined {
	const read = (name: string): unknown => context.getNodeParameter(name, itemIndex, '');
	const output = readChoice(read('output'), 'Output', ['items', 'files'], 'items');
	if (output === 'items') return undefined;
	return {
		format: readChoice(read('fileFormat'), 'File Format', ['jsonLines', 'csv'], 'jsonLines'),
		rowsPerFile: readRowsPerFile(read('rowsPerFile')),
	};
}

function readRowsPerFile(given: unknown): number {
	if (given === undefined || given === null || given === '') return USUAL_ROWS;
	const rows = toDecimal(given);
	if (rows !== undefined && Number.isSafeInteger(rows) && rows >= 1 && rows <= MOST_ROWS) {
		return rows;
	}
	throw new ParameterError(
		`Rows per File must be a whole number from 1 to ${MOST_ROWS}, not ${show(given)}`,
		'Correct Rows per File or its expression',
	);
}
