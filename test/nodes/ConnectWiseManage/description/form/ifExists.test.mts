import { NodeHelpers, type INode } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { ifExists } from '../../../../../nodes/ConnectWiseManage/description/form/ifExists.ts';

function shownNames(operation: string, id: string, choice = 'create'): string[] {
	const operationId = { __rl: true, mode: 'id', value: id };
	const parameters = { operation, operationId, ifExists: choice };
	const node = { typeVersion: 1 } as INode;
	return ifExists
		.filter((property) => NodeHelpers.displayParameter(parameters, property, node, null))
		.map(({ name }) => name);
}

describe('If It Exists Already', () => {
	it.each(['postServiceTickets', '={{ $json.operation }}'])('is shown for %s', (id) => {
		expect(shownNames('mutate', id)).toContain('ifExists');
	});

	it('hides Match Fields where nothing is looked for', () => {
		expect(shownNames('mutate', 'postServiceTickets', 'create')).toEqual(['ifExists']);
	});

	it.each(['update', 'leave', 'error', 'updateOnly'])('shows Match Fields for %s', (choice) => {
		expect(shownNames('mutate', 'postServiceTickets', choice)).toEqual(['ifExists', 'matchFields']);
	});

	it.each([
		['mutate', 'patchServiceTicketsById'],
		['mutate', 'putServiceTicketsById'],
		['mutate', ''],
		['query', 'postServiceTicketsSearch'],
		['delete', 'deleteServiceTicketsById'],
	])('is hidden for %s %s', (operation, id) => {
		expect(shownNames(operation, id, 'update')).toEqual([]);
	});
});
