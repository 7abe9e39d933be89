import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { NameControl } from '../../conditions/listFields';
import {
	FIRST_OPERATORS,
	OPERATORS,
	WHOLE_NAME_OPERATORS,
	type FilterKind,
} from '../../conditions/operators';
import { onListsOnly } from './onListsOnly';
import { operationsFor } from '../operation/operations';

const LISTS = operationsFor('filter', 'query');
const BUILT = { operation: LISTS, conditionsMode: ['build', 'both'] };

/** Shown when the chosen field's value, `path|control`, has one of the controls. */
const forControls = (
	controls: ReadonlyArray<FilterKind | NameControl>,
	more: Record<string, string[]> = {},
) => ({
	show: {
		recordField: controls.map((control) => ({ _cnd: { endsWith: `|${control}` } })),
		...more,
	},
});

const forKind = (kind: FilterKind, more?: Record<string, string[]>) => forControls([kind], more);

/** Names of records are text to ConnectWise. */
const TEXTS = ['text', 'name', 'record'] as const;

const KINDS: readonly FilterKind[] = ['text', 'number', 'boolean', 'date', 'choice'];

/** Names and values only: the editor downloads whatever else an option has. */
const toOptions = (kind: FilterKind): INodePropertyOptions[] =>
	OPERATORS[kind].map(({ name, value }) => ({ name, value }));

const toOperator = (kind: FilterKind): INodeProperties => ({
	displayName: 'Operator',
	name: `${kind}Operator`,
	type: 'options',
	options: toOptions(kind),
	default: 'equals',
	displayOptions: kind === 'text' ? forControls(TEXTS) : forKind(kind),
});

const operators = KINDS.map((kind) => ({ ...toOperator(kind), default: FIRST_OPERATORS[kind] }));

const operatorsThatNeed = (kind: FilterKind, needs: readonly string[]): string[] =>
	OPERATORS[kind].filter((one) => needs.includes(one.needs)).map(({ value }) => value);

const LIST_HINT = 'Several: an expression that returns a list, or JSON such as ["New", "Assigned"]';

/** Operators that compare with a part of a name. */
const PARTIAL = operatorsThatNeed('text', ['value']).filter(
	(value) => !WHOLE_NAME_OPERATORS.has(value),
);

const severalOf = (displayOptions: INodeProperties['displayOptions']): INodeProperties => ({
	displayName: 'Value Names or IDs',
	name: 'choices',
	type: 'multiOptions',
	typeOptions: {
		loadOptionsMethod: 'getFilterChoices',
		loadOptionsDependsOn: ['&recordField'],
	},
	default: [],
	description:
		'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	displayOptions,
});

const values: INodeProperties[] = [
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		displayOptions: forKind('text', { textOperator: operatorsThatNeed('text', ['value']) }),
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		displayOptions: forControls(['name', 'record'], { textOperator: PARTIAL }),
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		default: '',
		hint: 'Digits, with a point before decimals',
		displayOptions: forKind('number', { numberOperator: operatorsThatNeed('number', ['value']) }),
	},
	{
		displayName: 'Value',
		name: 'record',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The name to compare with, as ConnectWise has it',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchFilterNames', searchable: true },
			},
			{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. Help Desk' },
		],
		typeOptions: { loadOptionsDependsOn: ['&recordField'] },
		displayOptions: forControls(['name', 'record'], { textOperator: [...WHOLE_NAME_OPERATORS] }),
	},
	{
		displayName: 'Values',
		name: 'value',
		type: 'string',
		default: '',
		hint: LIST_HINT,
		displayOptions: forControls(['text', 'record'], { textOperator: ['in', 'notIn'] }),
	},
	{
		displayName: 'Values',
		name: 'value',
		type: 'string',
		default: '',
		hint: LIST_HINT,
		displayOptions: forKind('number', { numberOperator: ['in', 'notIn'] }),
	},
	severalOf(forControls(['name'], { textOperator: ['in', 'notIn'] })),
	{
		displayName: 'Value',
		name: 'flag',
		type: 'boolean',
		default: true,
		description: 'Whether the field is true',
		displayOptions: forKind('boolean', { booleanOperator: ['equals'] }),
	},
	{
		displayName: 'Value Name or ID',
		name: 'choice',
		type: 'options',
		typeOptions: {
			loadOptionsMethod: 'getFilterChoices',
			loadOptionsDependsOn: ['&recordField'],
		},
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		displayOptions: forKind('choice', { choiceOperator: ['equals', 'notEquals'] }),
	},
	severalOf(forKind('choice', { choiceOperator: ['in', 'notIn'] })),
	{
		displayName: 'Date',
		name: 'date',
		type: 'dateTime',
		default: '',
		displayOptions: forKind('date', {
			dateOperator: operatorsThatNeed('date', ['date', 'dates']),
		}),
	},
	{
		displayName: 'And',
		name: 'dateTo',
		type: 'dateTime',
		default: '',
		displayOptions: forKind('date', { dateOperator: ['between'] }),
	},
	{
		displayName: 'Amount',
		name: 'amount',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 1,
		displayOptions: forKind('date', { dateOperator: operatorsThatNeed('date', ['span']) }),
	},
	{
		displayName: 'Unit',
		name: 'unit',
		type: 'options',
		options: [
			{ name: 'Days', value: 'days' },
			{ name: 'Hours', value: 'hours' },
			{ name: 'Minutes', value: 'minutes' },
			{ name: 'Months', value: 'months' },
			{ name: 'Weeks', value: 'weeks' },
		],
		default: 'days',
		displayOptions: forKind('date', { dateOperator: operatorsThatNeed('date', ['span']) }),
	},
];

