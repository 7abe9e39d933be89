import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';
import { onListsOnly } from './onListsOnly';
import { operationsFor } from '../operation/operations';

const LISTS = operationsFor('list', 'query');

/** As tools are told apart in displayOptions. */
const shownIn = (isTool: boolean): IDisplayOptions =>
	onListsOnly({ operation: LISTS, returnAll: [false], '@tool': [isTool] });

const most: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: shownIn(false),
};

/** Smaller for tools: each record takes from the context of a model. */
export const limit: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: onListsOnly({ operation: LISTS }),
	},
	most,
	{ ...most, default: 20, displayOptions: shownIn(true) },
];
