import type { FieldTemplate } from '../../../../../../nodes/ConnectWiseManage/catalogue/types.ts';

const REFERENCE: readonly FieldTemplate[] = [
	{ name: 'id', type: 'integer' },
	{ name: 'name', type: 'string' },
	{ name: '_info', type: 'object', readOnly: true },
];

/** Some fields of a ticket, of every type. */
export const SCHEMAS: Readonly<Record<string, readonly FieldTemplate[]>> = {
	Ticket: [
		{ name: 'id', type: 'integer', requiredOnUpdate: true },
		{ name: 'summary', type: 'string', requiredOnCreate: true },
		{
			name: 'company',
			type: 'object',
			schema: 'Company',
			isReference: true,
			requiredOnCreate: true,
		},
		{ name: 'board', type: 'object', schema: 'Reference', isReference: true },
		{ name: 'severity', type: 'string', enum: ['Low', 'High'] },
		{ name: 'budgetHours', type: 'number' },
		{ name: 'closedFlag', type: 'boolean' },
		{ name: 'requiredDate', type: 'dateTime' },
		{ name: 'startDate', type: 'string' },
		{ name: 'siteIds', type: 'array', itemType: 'integer' },
		{ name: 'contacts', type: 'array', itemType: 'object', schema: 'Reference' },
		{ name: 'customFields', type: 'array', itemType: 'any' },
		{ name: 'dateEntered', type: 'dateTime', readOnly: true, requiredOnCreate: true },
	],
	Company: [{ name: 'identifier', type: 'string' }, ...REFERENCE],
	Reference: REFERENCE,
};
