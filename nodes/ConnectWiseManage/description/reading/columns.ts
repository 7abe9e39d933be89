import type { INodeProperties } from 'n8n-workflow';
import { onListsOnly } from './onListsOnly';
import { operationsFor } from '../operation/operations';

const DEPENDENCE = ['resource', 'operation', 'operationId.value'];

/** What records show, and in which order a list comes. */
export const columns: INodeProperties[] = [
	{
		displayName: 'Field Names or IDs',
		name: 'returnFields',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getReturnFields', loadOptionsDependsOn: DEPENDENCE },
		default: [],
		description:
			'Fields to return; all of them if none is chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
		displayOptions: { show: { operation: operationsFor('fields', 'query') } },
	},
	{
		displayName: 'Order By',
		name: 'orderByFields',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		placeholder: 'Add Field',
		default: {},
		description: 'Fields to order the list by, the first one first; by ID if there is none',
		options: [
			{
				displayName: 'Field',
				name: 'rows',
				values: [
					{
						displayName: 'Field Name or ID',
						name: 'field',
						type: 'options',
						typeOptions: { loadOptionsMethod: 'getOrderFields', loadOptionsDependsOn: DEPENDENCE },
						default: '',
						description:
							'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
					},
					{
						displayName: 'Direction',
						name: 'direction',
						type: 'options',
						options: [
							{ name: 'Ascending', value: 'asc' },
							{ name: 'Descending', value: 'desc' },
						],
						default: 'asc',
					},
				],
			},
		],
		displayOptions: onListsOnly({ operation: operationsFor('list', 'query') }),
	},
];
