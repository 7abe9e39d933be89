import type { INodeProperties } from 'n8n-workflow';
import { operationsFor } from '../operation/operations';

const RECORDS = operationsFor('fields', 'query');

const off: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: false,
	description: 'Whether to return a simplified version of the response instead of the raw data',
	displayOptions: { show: { operation: RECORDS, '@tool': [false] } },
};

/** On for tools: whole records of ConnectWise would fill the context of a model. */
export const simplify: INodeProperties[] = [
	off,
	{ ...off, default: true, displayOptions: { show: { operation: RECORDS, '@tool': [true] } } },
];