const rowFields = (dependsOn: string): INodeProperties[] => [
	{
		displayName: 'Field Name or ID',
		name: 'recordField',
		type: 'options',
		typeOptions: {
			loadOptionsMethod: 'getFilterFields',
			loadOptionsDependsOn: [dependsOn],
		},
		default: '',
		description:
			'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
	},
	{
		displayName: 'Caption',
		name: 'caption',
		type: 'string',
		default: '',
		placeholder: 'e.g. Asset Tag',
		description: 'The caption of the custom field, as ConnectWise shows it',
		displayOptions: { show: { recordField: [{ _cnd: { startsWith: 'customFields|' } }] } },
	},
	...operators,
	...values,
	{
		displayName: 'Group',
		name: 'group',
		type: 'options',
		options: ['A', 'B', 'C', 'D'].map((letter) => ({ name: letter, value: letter })),
		default: 'A',
		description: 'Rows of one group must all be met',
		displayOptions: { show: { '/filterCombination': ['groups'] } },
	},
	{
		displayName: 'Skip When Empty',
		name: 'skipWhenEmpty',
		type: 'boolean',
		default: false,
		description:
			'Whether to leave the row out when its value is empty, which reads more records. Off, an empty value is an error.',
	},
];

/** How rows go together, and the rows, whose fields are loaded anew when `dependsOn` changes. */
export const filterRows = (displayName: string, dependsOn: string): INodeProperties[] => [
	{
		displayName: 'Combine',
		name: 'filterCombination',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'All Conditions', value: 'all', description: 'Records that meet every row' },
			{ name: 'Any Condition', value: 'any', description: 'Records that meet at least one row' },
			{
				name: 'Groups',
				value: 'groups',
				description: 'Records that meet every row of at least one group',
			},
		],
		default: 'all',
		description: 'How the rows go together',
	},
	{
		displayName,
		name: 'filters',
		type: 'fixedCollection',
		placeholder: 'Add Condition',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		options: [{ name: 'rows', displayName: 'Condition', values: rowFields(dependsOn) }],
	},
];

/** Conditions of a list, built from rows or written as text. */
export const filter: INodeProperties[] = [
	{
		displayName: 'Conditions',
		name: 'conditionsMode',
		type: 'options',
		noDataExpression: true,
		options: [
			{ name: 'Build', value: 'build', description: 'Choose fields, operators and values' },
			{ name: 'Text', value: 'text', description: "Write them in ConnectWise's own language" },
			{ name: 'Build and Text', value: 'both', description: 'Records must meet both' },
		],
		default: 'build',
		description: 'How to choose the records that are read',
		displayOptions: onListsOnly({ operation: LISTS }),
	},
	...filterRows('Filter', 'operationId.value').map((property) => ({
		...property,
		displayOptions: onListsOnly(BUILT),
	})),
	{
		displayName: 'Condition Text',
		name: 'conditionsText',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. status/name = "New" and lastUpdated > [2026-01-31T00:00:00Z]',
		description: "Conditions in ConnectWise's own language",
		displayOptions: onListsOnly({ operation: LISTS, conditionsMode: ['text', 'both'] }),
	},
];
