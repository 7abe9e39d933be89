import type { INodeProperties } from 'n8n-workflow';
import { mapper } from './mapper';
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
	description: 'How to set the parameters of the operation, e.g. the ID of a record or conditions',
	displayOptions: { show: { operation: WITH_OPTIONS } },
};

export const options: INodeProperties[] = [
	mode,
	mapper({
		name: 'options',
		displayName: 'Options',
		method: 'getOptionFields',
		word: 'option',
		show: { operation: WITH_OPTIONS, optionsMode: ['fields'] },
	}),
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
