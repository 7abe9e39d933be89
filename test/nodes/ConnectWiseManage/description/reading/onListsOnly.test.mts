import { NodeHelpers, type INode, type INodeProperties } from 'n8n-workflow';
import { describe, expect, it } from 'vitest';
import { hasSingleId } from '../../../../../nodes/ConnectWiseManage/catalogue/records/singleIds.ts';
import { onListsOnly } from '../../../../../nodes/ConnectWiseManage/description/reading/onListsOnly.ts';
import { idsWhere, loadAllTemplates } from '../../catalogue/allTemplates.mts';

const parameter: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	displayOptions: onListsOnly({ operation: ['query'] }),
};

function isShown(operation: string, value: string): boolean {
	const operationId = { __rl: true, mode: 'list', value };
	const node = { typeVersion: 1 } as INode;
	return NodeHelpers.displayParameter({ operation, operationId }, parameter, node, null);
}

describe('parameters of lists', () => {
	it('are shown with every list, count and report of the API but six short ones', async () => {
		const templates = (await loadAllTemplates()).filter(({ kind }) => kind === 'query');
		const lists = templates.filter(({ response }) =>
			['array', 'count', 'report'].includes(response.kind),
		);
		const hidden = idsWhere(lists, ({ id }) => !isShown('query', id));
		expect(hidden).toEqual(idsWhere(lists, ({ id }) => hasSingleId(id)));
		expect(hidden).toHaveLength(6);
	});

	it('are hidden with nearly all single records and files', async () => {
		const templates = (await loadAllTemplates()).filter(({ kind }) => kind === 'query');
		const singles = templates.filter(({ response }) =>
			['object', 'binary'].includes(response.kind),
		);
		const shown = idsWhere(singles, ({ id }) => isShown('query', id));
		expect(shown.length).toBeLessThan(40);
		expect(isShown('query', 'getServiceTicketsById')).toBe(false);
		expect(isShown('query', 'getSystemDocumentsByIdDownload')).toBe(false);
	});

	it('are shown for an expression, and with no other operation', () => {
		expect(isShown('query', '={{ $json.operation }}')).toBe(true);
		expect(isShown('mutate', 'postServiceTickets')).toBe(false);
	});
});
