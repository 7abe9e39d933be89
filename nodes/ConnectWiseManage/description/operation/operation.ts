import type { INodeProperties } from 'n8n-workflow';
import { REQUESTS } from './operations';

export const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Query',
			value: 'query',
			description: 'Read records: lists, single records, counts, reports and files',
			action: 'Query records',
		},
		{
			name: 'Mutate',
			value: 'mutate',
			description: 'Create, update or replace records, or run an action on them',
			action: 'Create or update records',
		},
		{
			name: 'Delete',
			value: 'delete',
			description: 'Delete records, or take them out of a list',
			action: 'Delete records',
		},
		{
			name: 'Find Operations',
			value: 'find',
			description:
				'Search the operations by words: what each takes, with an example. Nothing is sent to ConnectWise.',
			action: 'Find operations',
		},
	],
	default: 'query',
	displayOptions: { show: { resource: ['api'] } },
};

export const operationId: INodeProperties = {
	displayName: 'Operation ID',
	name: 'operationId',
	type: 'resourceLocator',
	required: true,
	// Emptied with another Operation, whose list does not have it.
	typeOptions: { loadOptionsDependsOn: ['operation'] },
	default: { mode: 'list', value: '' },
	description: 'What to do, out of all operations of the ConnectWise API',
	builderHint: { propertyHint: 'Look the ID up in the list; never guess it' },
	displayOptions: { show: { resource: ['api'], operation: [...REQUESTS] } },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Search, e.g. ticket note or time entry',
			typeOptions: {
				searchListMethod: 'searchOperationIds',
				searchable: true,
				skipCredentialsCheckInRLC: true,
			},
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. getServiceTickets',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '^(get|post|put|patch|delete)[A-Za-z0-9_]+$',
						errorMessage:
							'Operation IDs begin with get, post, put, patch or delete, e.g. getServiceTickets',
					},
				},
			],
		},
	],
};
