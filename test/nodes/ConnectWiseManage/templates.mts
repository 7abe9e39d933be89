import type {
	FieldTemplate,
	OperationTemplate,
} from '../../../nodes/ConnectWiseManage/catalogue/types.ts';

/** A template for tests, a list of tickets unless told otherwise. */
export function template(
	more: Partial<OperationTemplate> = {},
	schemas: Readonly<Record<string, readonly FieldTemplate[]>> = {},
): OperationTemplate {
	return {
		id: 'getServiceTickets',
		kind: 'query',
		method: 'GET',
		path: '/service/tickets',
		module: 'service',
		label: 'Service › Tickets › Get Many',
		parameters: [],
		body: { kind: 'none', required: false },
		response: { kind: 'array' },
		isPaged: false,
		hasIntegerId: true,
		schemas: new Map(Object.entries(schemas)),
		...more,
	};
}
