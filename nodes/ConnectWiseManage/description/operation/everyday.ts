import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import { ANY_OPERATION, JOBS } from '../../everyday/jobs';
import { NOTE_TYPE } from '../../everyday/noteType';
import { RECORDS, type EverydayRecord } from '../../everyday/records';
import { VERBS } from '../../everyday/verbs';

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

function toRecordId({ resource: of, name, names }: EverydayRecord): INodeProperties {
	const recordId: INodeProperties = {
		displayName: `${name} ID`,
		name: 'recordId',
		type: 'resourceLocator',
		required: true,
		// Emptied with another Resource, whose IDs are others.
		typeOptions: { loadOptionsDependsOn: ['resource'] },
		default: { mode: 'list', value: '' },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchResource', searchable: true },
			},
			{ displayName: 'By ID', name: 'id', type: 'string' },
		],
		displayOptions: {
			show: {
				resource: [of],
				operation: JOBS.filter((job) => job.resource === of && job.record).map(
					({ operation }) => operation,
				),
			},
		},
	};
	if (names?.length !== 0) return recordId;
	const modes = recordId.modes?.filter((mode) => mode.name === 'id');
	return { ...recordId, default: { mode: 'id', value: '' }, modes };
}

/** The record that a job is about. */
export const recordIds: INodeProperties[] = RECORDS.map(toRecordId);

/** Stands in for what a job does not ask for: n8n 1.x fails to test the end of a value that is not there. */
export const noOperationId: INodeProperties = {
	displayName: 'Operation ID',
	name: 'operationId',
	type: 'hidden',
	default: '',
	displayOptions: { hide: { resource: ['api'] } },
};

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
