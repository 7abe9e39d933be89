import type { INodeProperties, INodePropertyMode, INodePropertyOptions } from 'n8n-workflow';
import { ANY_OPERATION, JOBS } from '../everyday/jobs';
import { NOTE_TYPE } from '../everyday/noteType';
import { RECORDS, type EverydayRecord } from '../everyday/records';
import { operationsWithout, VERBS } from '../everyday/verbs';

const RESOURCES: INodePropertyOptions[] = [
	{
		name: 'Any Operation',
		value: ANY_OPERATION,
		description: 'Everything that the ConnectWise API can do',
	},
	...RECORDS.map(({ resource: value, name }) => ({ name, value })),
];

/** Any Operation, which workflows had from before there were everyday jobs, and the everyday records. */
export const resource: INodeProperties = {
	displayName: 'Resource',
	name: 'resource',
	type: 'options',
	noDataExpression: true,
	options: RESOURCES,
	default: 'api',
};

/** The jobs of one record. n8n makes its panel of actions and a tool's description of these. */
function toOperation({ resource: of }: EverydayRecord): INodeProperties {
	const options = JOBS.filter((job) => job.resource === of).map(
		({ operation: value, action }): INodePropertyOptions => ({
			name: VERBS[value]?.name ?? value,
			value,
			action,
		}),
	);
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		options,
		default: 'getAll',
		displayOptions: { show: { resource: [of] } },
	};
}

export const operations: INodeProperties[] = RECORDS.map(toOperation);

const LIST: INodePropertyMode = {
	displayName: 'From List',
	name: 'list',
	type: 'list',
	typeOptions: { searchListMethod: 'searchResource', searchable: true },
};
const BY_ID: INodePropertyMode = { displayName: 'By ID', name: 'id', type: 'string' };

const namesRecord = new Set(JOBS.filter(({ record }) => record).map((job) => job.resource));

function toRecordId({ resource: of, name, names }: EverydayRecord): INodeProperties {
	const modes = names?.length === 0 ? [BY_ID] : [LIST, BY_ID];
	return {
		displayName: `${name} ID`,
		name: 'recordId',
		type: 'resourceLocator',
		required: true,
		default: { mode: modes[0]?.name ?? 'id', value: '' },
		modes,
		displayOptions: {
			show: { resource: [of] },
			hide: { operation: operationsWithout('record') },
		},
	};
}

/** The record that a job is about. */
export const recordIds: INodeProperties[] = RECORDS.filter((record) =>
	namesRecord.has(record.resource),
).map(toRecordId);

const noteTakers = JOBS.filter(({ choice }) => choice === NOTE_TYPE);

export const noteType: INodeProperties = {
	displayName: NOTE_TYPE.label,
	name: NOTE_TYPE.parameter,
	type: 'options',
	options: NOTE_TYPE.options.map(({ name, value, description }) => ({ name, value, description })),
	default: 'internal',
	displayOptions: {
		show: {
			resource: noteTakers.map((job) => job.resource),
			operation: [...new Set(noteTakers.map((job) => job.operation))],
		},
	},
};
