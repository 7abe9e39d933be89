import type { INodeProperties } from 'n8n-workflow';

export const options: INodeProperties[] = [
	{
		displayName: 'Specify Options',
		name: 'optionsMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Using Fields Below', value: 'fields' },
			{ name: 'Using JSON', value: 'json' },
		],
		default: 'fields',
		description:
			'How to give the parameters of the operation, e.g. the ID of a record or conditions',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'resourceMapper',
		noDataExpression: true,
		default: { mappingMode: 'defineBelow', value: null },
		description:
			'Conditions look like: status/name = "New" and lastUpdated > [2026-01-31T00:00:00Z]. Text goes in double quotes, dates in square brackets.',
		typeOptions: {
			loadOptionsDependsOn: ['operation', 'operationId.value'],
			resourceMapper: {
				resourceMapperMethod: 'getOptionFields',
				mode: 'add',
				addAllFields: false,
				supportAutoMap: false,
				valuesLabel: 'Options',
				fieldWords: { singular: 'option', plural: 'options' },
			},
		},
		displayOptions: { show: { optionsMode: ['fields'] } },
	},
	{
		displayName: 'Options',
		name: 'optionsJson',
		type: 'json',
		default: '{}',
		placeholder: '{ "conditions": "closedFlag = false", "fields": "summary,status/name" }',
		description: 'One object with the parameters of the operation by name, path IDs included',
		displayOptions: { show: { optionsMode: ['json'] } },
	},
];
