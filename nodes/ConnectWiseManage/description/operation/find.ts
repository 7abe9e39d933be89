import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

const displayOptions: IDisplayOptions = { show: { operation: ['find'] } };

/** What Find Operations takes; its answers come from the bundled catalogue. */
export const find: INodeProperties[] = [
	{
		displayName: 'Words or Operation ID',
		name: 'query',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. create ticket',
		description:
			'What is to be done, in a few words, or a piece of a path. An operation ID returns that operation with all its options and fields.',
		displayOptions,
	},
	{
		displayName: 'Kind',
		name: 'kind',
		type: 'options',
		options: [
			{ name: 'Any', value: 'any' },
			{ name: 'Delete', value: 'delete' },
			{ name: 'Mutate', value: 'mutate' },
			{ name: 'Query', value: 'query' },
		],
		default: 'any',
		description: 'The operation of this node that the found ones are to belong to',
		displayOptions,
	},
	{
		displayName: 'Max Operations',
		name: 'maxOperations',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 5,
		description: 'How many of those that fit to return, the best ones first',
		displayOptions,
	},
];
