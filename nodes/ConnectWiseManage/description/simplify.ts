import type { INodeProperties } from 'n8n-workflow';

const switchOf = (isOn: boolean): INodeProperties => ({
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: isOn,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	displayOptions: { show: { operation: ['query'], '@tool': [isOn] } },
});

/** On for tools: whole records of ConnectWise would fill the context of a model. */
export const simplify: INodeProperties[] = [switchOf(false), switchOf(true)];
