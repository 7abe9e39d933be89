import type { INodeProperties } from 'n8n-workflow';

export const settings: INodeProperties = {
	// n8n's own tab beside the parameters is called Settings.
	displayName: 'Request Settings',
	name: 'settings',
	type: 'collection',
	placeholder: 'Add setting',
	default: {},
	displayOptions: { hide: { operation: ['find'] } },
	options: [
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'string',
			default: '',
			placeholder: 'e.g. 2025.16',
			description: 'Version of the data model to ask for; empty for the newest of the server',
		},
		{
			displayName: 'Binary Field',
			name: 'binaryField',
			type: 'string',
			default: 'data',
			hint: 'The name of the binary field that downloads are put in and uploads are taken from',
		},
		{
			displayName: 'Combine Reads by ID',
			name: 'combineReads',
			type: 'boolean',
			default: false,
			description:
				'Whether items that each read one record by its ID are read together, as lists of many IDs. Far fewer requests; Query only.',
		},
		{
			displayName: 'Max File Size',
			name: 'maxFileSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 4096 },
			default: 256,
			description: 'Largest download to accept, in megabytes; a larger one is an error',
		},
		{
			displayName: 'Max Parallel Requests',
			name: 'maxParallelRequests',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 32 },
			default: 4,
			description:
				'How many requests may run at once. Without this setting Query starts with 4 and goes up to 12 while responses stay fast; Mutate and Delete send one at a time.',
		},
		{
			displayName: 'Max Response Size',
			name: 'maxResponseSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 256 },
			default: 64,
			description:
				'Largest response to accept, other than a file, in megabytes; a larger one is an error',
		},
		{
			displayName: 'On HTTP Error',
			name: 'onHttpError',
			type: 'options',
			options: [
				{ name: 'Raise Error', value: 'throw' },
				{ name: 'Return It as an Item', value: 'item' },
			],
			default: 'throw',
			description:
				'What to do when ConnectWise answers a request with an error; an item then contains its status and body',
		},
		{
			displayName: 'Page Size',
			name: 'pageSize',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 1000 },
			default: 1000,
			description: 'Records read by one request; smaller pages help with heavy lists',
		},
		{
			displayName: 'Paging Mode',
			name: 'pagingMode',
			type: 'options',
			options: [
				{
					name: 'Automatic',
					value: 'automatic',
					description: 'By ID wherever the list allows it: loses and repeats nothing',
				},
				{
					name: 'Forward-Only',
					value: 'forwardOnly',
					description: "ConnectWise's own paging by ID, one page after the other",
				},
				{
					name: 'Navigable',
					value: 'navigable',
					description:
						'By page number, in any order; records that change while the list is read may be missed',
				},
			],
			default: 'automatic',
			description: 'How lists are read page by page',
		},
		{
			displayName: 'Preview',
			name: 'preview',
			type: 'boolean',
			default: false,
			description:
				'Whether Mutate and Delete only show what they would send, and change nothing in ConnectWise',
		},
		{
			displayName: 'Requests per Minute',
			name: 'requestsPerMinute',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 100000 },
			default: 1000,
			description:
				'How many requests the run sends within a minute at most, to stay below the limit of ConnectWise; 0 for no limit',
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20 },
			default: 4,
			description:
				'How often to repeat a request when the server is busy or unreachable. A write that may have taken effect is never repeated.',
		},
		{
			displayName: 'Share Identical Reads',
			name: 'shareReads',
			type: 'boolean',
			default: true,
			description:
				'Whether items that ask for the same record or count share one request, each with a copy of its own; Query only',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 60,
			description:
				'Seconds that a request may take in all; a large file may take longer while it keeps coming',
		},
	],
};
