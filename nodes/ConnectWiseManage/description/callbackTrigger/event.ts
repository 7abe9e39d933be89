import type { INodeProperties } from 'n8n-workflow';
import { RECORD_TYPES } from '../../triggers/callback/recordTypes';

/** n8n's panel of nodes makes its list of events from a parameter of this name. */
export const event: INodeProperties = {
	displayName: 'Event',
	name: 'event',
	type: 'options',
	noDataExpression: true,
	required: true,
	options: RECORD_TYPES.map(({ name, noun, type }) => ({
		name: `${name} Changes`,
		value: type,
		action: `On ${noun} changes`,
	})),
	default: 'ticket',
	description:
		'The records whose changes start the workflow: when one is added, updated or deleted',
};

export const actions: INodeProperties = {
	displayName: 'Actions',
	name: 'actions',
	type: 'multiOptions',
	options: [
		{ name: 'Added', value: 'added' },
		{ name: 'Deleted', value: 'deleted' },
		{ name: 'Updated', value: 'updated' },
	],
	default: ['added', 'updated', 'deleted'],
	required: true,
	description: 'What must have happened to the record',
};
