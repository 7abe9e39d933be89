import type { INodeProperties } from 'n8n-workflow';
import { onListsOnly } from './onListsOnly';
import { operationsFor } from '../operation/operations';

const LISTS = { operation: operationsFor('files', 'query'), '@tool': [false] };
const FILES = { ...LISTS, output: ['files'] };

/** What becomes of the records of a list. */
export const output: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Items', value: 'items', description: 'An item for each record' },
			{
				name: 'Files',
				value: 'files',
				description: 'An item for each file of many records, without holding them all in memory',
			},
		],
		default: 'items',
		displayOptions: onListsOnly(LISTS),
	},
	{
		displayName: 'File Format',
		name: 'fileFormat',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'CSV', value: 'csv', description: 'Columns like board.name, the same in every file' },
			{ name: 'JSON Lines', value: 'jsonLines', description: 'Each record whole, on a line' },
		],
		default: 'jsonLines',
		displayOptions: onListsOnly(FILES),
	},
	{
		displayName: 'Rows per File',
		name: 'rowsPerFile',
		type: 'number',
		typeOptions: { minValue: 1, maxValue: 1000000 },
		default: 50000,
		description: 'A new file begins after so many records; one file is held in memory at a time',
		displayOptions: onListsOnly(FILES),
	},
];
