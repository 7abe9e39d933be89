import type {
	Comparison,
	Operand,
} from '../../../../nodes/ConnectWiseManage/conditions/comparison.ts';
import type { FilterField } from '../../../../nodes/ConnectWiseManage/conditions/filterFields.ts';
import { findOperator } from '../../../../nodes/ConnectWiseManage/conditions/operators.ts';

export const CLOCK = { now: Date.parse('2026-11-26T09:30:00Z'), timezone: 'UTC' };

/** Fields of a made-up kind of record, one of each kind and place. */
export const FIELDS = {
	id: { path: 'id', label: 'ID', kind: 'number', place: 'conditions', isAlwaysSet: true },
	summary: { path: 'summary', label: 'Summary', kind: 'text', place: 'conditions' },
	hours: { path: 'budgetHours', label: 'Budget Hours', kind: 'number', place: 'conditions' },
	closed: { path: 'closedFlag', label: 'Closed Flag', kind: 'boolean', place: 'conditions' },
	entered: { path: 'dateEntered', label: 'Date Entered', kind: 'date', place: 'conditions' },
	board: { path: 'board/name', label: 'Board Name', kind: 'text', place: 'conditions' },
	severity: {
		path: 'severity',
		label: 'Severity',
		kind: 'choice',
		place: 'conditions',
		values: ['Low', 'High'],
	},
	phone: {
		path: 'communicationItems/value',
		label: 'Communication Items: Value',
		kind: 'text',
		place: 'childConditions',
	},
	phoneType: {
		path: 'communicationItems/communicationType',
		label: 'Communication Items: Communication Type',
		kind: 'text',
		place: 'childConditions',
	},
	tag: {
		path: 'customFields/Asset Tag',
		label: 'the custom field "Asset Tag"',
		kind: 'text',
		place: 'customFieldConditions',
	},
	room: {
		path: 'customFields/Room',
		label: 'the custom field "Room"',
		kind: 'number',
		place: 'customFieldConditions',
	},
} as const satisfies Record<string, FilterField>;

export function compare(field: FilterField, operatorName: string, operand: Operand): Comparison {
	const operator = findOperator(field.kind, operatorName);
	if (!operator) throw new Error(`${field.kind} has no operator ${operatorName}`);
	return { field, operator, operand };
}

export const values = (...given: readonly string[]): Operand => ({ kind: 'values', values: given });
