import type { INodeProperties } from 'n8n-workflow';
import { filterRows } from '../reading/filter';

/** Conditions as rows and as text; the record must meet both. */
export const onlyIf: INodeProperties[] = [
	...filterRows('Only If', 'event'),
	{
		displayName: 'Only If: Condition Text',
		name: 'onlyIf',
		type: 'string',
		default: '',
		placeholder: 'e.g. status/name = "Escalated"',
		hint: 'The rows and this text are checked by ConnectWise when the change comes in. Deleted records cannot be checked: they pass.',
		description: "Conditions in ConnectWise's language that the record must meet beside the rows",
	},
];

export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Fields',
			name: 'fields',
			type: 'string',
			default: '',
			placeholder: 'e.g. summary,status/name',
			description: 'Names of the fields to read, separated by commas; empty for the whole record',
		},
		{
			displayName: 'Ignore Own Changes',
			name: 'ignoreOwnChanges',
			type: 'boolean',
			default: false,
			description:
				'Whether to ignore changes made with the keys of this credential, so that a workflow that writes to what it watches does not start itself',
		},
		{
			displayName: 'Include What Changed',
			name: 'includeChanges',
			type: 'boolean',
			default: false,
			description:
				"Whether to add the entries of ConnectWise's audit trail for the change, as event.changes",
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{
					name: 'Whole Record',
					value: 'record',
					description: 'Read from ConnectWise when the change comes in, custom fields included',
				},
				{
					name: 'Summary as Delivered',
					value: 'summary',
					description: 'What ConnectWise sends with the change, without a request',
				},
			],
			default: 'record',
			description: 'What the item contains besides the event',
		},
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: false,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
		{
			displayName: 'Verify Signature',
			name: 'verifySignature',
			type: 'boolean',
			default: true,
			description:
				'Whether to let only deliveries in that ConnectWise signed. Without it anybody who knows the address can start the workflow.',
		},
	],
};
