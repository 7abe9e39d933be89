import type { INodeExecutionData } from 'n8n-workflow';
import type { Rows } from '../jobs/jobs.mts';

export const rowsOfItems = (items: readonly INodeExecutionData[]): Rows => ({
	length: items.length,
	idAt: (index) => Number(items[index]?.json['id']),
	held: items,
});

export const rowsOfRecords = (records: ReadonlyArray<{ readonly id?: unknown }>): Rows => ({
	length: records.length,
	idAt: (index) => Number(records[index]?.id),
	held: records,
});
