import type { INodeProperties } from 'n8n-workflow';
import { operationsFor, REQUESTS } from '../operation/operations';

const field: INodeProperties = {
	displayName: 'Field Name or ID',
	name: 'field',
	type: 'options',
	typeOptions: {
		loadOptionsMethod: 'getLookUpFields',
		loadOptionsDependsOn: ['resource', 'operation', 'operationId.value'],
	},
	default: '',
	description:
		'The field of Options or Items that the record is for. Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
};

const record: INodeProperties = {
	displayName: 'Record',
	name: 'record',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The record to use for the field',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Search by name, identifier or ID',
			typeOptions: { searchListMethod: 'searchRecords', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 250',
		},
	],
};

/** Records of lists that are too long for a drop-down: companies, contacts, tickets ... */
export const lookUp: INodeProperties = {
	displayName: 'Look Up',
	name: 'lookUp',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true },
	placeholder: 'Add Record',
	default: {},
	description:
		'Records searched in ConnectWise by name, e.g. the company of a new ticket. Each replaces a field of Options or Items, which must then stay empty.',
	options: [{ displayName: 'Record', name: 'records', values: [field, record] }],
	displayOptions: { show: { operation: operationsFor('items', ...REQUESTS) } },
};
