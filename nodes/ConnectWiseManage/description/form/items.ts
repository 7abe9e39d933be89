import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { mapper } from './mapper';
import { operationsFor } from '../operation/operations';

const MODES: INodePropertyOptions[] = [
	{
		name: 'Using Fields Below',
		value: 'fields',
		description: 'One request for each input item, with the fields filled in below',
	},
	{
		name: 'Using JSON',
		value: 'json',
		description: 'An object, or a list of objects with a request for each',
	},
	{
		name: 'Input Items',
		value: 'input',
		description:
			'The JSON of each input item is the record to send; an update changes every field in it',
	},
];

const WITH_BODY = operationsFor('items', 'mutate', 'delete');

const NO_BODY: INodePropertyOptions = {
	name: 'None',
	value: 'none',
	description: 'Right for nearly every delete operation',
};

const mode: INodeProperties = {
	displayName: 'Specify Items',
	name: 'itemsMode',
	type: 'options',
	noDataExpression: true,
	options: MODES,
	default: 'fields',
	description: 'Where the records to send come from',
};

/** How the ids of all operations begin that change some fields of a record. */
const UPDATES = [{ _cnd: { startsWith: 'patch' } }];

const modeOfUpdates: INodeProperties = {
	...mode,
	hint: 'An update changes only the fields you add. An expression that returns null or empty text clears its field; one that returns undefined leaves it unchanged. For text of several lines, switch the field to Expression.',
};

const UPDATE = 'update';

const OTHERS = operationsFor('items', 'mutate').filter((operation) => operation !== UPDATE);

export const items: INodeProperties[] = [
	{ ...mode, displayOptions: { show: { operation: OTHERS }, hide: { operationId: UPDATES } } },
	{ ...modeOfUpdates, displayOptions: { show: { operation: [UPDATE] } } },
	{
		...modeOfUpdates,
		displayOptions: { show: { operation: ['mutate'], operationId: UPDATES } },
	},
	{
		displayName: 'Specify Items',
		name: 'itemsMode',
		type: 'options',
		noDataExpression: true,
		options: [NO_BODY, ...MODES],
		default: 'none',
		description:
			'What to send with the request, for the few operations that delete several records at once',
		displayOptions: { show: { operation: ['delete'] } },
	},
	mapper({
		name: 'items',
		displayName: 'Items',
		method: 'getItemFields',
		word: 'field',
		// The statuses are those of the board that was chosen since.
		isRefreshed: true,
		show: { operation: WITH_BODY, itemsMode: ['fields'] },
	}),
	{
		displayName: 'Items',
		name: 'itemsJson',
		type: 'json',
		default: '{}',
		placeholder: '{ "summary": "Printer offline", "company": { "identifier": "acme" } }',
		description:
			'An object, or a list of objects with a request for each. Updates take changed fields, or a ready-made list of patch operations.',
		displayOptions: { show: { operation: WITH_BODY, itemsMode: ['json'] } },
	},
];
