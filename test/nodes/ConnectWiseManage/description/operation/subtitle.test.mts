import { Workflow, type INodeParameters, type INodeTypes } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ConnectWiseManage } from '../../../../../nodes/ConnectWiseManage/ConnectWiseManage.node.ts';
import { JOBS } from '../../../../../nodes/ConnectWiseManage/everyday/jobs.ts';
import { RECORDS } from '../../../../../nodes/ConnectWiseManage/everyday/records.ts';
import { VERBS } from '../../../../../nodes/ConnectWiseManage/everyday/verbs.ts';

const node = new ConnectWiseManage();
const nodeTypes: INodeTypes = {
	getByName: () => node,
	getByNameAndVersion: () => node,
	getKnownTypes: () => ({}),
};

/** What the canvas shows below the node's name: n8n evaluates it without items. */
function subtitleOf(parameters: INodeParameters): unknown {
	const sketch = {
		id: 'node',
		name: 'ConnectWise Manage',
		type: 'connectWiseManage',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters,
	};
	const workflow = new Workflow({ nodes: [sketch], connections: {}, active: false, nodeTypes });
	const { subtitle } = node.description;
	return workflow.expression.getSimpleParameterValue(sketch, subtitle, 'internal', {});
}

const locator = (value: string, more: Record<string, string> = {}) => ({
	__rl: true as const,
	mode: 'id',
	value,
	...more,
});

describe('the subtitle', () => {
	it.each([
		[
			'the words of the label that was chosen from the list',
			locator('getServiceTickets', {
				mode: 'list',
				cachedResultName: 'Tickets › Get Many (Service) — GET /service/tickets',
			}),
			'Tickets › Get Many (Service)',
		],
		[
			'operation and id where no label was kept',
			locator('getServiceTickets'),
			'query: getServiceTickets',
		],
		[
			'the id that was typed, not the label of the list before it',
			locator('getServiceTickets', {
				cachedResultName: 'Companies › Create — POST /company/companies',
			}),
			'query: getServiceTickets',
		],
		['no resolved expression', locator('={{ $json.operation }}'), 'query: by expression'],
		['the operation alone before one is chosen', locator('', { mode: 'list' }), 'query'],
		[
			'an id that a program wrote without a locator',
			'getServiceTickets',
			'query: getServiceTickets',
		],
	])('shows %s', (_, operationId, expected) => {
		expect(subtitleOf({ operation: 'query', operationId })).toBe(expected);
	});

	it.each(JOBS.map(({ resource, operation }) => [resource, operation] as const))(
		'names verb and record of %s %s',
		(resource, operation) => {
			const record = RECORDS.find((one) => one.resource === resource)?.name;
			const expected = `${VERBS[operation]?.name}: ${record}`;
			expect(subtitleOf({ resource, operation })).toBe(expected);
		},
	);

	it('names the operation of Any Operation, whatever else is left from a job', () => {
		const operationId = locator('getServiceTickets');
		expect(subtitleOf({ resource: 'api', operation: 'query', operationId, recordId: 5 })).toBe(
			'query: getServiceTickets',
		);
	});

	it('stands without an operation id', () => {
		expect(subtitleOf({ operation: 'delete' })).toBe('delete');
	});
});
