import type { INodeProperties } from 'n8n-workflow';
import { onListsOnly } from './onListsOnly';

export const limit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: onListsOnly({ operation: ['query'] }),
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: onListsOnly({ operation: ['query'], returnAll: [false] }),
	},
];
