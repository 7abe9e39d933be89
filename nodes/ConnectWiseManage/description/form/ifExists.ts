import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { operationsFor } from '../operation/operations';

/** Operations that may create. n8n shows both parameters as well where an expression gives the ID. */
const CREATES: NonNullable<IDisplayOptions['show']> = {
	operation: ['mutate'],
	operationId: [{ _cnd: { startsWith: 'post' } }],
};

const matchFields: INodeProperties = {
	displayName: 'Match Field Names or IDs',
	name: 'matchFields',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'getMatchFields',
		loadOptionsDependsOn: ['resource', 'operation', 'operationId.value'],
	},
	default: [],
	description:
		'Fields that tell whether a record is there already; all of them must agree. If none is chosen, the usual ones, e.g. the identifier of a company. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	displayOptions: { show: { ...CREATES, ifExists: [{ _cnd: { not: 'create' } }] } },
};

/** How to write a record without making a second one of it. */
export const ifExists: INodeProperties[] = [
	{
		displayName: 'If It Exists Already',
		name: 'ifExists',
		type: 'options',
		options: [
			{
				name: 'Create Another',
				value: 'create',
				description: 'Create without looking whether there is one',
			},
			{ name: 'Leave It', value: 'leave', description: 'Return the record unchanged' },
			{
				name: 'Report It as an Error',
				value: 'error',
				description: 'Fail with the ID of the record that is there',
			},
			{
				name: 'Update It',
				value: 'update',
				description: 'Change the fields that differ, and nothing else',
			},
			{
				name: 'Update Only',
				value: 'updateOnly',
				description: 'Change the fields that differ; create nothing if it is not there',
			},
		],
		default: 'create',
		description:
			'What to do when ConnectWise has a record with the same values in Match Fields. If there are several, that is an error.',
		builderHint: { propertyHint: 'Use update to sync or to retry without duplicates' },
		displayOptions: { show: CREATES },
	},
	matchFields,
	// Apart: n8n counts the value of a parameter that it does not show, here that of the one above.
	{ ...matchFields, displayOptions: { show: { operation: operationsFor('match') } } },
];
