import type { INodeProperties } from 'n8n-workflow';
import { operationsFor, REQUESTS } from '../operation/operations';

const WITH_OPTIONS = operationsFor('options', ...REQUESTS);

const mode: INodeProperties = {
	displayName: 'Specify Options',
	name: 'optionsMode',
	type: 'options',
	noDataExpression: true,
	options: [
		{ name: 'Using Fields Below', value: 'fields' },
		{ name: 'Using JSON', value: 'json' },
	],
	default: 'fields',
	description: 'How to give the parameters of the operation, e.g. the ID of a record or conditions',
	displayOptions: { show: { operation: WITH_OPTIONS } },
};

// A mapper shows neither its own description nor those of its fields.
export const options: INodeProperties[] = [
	mode,
	{
		displayName: 'Options',
		name: 'options',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		typeOptions: {
			loadOptionsDependsOn: ['resource', 'operation', 'operationId.value'],
			resourceMapper: {
				resourceMapperMethod: 'getOptionFields',
				mode: 'add',
				supportAutoMap: false,
				valuesLabel: 'Options',
				fieldWords: { singular: 'option', plural: 'options' },
			},
		},
		displayOptions: { show: { operation: WITH_OPTIONS, optionsMode: ['fields'] } },
	},
	{
		displayName: 'Options',
		name: 'optionsJson',
		type: 'json',
		default: '{}',
		placeholder: '{ "conditions": "closedFlag = false", "fields": "summary,status/name" }',
		description: 'One object with the parameters of the operation by name, path IDs included',
		displayOptions: { show: { operation: WITH_OPTIONS, optionsMode: ['json'] } },
	},
];
