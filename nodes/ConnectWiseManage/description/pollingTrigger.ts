import type { INodeProperties } from 'n8n-workflow';
import { operationId as anyOperationId } from './operation/operation';

export const event: INodeProperties = {
	// By this name n8n's panel of nodes finds the events that it lists.
	displayName: 'Trigger On',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	options: [
		{
			name: 'Created',
			value: 'created',
			description: 'Records that are new',
			action: 'On new records of any list (polling)',
		},
		{
			name: 'Created and Updated',
			value: 'both',
			description: 'Records that are new, and those that were changed',
			action: 'On new or changed records of any list (polling)',
		},
		{
			name: 'Updated',
			value: 'updated',
			description: 'Records that were changed after they had been created',
			action: 'On changed records of any list (polling)',
		},
	],
	default: 'both',
	description: 'Which records start the workflow',
	hint: 'Deleted records cannot be seen by reading a list. Where a list does not show when its records were last updated, new ones are recognized by their ID and updates cannot be seen.',
};

/** What the parameters shared with the other node are shown by. */
export const operation: INodeProperties = {
	displayName: 'Operation',
	name: 'operation',
	type: 'hidden',
	default: 'query',
};

/** Always shown: this node has no other operations. */
export const operationId: INodeProperties = { ...anyOperationId, displayOptions: undefined };

export const pollOptions: INodeProperties = {
	displayName: 'Trigger Options',
	name: 'pollOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		{
			displayName: 'Include What Changed',
			name: 'includeChanges',
			type: 'boolean',
			default: false,
			description:
				'Whether to add the entries of the audit trail since the last poll to each record, as ConnectWise words them. One more request for each record.',
		},
		{
			displayName: 'Most Records a Poll',
			name: 'mostRecords',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50000 },
			default: 5000,
			description:
				'How many records one execution gets at most; the rest follows with the next poll',
		},
		{
			displayName: 'Overlap',
			name: 'overlap',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 1440 },
			default: 2,
			description:
				'Minutes before the last poll to read again, for changes that ConnectWise shows late. What was already passed on is not repeated.',
		},
		{
			displayName: 'Repeat After a Restart',
			name: 'repeatAfterRestart',
			type: 'boolean',
			default: true,
			description:
				'Whether to output the records of the last poll again after n8n restarts, because their execution may have been interrupted. A Remove Duplicates node on the event ID drops those already processed.',
		},
		{
			displayName: 'Simplify',
			name: 'simplify',
			type: 'boolean',
			default: false,
			description: 'Whether to return a simplified version of the response instead of the raw data',
		},
		{
			displayName: 'Start From',
			name: 'since',
			type: 'dateTime',
			default: '',
			description: 'Where the first poll begins; if empty, when the workflow is activated',
		},
		{
			displayName: 'Watch Fields',
			name: 'watchFields',
			type: 'string',
			default: '',
			placeholder: 'e.g. status/name, priority/name',
			description:
				'Pass an update on only if one of these fields differs from what was last seen. The first update that is seen of a record always counts.',
		},
	],
};
